/// Measured quality as pages write it: a provider's of its own listing, and the market's for
/// everybody.
@org.jspecify.annotations.NullMarked
package io.intertie.web.measured;
