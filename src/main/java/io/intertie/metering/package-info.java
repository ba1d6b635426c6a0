/// Tokens become money here, once.
@org.jspecify.annotations.NullMarked
package io.intertie.metering;
