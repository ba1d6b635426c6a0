/// Tests of the seal, of verification and of proofs.
@org.jspecify.annotations.NullMarked
package io.intertie.proof;
