/// Events from lower rooms to upper ones, through the database.
@org.jspecify.annotations.NullMarked
package io.intertie.platform.outbox;
