package io.intertie.sandbox;

import java.io.IOException;

/// The client closed its connection before the answer was whole.
final class ClientLeft extends IOException {
    private static final long serialVersionUID = 1L;

    ClientLeft() {
        super("the client left");
    }
}
