/// Measurements on a real PostgreSQL whose commits reach the disk; `deploy/bench` runs them. No
/// part of the gate: what they come to depends on the machine, so each table names it.
@org.jspecify.annotations.NullMarked
package io.intertie.bench;
