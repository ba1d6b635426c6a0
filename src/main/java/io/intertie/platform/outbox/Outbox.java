package io.intertie.platform.outbox;

/// How a room tells rooms above it what has happened.
///
/// An event is a record named in the past tense whose components are UUIDs, text, numbers or
/// booleans. It is written in the transaction of the act, and reaches every node's CDI observers
/// after the commit, at least once, in order.
public interface Outbox {
    void publish(Record event);
}
