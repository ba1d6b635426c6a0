package io.intertie.gateway.dialect;

import java.util.function.Function;

/// A request as it was understood: `body` says the same as a chat completion's (or an embedding's)
/// request, `voices` answers it in the client's words.
public record Reading(byte[] body, Function<Opening, Voice> voices) {}
