package io.intertie.gateway.upstream;

/// One call to a provider under way; to be used on its event loop.
public interface UpstreamCall {
    /// Ends the call now: the connection is closed, so that the provider stops working.
    void cancel();

    /// Stops reading: the provider must wait. The time limit between two bytes waits, too.
    void pause();

    /// Goes on reading.
    void resume();
}
