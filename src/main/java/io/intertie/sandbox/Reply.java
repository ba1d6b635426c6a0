package io.intertie.sandbox;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A whole answer in the pieces in which it is streamed.
///
/// @param finishReason absent when the answer ends without one
record Reply(List<Part> parts, Optional<String> finishReason) {
    Reply {
        parts = List.copyOf(parts);
    }

    int tokens() {
        return parts.stream().mapToInt(Part::tokens).sum();
    }

    String text() {
        return parts.stream()
                .map(part -> part instanceof Part.Word word ? word.text() : "")
                .collect(Collectors.joining());
    }

    List<Part.CallOpened> calls() {
        return parts.stream()
                .filter(Part.CallOpened.class::isInstance)
                .map(Part.CallOpened.class::cast)
                .toList();
    }

    String arguments(int call) {
        return parts.stream()
                .filter(part -> part instanceof Part.CallWord word && word.index() == call)
                .map(part -> ((Part.CallWord) part).text())
                .collect(Collectors.joining());
    }
}
