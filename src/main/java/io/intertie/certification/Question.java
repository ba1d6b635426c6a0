package io.intertie.certification;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.platform.config.Secret;
import java.util.Optional;

/// One call to make: `path` below the endpoint, an empty `body` for a GET.
record Question(String path, String body, Optional<Secret> credential, boolean streamed) {
    static Question reading(String path, Optional<Secret> credential) {
        return new Question(path, "", credential, false);
    }

    static Question asking(Subject subject, ObjectNode body) {
        return asking(subject, body.toString(), body.path("stream").asBoolean());
    }

    static Question asking(Subject subject, String body, boolean streamed) {
        return new Question(subject.path(), body, subject.credential(), streamed);
    }

    Question by(Secret other) {
        return new Question(path, body, Optional.of(other), streamed);
    }

    boolean isReading() {
        return body.isEmpty();
    }
}
