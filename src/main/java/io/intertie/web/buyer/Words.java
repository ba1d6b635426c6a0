package io.intertie.web.buyer;

/// The reader's words for a key and its arguments.
interface Words {
    String of(String key, Object... arguments);
}
