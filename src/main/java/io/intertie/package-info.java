/// Intertie: the map of rooms.
@org.jspecify.annotations.NullMarked
package io.intertie;
