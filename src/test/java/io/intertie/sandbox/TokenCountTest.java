package io.intertie.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import io.intertie.sandbox.Tokenizer.Piece;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TokenCountTest {
    private static final Encoding O200K =
            Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
    private static final String CHAT = "/chat/completions";

    @Test
    void inputAndOutputAreCountedAsTheTokenizerCountsThem() throws Exception {
        try (SandboxProvider provider = SandboxProvider.start(0);
                SandboxClient client = new SandboxClient(provider)) {
            String body =
                    """
                    {"model":"echo-1","messages":[
                    {"role":"system","content":"Be brief. 电网 <|endoftext|>"},
                    {"role":"user","content":[
                    {"type":"text","text":"How are"},{"type":"text","text":"you?"}]}]}\
                    """;
            JsonNode reply = client.json(CHAT, body);
            int input =
                    (3 + count("system") + count("Be brief. 电网 <|endoftext|>"))
                            + (3 + count("user") + count("How are") + count("you?"))
                            + 3;
            assertEquals(input, reply.at("/usage/prompt_tokens").asInt());
            int output = count(reply.at("/choices/0/message/content").asText());
            assertEquals(output, reply.at("/usage/completion_tokens").asInt());
            assertEquals(input + output, reply.at("/usage/total_tokens").asInt());
        }
    }

    @Test
    void aLoneHelloCostsEightTokensAsItDoesAtOpenai() throws Exception {
        try (SandboxProvider provider = SandboxProvider.start(0);
                SandboxClient client = new SandboxClient(provider)) {
            JsonNode reply = client.json(CHAT, SandboxClient.chat("hello"));
            assertEquals(8, reply.at("/usage/prompt_tokens").asInt());
        }
    }

    @Test
    void anAnswerCutAnywhereStillHasTheTokensItReports() {
        for (int wanted = 0; wanted < 150; wanted++) {
            Reply reply =
                    Composer.compose(
                            ask("[[sandbox:tokens=" + wanted + "]]", new Seed().add("x").value()));
            assertEquals(wanted, reply.tokens());
            assertEquals(wanted, count(reply.text()));
        }
    }

    @Test
    void piecesJoinToTheTextAndCountAsTheTextCounts() {
        String text = "Zürich 电力市场 🙂🙃 naïve — ½ €12,50 \u0e44\u0e17\u0e22";
        List<Piece> pieces = Tokenizer.pieces(text);
        assertEquals(text, pieces.stream().map(Piece::text).collect(Collectors.joining()));
        assertEquals(count(text), pieces.stream().mapToInt(Piece::tokens).sum());
    }

    @Test
    void aLongTextIsCountedInSlicesWithoutADifference() {
        GridTalk talk = new GridTalk(7);
        StringBuilder text = new StringBuilder();
        while (text.length() < 100_000) {
            text.append(talk.next()).append(text.length() % 3 == 0 ? "\n\n" : " — ");
        }
        assertEquals(count(text.toString()), Tokenizer.count(text.toString()));
    }

    @Test
    void aWordWithoutEndDiffersByATokenASliceAtMost() {
        String word = "x".repeat(100_000);
        assertEquals(count(word), Tokenizer.count(word), 4);
    }

    private static Ask ask(String directive, long seed) {
        return new Ask(
                SandboxModel.ECHO,
                seed,
                0,
                false,
                false,
                java.util.OptionalInt.empty(),
                new Wish.Words(),
                Behaviour.of("", directive));
    }

    private static int count(String text) {
        return O200K.countTokensOrdinary(text);
    }
}
