package io.intertie.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.identity.KeycloakAway;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class PageProblemsTest {
    @Test
    void aProblemIsFoundUnderneathWhatWrapsIt() {
        var problem = new Problem(ProblemType.CONFLICT, "changed");
        var wrapped = new IllegalStateException(new RuntimeException(problem));
        assertEquals(ProblemType.CONFLICT, PageProblems.typeOf(wrapped));
    }

    @Test
    void aPartThatIsAwayIsTemporaryAndNothingElseIs() {
        var away = new KeycloakAway(new IOException("refused"));
        assertEquals(ProblemType.UNAVAILABLE, PageProblems.typeOf(away));
        var lost = new SQLException("Error in allocating a connection", "08006");
        assertEquals(ProblemType.UNAVAILABLE, PageProblems.typeOf(new IllegalStateException(lost)));
        assertEquals(ProblemType.INTERNAL, PageProblems.typeOf(new IllegalStateException("bug")));
    }

    @Test
    void theContentPolicyAllowsFormsToLeadToKeycloakAndNowhereElse() {
        var policy = PageHeaders.policy(URI.create("http://localhost:8401/realms/intertie"));
        assertEquals(
                "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
                        + "connect-src 'self'; img-src 'self' data:; "
                        + "form-action 'self' http://localhost:8401; "
                        + "frame-ancestors 'none'; base-uri 'none'",
                policy);
    }
}
