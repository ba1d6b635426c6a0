/// Style is a test: who may import whom, how code reads, which words pages use.
@org.jspecify.annotations.NullMarked
package io.intertie.style;
