/// The embedded market: every process that Intertie needs, started, watched and stopped by one JVM.
///
/// **Story file:** [Market][io.intertie.embedded.Market]. `deploy/start`, `stop` and `status` call
/// [Launcher][io.intertie.embedded.Launcher]; integration tests call `Market.start(MarketOptions)`
/// in their own JVM, on other ports and with another data folder.
///
/// **Owns:** the processes of PostgreSQL, Keycloak and Payara Micro, the sandbox provider's place
/// in this JVM, their ports, the data folder `var/` and the generated secrets.
///
/// **Leaves to others:** everything inside the WAR. This room stays outside of it and no room
/// imports it.
///
/// **Always true**
///
/// | what | held by |
/// |---|---|
/// | a secret reaches a child by environment or private file, not by argument | `PayaraTest` |
/// | a file of secrets is readable by its owner only, from its first byte | `EnvFileTest` |
/// | no two launchers work on one data folder | `VarFolderTest` |
/// | a process is ended only if its arguments name our data folder | `OrphansTest` |
@org.jspecify.annotations.NullMarked
package io.intertie.embedded;
