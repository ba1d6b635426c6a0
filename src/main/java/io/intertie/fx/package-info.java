/// What one currency buys of another, from which source, until when.
@org.jspecify.annotations.NullMarked
package io.intertie.fx;
