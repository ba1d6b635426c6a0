/// The sandbox provider: a small OpenAI-compatible server that says on every reply that it is one.
///
/// The demonstration market lists it as a provider; tests use it as an upstream that can be told
/// how to behave. It is a process of its own world: the market knows it only by its address, and
/// nothing of it travels in the WAR.
///
/// **Read first:** [SandboxProvider] starts it; `Routes` says who answers what; `Completions` is
/// the walk of one answer; `Behaviour` is all that can be asked of it.
///
/// **Owns:** the models `echo-1` (seeded sentences about grids and markets), `slow-1` (the same at
/// 40 ms a token) and `all-minilm-l6-v2` (a real embedding model, loaded on first use).
///
/// **Leaves to others:** prices, keys of buyers, and what a gateway makes of a provider's failure.
///
/// **How to make it misbehave:** a comma-separated list of settings in the header `x-sandbox`, or
/// `[[sandbox:…]]` in the last user message, which also works through a gateway; or for every
/// client in the address, `/as/no_done~usage.over.50/v1`. docs/sandbox.md tells all three.
///
/// | setting | effect |
/// |---|---|
/// | `delay=ms` | silence before the first byte |
/// | `gap=ms` | pause before each token |
/// | `tokens=n` | length of a text answer |
/// | `status=400..599` | an error reply before any output; 429 carries `retry-after` |
/// | `hang` | no answer until the client leaves, 60 s at most |
/// | `fail_after=n` | the connection breaks after n stream chunks |
/// | `error_after=n` | an error event after n stream chunks ends the stream |
/// | `empty` | no token and no finish reason |
/// | `no_stream`, `no_done` | a whole answer to who asked for a stream; no `[DONE]` at its end |
/// | `no_tools`, `prose` | tools, or a wish for JSON, are passed over |
/// | `stall=ms` | each eighth token comes so much later |
/// | `at_once=n` | 429 to who comes while n are served (in an address only) |
/// | `faults=200..599` | that status and no error object for a malformed request (the same) |
/// | `usage=none`, `usage=zero`, `usage=over:n` | no usage, zeros, or n output tokens too many |
/// | `cached=n`, `reasoning=n` | input tokens reported as cached, reasoning tokens added |
///
/// **Always true:**
/// - the same request gets the same text, streamed or not (`CompletionsTest`);
/// - token counts are a real tokenizer's, `o200k_base` (`TokenCountTest`), and the embedding
///   model's own (`EmbeddingsTest`);
/// - a client that leaves is noticed and counted, also in silence (`DisconnectTest`);
/// - no text of a prompt outlives its request, and it listens on loopback only.
@org.jspecify.annotations.NullMarked
package io.intertie.sandbox;
