package io.intertie.gateway.upstream;

import io.intertie.gateway.wire.Failure;

/// Hears what comes of one call to a provider, on the call's event loop.
///
/// A call ends with exactly one of `body`, `ended` and `failed`, and nothing follows it; after
/// [UpstreamCall#cancel] nothing comes at all.
public interface UpstreamListener {
    /// The data of one event of a stream; `[DONE]` is not passed on.
    void event(byte[] data);

    /// The whole answer, where no stream was asked for.
    void body(byte[] json);

    /// The stream has ended: by `[DONE]`, or it just ended.
    void ended(boolean marked);

    /// It will not go on.
    void failed(Failure failure);
}
