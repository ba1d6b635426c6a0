@org.jspecify.annotations.NullMarked
package io.intertie.energy;
