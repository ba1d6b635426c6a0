/// The demonstration market: seeded through the rooms' own public methods, only when asked for.
///
/// **Owns** the cast (who takes part, clearly named as a sandbox) and the order in which they
/// arrive. **Leaves to others** everything that a real market does: nothing here is imported by
/// another room, and without `INTERTIE_DEMO=true` nothing here runs. **Always true** seeding again
/// changes nothing (`DemonstrationIT`).
@org.jspecify.annotations.NullMarked
package io.intertie.demo;
