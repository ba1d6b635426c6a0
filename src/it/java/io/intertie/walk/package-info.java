/// The two walks of docs/architecture.md, and what happens when something is killed on the way: on
/// a whole market, as users start it.
@org.jspecify.annotations.NullMarked
package io.intertie.walk;
