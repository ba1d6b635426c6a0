/// How many tokens a text has, by the tokenizers that are public and exact.
///
/// **Owns** the tokenizers and what counting may take. **Leaves to others** which model has which
/// (`catalog`), what is counted (`gateway`, `certification`, the sandbox provider), and money.
///
/// **Always true**
/// - A text is counted in slices, so that a word of megabytes takes no gigabyte (`TokenizerTest`).
/// - No count reads more than [Counter#MOST] characters, and a node counts on half of its
///   processors at once (`CounterTest`).
@org.jspecify.annotations.NullMarked
package io.intertie.tokens;
