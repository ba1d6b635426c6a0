package io.intertie.gateway.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.platform.http.Problem;
import java.util.Set;

/// Requests that a dialect refuses.
final class Refused {
    private Refused() {}

    /// Checks that a request is refused at a field, and that nothing was charged; returns why.
    static String by(String path, String request, String field) {
        var body = Spoken.utf8(request.replace('\'', '"'));
        var problem =
                assertThrows(Problem.class, () -> Spoken.dialect(path).read(body), () -> request);
        assertEquals(Set.of(field), problem.fields().keySet(), request);
        assertTrue(problem.detail().endsWith("Nothing was sent or charged."), problem.detail());
        return problem.detail();
    }
}
