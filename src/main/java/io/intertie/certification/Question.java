package io.intertie.certification;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.platform.config.Secret;
import java.util.Optional;

/// One call to make: `path` below the endpoint, an empty `body` for a GET. `own` is the listing's
/// credential, which an endpoint may remember and send back whatever it was called with.
record Question(
        String path,
        String body,
        Optional<Secret> credential,
        Optional<Secret> own,
        boolean streamed) {
    static Question reading(String path, Optional<Secret> credential) {
        return new Question(path, "", credential, credential, false);
    }

    static Question asking(Subject subject, ObjectNode body) {
        return asking(subject, body.toString(), body.path("stream").asBoolean());
    }

    static Question asking(Subject subject, String body, boolean streamed) {
        var own = subject.credential();
        return new Question(subject.path(), body, own, own, streamed);
    }

    Question by(Secret other) {
        return new Question(path, body, Optional.of(other), own, streamed);
    }

    boolean isReading() {
        return body.isEmpty();
    }
}
