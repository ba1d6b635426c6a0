/// The books of the small market, and tests of how they are written out.
@org.jspecify.annotations.NullMarked
package io.intertie.web.books;
