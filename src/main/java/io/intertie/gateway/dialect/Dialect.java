package io.intertie.gateway.dialect;

import io.intertie.gateway.wire.Fault;
import java.util.Map;
import java.util.UUID;

/// How one kind of request is spoken: OpenAI's chat completions, Anthropic's messages, and so on.
///
/// All providers speak OpenAI's chat completions (and embeddings), so that is what every dialect is
/// translated into; where it is spoken by the client as well, bytes pass as they are.
public interface Dialect {
    /// Reads a client's request.
    ///
    /// @throws io.intertie.platform.http.Problem at the field that is at fault
    Reading read(byte[] body);

    /// The headers that belong to the dialect, for every answer.
    Map<String, String> headers(UUID requestId);

    /// A refusal or failure as a whole body.
    byte[] refusal(Fault fault, UUID requestId);

    /// A failure in a stream that has not said anything yet, or only pings.
    byte[] failure(Fault fault, UUID requestId);

    /// What keeps a silent stream open.
    byte[] ping();
}
