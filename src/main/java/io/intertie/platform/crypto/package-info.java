/// What is kept secret at rest, sealed under the operator's master key.
///
/// **Always true** what was sealed for one purpose does not open for another
/// (`CredentialSealTest`).
@org.jspecify.annotations.NullMarked
package io.intertie.platform.crypto;
