/// Tests that run inside the server, on the WAR as it is shipped.
@org.jspecify.annotations.NullMarked
package io.intertie.container;
