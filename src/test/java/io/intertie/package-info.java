/// Tests that need no server but PostgreSQL.
@org.jspecify.annotations.NullMarked
package io.intertie;
