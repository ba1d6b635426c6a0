package io.intertie.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.wire.Sink;
import java.util.Map;

/// What a front sends back: a whole body, or a stream that it must take to its end or abandon.
public sealed interface Answer {
    /// Headers that the front sends as they are.
    Map<String, String> headers();

    /// A body that is known: an answer or an error.
    record Whole(int status, Map<String, String> headers, ObjectNode body) implements Answer {
        public Whole {
            headers = Map.copyOf(headers);
        }
    }

    /// A stream, with status 200.
    record Streamed(Map<String, String> headers, Delivery delivery) implements Answer {
        public Streamed {
            headers = Map.copyOf(headers);
        }
    }

    /// A stream under way; exactly one of its methods is called, once.
    interface Delivery {
        /// Streams to the client until the end; returns when the request is on record.
        void to(Sink sink);

        /// Gives up before the first byte: the client cannot be reached.
        void abandon();
    }
}
