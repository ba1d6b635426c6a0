package io.intertie.platform.http;

import java.util.List;
import java.util.stream.Stream;

/// A refusal's sentence: in English for callers of the API, under its code for pages in another
/// language, whose `refusals_*.properties` say it with the same arguments.
///
/// An argument is a text, or a sentence that is a part of this one.
///
/// **Always true** every code is said in every language, with all its arguments (`RefusalsTest`).
public record Wording(String code, String english, List<Object> arguments) {
    public Wording {
        arguments = List.copyOf(arguments);
    }

    /// A sentence with `%s` for each argument.
    public static Wording of(String code, String english, Object... arguments) {
        return new Wording(
                code,
                english.formatted(arguments),
                Stream.of(arguments)
                        .map(one -> one instanceof Wording part ? part : String.valueOf(one))
                        .toList());
    }

    @Override
    public String toString() {
        return english;
    }
}
