/// What clients speak, over what providers speak.
///
/// **Owns** the translation of requests into chat completions and of answers out of them, streamed
/// and not. **Leaves to others** every decision, and every count of money (`metering`).
///
/// A request is read by its [Dialect]; [Dialects] knows which one. The answer leaves by a [Voice]:
/// chat completions pass as they are, all others are told step by step ([Part], [Parts]).
///
/// **Always true** what is said, called and counted is the same in every dialect (`StreamsTest`); a
/// tool call is right whatever the provider made of it (`GoldenCallsTest`); no request and no
/// answer breaks our own code (`StrangersTest`); OpenAI's document allows what leaves in its words
/// (`OpenAiDocumentTest`).
@org.jspecify.annotations.NullMarked
package io.intertie.gateway.dialect;
