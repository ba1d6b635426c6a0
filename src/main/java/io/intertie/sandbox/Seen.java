package io.intertie.sandbox;

import java.util.List;
import java.util.Optional;

/// One request as the sandbox remembers it: what was asked for, never what was said.
///
/// @param model the model named in the body, absent where the body named none or was unreadable
/// @param headerNames lower-case names in alphabetical order, without their values
public record Seen(
        String method,
        String path,
        Optional<String> model,
        boolean stream,
        List<String> headerNames) {
    public Seen {
        headerNames = List.copyOf(headerNames);
    }
}
