package io.intertie.sandbox;

import java.io.IOException;

/// Something under `/v1` that takes a JSON body.
interface Endpoint {
    /// Reads a request, or refuses it by a [Problem].
    ///
    /// @param behaviourHeader the value of `x-sandbox`, empty when it was not sent
    /// @return what is to be done; it holds nothing of what was said
    Answer read(Fields body, String behaviourHeader);

    /// A request that was read.
    interface Answer {
        /// Answers, or refuses by a [Problem].
        ///
        /// @throws IOException when the client left, or the connection is to be cut
        void give(Visitor visitor) throws IOException;
    }
}
