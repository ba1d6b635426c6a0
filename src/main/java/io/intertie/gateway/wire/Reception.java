package io.intertie.gateway.wire;

/// Where fronts hand in what they have received; the gateway's story behind it decides everything.
public interface Reception {
    /// Takes a request; its answer goes to the client.
    Conversation take(Arrival arrival, Client client);
}
