package io.intertie.sandbox;

import java.io.IOException;

/// The sandbox was asked to break the connection; leaving the handler by it does so.
final class ConnectionCut extends IOException {
    private static final long serialVersionUID = 1L;

    ConnectionCut() {
        super("cut off as asked");
    }
}
