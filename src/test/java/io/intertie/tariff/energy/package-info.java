@org.jspecify.annotations.NullMarked
package io.intertie.tariff.energy;
