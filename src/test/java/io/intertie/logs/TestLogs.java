package io.intertie.logs;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// Logs for tests.
final class TestLogs {
    private TestLogs() {}

    static Log log(UUID requestId, UUID organisationId, UUID keyId, String asked) {
        var request = Log.Part.of(asked.getBytes(StandardCharsets.UTF_8));
        var answer = Log.Part.of(("said: " + asked).getBytes(StandardCharsets.UTF_8));
        var head =
                new Log.Head(
                        requestId,
                        organisationId,
                        keyId,
                        "chat/completions",
                        200,
                        false,
                        request.size(),
                        answer.size());
        return new Log(head, request, answer);
    }
}
