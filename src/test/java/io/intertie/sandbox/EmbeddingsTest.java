package io.intertie.sandbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddingsTest {
    private static final String PATH = "/embeddings";

    private SandboxProvider provider;
    private SandboxClient client;

    @BeforeAll
    void start() {
        provider = SandboxProvider.start(0);
        client = new SandboxClient(provider);
    }

    @AfterAll
    void stop() {
        client.close();
        provider.close();
    }

    @Test
    void whatMeansTheSameLiesNearerThanWhatDoesNot() throws Exception {
        JsonNode data =
                answer(
                                """
                                ["The price of electricity rises in the evening.",
                                 "Power becomes more expensive after sunset.",
                                 "My cat sleeps on the kitchen chair."]\
                                """)
                        .path("data");
        float[] price = vector(data.path(0));
        double similar = cosine(price, vector(data.path(1)));
        double different = cosine(price, vector(data.path(2)));
        assertTrue(similar > 0.5 && different < 0.2, similar + " and " + different);
        assertEquals(1.0, cosine(price, price), 1e-5);
        assertEquals(2, data.path(2).path("index").asInt());
    }

    @Test
    void base64HoldsTheSameNumbers() throws Exception {
        float[] plain = vector(answer("\"hello world\"").at("/data/0"));
        String encoded =
                answer("\"hello world\"", "\"encoding_format\":\"base64\"")
                        .at("/data/0/embedding")
                        .asText();
        float[] decoded = new float[384];
        ByteBuffer.wrap(Base64.getDecoder().decode(encoded))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(decoded);
        assertArrayEquals(plain, decoded, 1e-9f);
    }

    @Test
    void textAndItsOwnTokensGiveTheSameVectorAndCount() throws Exception {
        JsonNode text = answer("[\"hello world\"]");
        assertEquals(text, answer("[7592,2088]"));
        assertEquals(text, answer("[[7592,2088]]"));
        assertEquals(2, text.at("/usage/prompt_tokens").asInt());
        assertEquals(2, text.at("/usage/total_tokens").asInt());
        assertEquals("Intertie Sandbox", text.path("provider").asText());
    }

    /// The expected numbers are those of Hugging Face's tokenizers 0.36 on the same vocabulary.
    @Test
    void wordsAreSplitAsTheReferenceTokenizerSplitsThem() {
        assertTokens(
                "Curtailed megawatt-hours, naïvely!",
                20099,
                17440,
                13164,
                24281,
                2102,
                1011,
                2847,
                1010,
                15743,
                2135,
                999);
        assertTokens("电网 grid", 100, 100, 8370);
        assertTokens("café Straße İ", 7668, 2358, 27807, 1045);
        assertTokens("xyzzyplugh 🙂", 1060, 2100, 28753, 24759, 8953, 100);
        assertTokens("don't pay €12.50", 2123, 1005, 1056, 3477, 1574, 12521, 1012, 2753);
        assertTokens("w".repeat(101), 100);
    }

    private static void assertTokens(String text, int... expected) {
        assertArrayEquals(expected, MiniLm.loaded().tokens(text), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "[]", "[\"\"]", "[30522]", "[-1]", "{}", "[true]", "null"})
    void anInputThatIsNoTextIsRefused(String input) throws Exception {
        assertEquals(400, client.post(PATH, body(input)).statusCode(), input);
    }

    @Test
    void aTextLongerThanTheModelReadsIsRefused() throws Exception {
        JsonNode error = answer("\"" + "grid ".repeat(511) + "\"").path("error");
        assertEquals("context_length_exceeded", error.path("code").asText());
        assertTrue(answer("\"" + "grid ".repeat(510) + "\"").has("data"));
    }

    @Test
    void otherDimensionsAreRefusedAndItsOwnAreNot() throws Exception {
        assertEquals(400, client.post(PATH, body("\"x\"", "\"dimensions\":256")).statusCode());
        assertEquals(200, client.post(PATH, body("\"x\"", "\"dimensions\":384")).statusCode());
        String chatModel = "{\"model\":\"echo-1\",\"input\":\"x\"}";
        assertEquals(400, client.post(PATH, chatModel).statusCode());
    }

    @Test
    void behavioursWorkHereToo() throws Exception {
        String failing = body("\"x [[sandbox:status=503]]\"");
        assertEquals(503, client.post(PATH, failing).statusCode());
        JsonNode silent = client.json(PATH, body("\"x\""), Behaviour.HEADER, "usage=none");
        assertFalse(silent.has("usage"));
        JsonNode over = client.json(PATH, body("\"x\""), Behaviour.HEADER, "usage=over:5");
        assertEquals(6, over.at("/usage/total_tokens").asInt());
    }

    private JsonNode answer(String input, String... fields) throws Exception {
        return client.json(PATH, body(input, fields));
    }

    private static String body(String input, String... fields) {
        String more = fields.length == 0 ? "" : "," + String.join(",", fields);
        return "{\"model\":\"all-minilm-l6-v2\",\"input\":" + input + more + "}";
    }

    private static float[] vector(JsonNode item) {
        float[] vector = new float[item.path("embedding").size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = item.path("embedding").path(i).floatValue();
        }
        return vector;
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
        }
        return dot;
    }
}
