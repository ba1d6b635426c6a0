/// The pages that everybody sees: prices, models, providers, how it works.
@org.jspecify.annotations.NullMarked
package io.intertie.web.visitor;
