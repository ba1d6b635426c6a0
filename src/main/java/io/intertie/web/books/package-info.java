/// The market's books as the pages of providers and admins both show them.
///
/// **Owns** how windows, payouts, journal lines and traces are written out. **Leaves to others**
/// who may see them: each page asks for its own. **Always true** every amount carries its ISO code
/// and every time is UTC, because settlement knows no other.
@org.jspecify.annotations.NullMarked
package io.intertie.web.books;
