package io.intertie.certification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingType;
import io.intertie.platform.config.Secret;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShownTest {
    private static final Secret CREDENTIAL = new Secret("secret-credential-1");
    private final Shown shown =
            new Shown(
                    URI.create("https://example.org/v1"),
                    new Question(
                            "/embeddings",
                            "{}",
                            Optional.of(CREDENTIAL),
                            Optional.of(CREDENTIAL),
                            false));

    @Test
    void aRequestShowsAllButItsCredential() {
        assertEquals(
                """
                POST https://example.org/v1/embeddings
                authorization: Bearer •••
                content-type: application/json

                {}\
                """,
                shown.request());
    }

    @Test
    void aCredentialThatComesBackIsHidden() {
        var padding = "x".repeat(3_960);
        var response = shown.response(200, "text/plain", padding + CREDENTIAL.reveal());
        assertFalse(response.contains("secret"), "hidden before the text is cut");
    }

    @Test
    void whatSteersAScreenIsTakenOut() {
        var hostile = "a\u0000b\u001b[31mc\u202ed\ud800e\nf";
        var response = shown.response(200, "text/plain", hostile);
        assertTrue(response.endsWith("a\ufffdb\ufffd[31mc\ufffdd\ufffde\nf"), response);
    }

    @Test
    void stepsAreReadBackAsTheyWereKept() {
        var steps =
                List.of(
                        Run.Result.of(Step.CONNECT, Run.Progress.WAITING),
                        new Run.Result(
                                Step.AUTH,
                                Run.Progress.FAILED,
                                12,
                                Optional.of(Finding.RATE_LIMITED),
                                "status=429",
                                Optional.of(new Run.Exchange("GET \"x\"", "429\n<script>"))));
        assertEquals(steps, StepText.read(StepText.write(steps)));
    }

    @Test
    void thePassageHasAsManyTokensAsItSays() {
        var tokenizer = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
        assertEquals(Wording.PASSAGE_TOKENS, tokenizer.countTokens(Wording.PASSAGE));
    }
}
