/// From a grid company's table to a price per token.
@org.jspecify.annotations.NullMarked
package io.intertie.tariff;
