package io.intertie.certification;

import io.intertie.platform.config.Secret;
import java.net.URI;
import java.util.Optional;

/// A call as it may be shown to people and kept: no secret, bounded, nothing that steers a screen.
record Shown(URI endpoint, Question question) {
    private static final int LONGEST = 4_000;
    private static final String HIDDEN = "•••";

    String request() {
        var text = new StringBuilder(question.isReading() ? "GET " : "POST ");
        text.append(endpoint).append(question.path()).append('\n');
        if (question.credential().isPresent()) {
            text.append("authorization: Bearer ").append(HIDDEN).append('\n');
        }
        if (!question.isReading()) {
            text.append("content-type: application/json\n\n").append(question.body());
        }
        return safe(text.toString());
    }

    String response(int status, String contentType, String body) {
        if (status == 0) {
            return "";
        }
        return safe("%d%ncontent-type: %s%n%n%s".formatted(status, contentType, body));
    }

    /// An endpoint may send our credential back; then it is hidden before the text is cut.
    private String safe(String text) {
        var hidden = without(question.own(), without(question.credential(), text));
        var cut = hidden.length() > LONGEST ? hidden.substring(0, LONGEST) + "…" : hidden;
        return cut.codePoints()
                .map(point -> isPlain(point) ? point : 0xFFFD)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String without(Optional<Secret> secret, String text) {
        return secret.map(one -> text.replace(one.reveal(), HIDDEN)).orElse(text);
    }

    /// Control, format (which turn the direction of text) and broken characters are not.
    private static boolean isPlain(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL -> point == '\n' || point == '\t';
            case Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE -> false;
            default -> true;
        };
    }
}
