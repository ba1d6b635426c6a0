package io.intertie.web.provider;

/// The reader's words for a key and its arguments.
interface Words {
    String of(String key, Object... arguments);
}
