/// A provider's pages over the small market.
@org.jspecify.annotations.NullMarked
package io.intertie.web.provider;
