package io.intertie.gateway.relay;

import com.fasterxml.jackson.databind.JsonNode;
import io.intertie.gateway.wire.Chunk;
import io.intertie.gateway.wire.Chunk.Said;
import io.intertie.gateway.wire.InputSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The words of an answer as they were delivered, for a count of our own: of a stream copied
/// together, of a whole answer read when somebody asks.
///
/// **Always true** a streamed answer has the same parts as a whole one (`SpokenTest`), and nobody
/// keeps more than [#MOST] characters.
public final class Spoken {
    /// The characters that are kept of a stream; about 30,000 tokens.
    public static final int MOST = 128 * 1024;

    private static final int MOST_PARTS = 1_024;

    private record Key(int choice, Said.Kind kind, int call) {}

    private static final class Part {
        final Key key;
        final StringBuilder text = new StringBuilder(128);

        Part(Key key) {
            this.key = key;
        }

        boolean isOf(Said said) {
            return key.choice == said.choice()
                    && key.kind == said.kind()
                    && key.call == said.call();
        }
    }

    private final Map<Key, Part> parts = new LinkedHashMap<>(4);
    private @Nullable Part last;
    private int kept;
    private @Nullable Chunk whole;

    void hear(Chunk chunk) {
        if (!chunk.isDelta()) {
            whole = chunk;
            return;
        }
        for (var said : chunk.said()) {
            add(said);
        }
    }

    private void add(Said said) {
        var room = MOST - kept;
        var part = part(said);
        if (part == null || room == 0) {
            return;
        }
        var taken = Math.min(room, said.text().length());
        part.text.append(said.text(), 0, taken);
        kept += taken;
    }

    private @Nullable Part part(Said said) {
        if (last == null || !last.isOf(said)) {
            var key = new Key(said.choice(), said.kind(), said.call());
            last =
                    parts.size() < MOST_PARTS
                            ? parts.computeIfAbsent(key, Part::new)
                            : parts.get(key);
        }
        return last;
    }

    /// What was thought before the answer.
    public List<String> thoughts() {
        return texts(true);
    }

    /// Everything else: text, refusals, names and arguments of calls.
    public List<String> words() {
        return texts(false);
    }

    private List<String> texts(boolean thoughts) {
        if (whole != null) {
            read(whole.json());
            whole = null;
        }
        var texts = new ArrayList<String>(parts.size());
        for (var part : parts.values()) {
            if ((part.key.kind == Said.Kind.THOUGHT) == thoughts) {
                texts.add(part.text.toString());
            }
        }
        return texts;
    }

    private void read(JsonNode answer) {
        var at = 0;
        for (var choice : answer.path("choices")) {
            var index = choice.path("index").asInt(at++);
            var message = choice.path("message");
            add(index, Said.Kind.THOUGHT, 0, thought(message));
            add(index, Said.Kind.TEXT, 0, message.path("content").asText(""));
            add(index, Said.Kind.TEXT, 0, message.path("refusal").asText(""));
            var call = 0;
            for (var one : message.path("tool_calls")) {
                var function = one.path("function");
                add(index, Said.Kind.NAME, call, function.path("name").asText(""));
                add(index, Said.Kind.ARGUMENTS, call, function.path("arguments").asText(""));
                call++;
            }
        }
    }

    /// Some providers say their thoughts under both names.
    private static String thought(JsonNode message) {
        var one = message.path("reasoning_content").asText("");
        var other = message.path("reasoning").asText("");
        return InputSize.utf8Length(other) > InputSize.utf8Length(one) ? other : one;
    }

    private void add(int choice, Said.Kind kind, int call, String text) {
        if (!text.isEmpty()) {
            add(new Said(choice, kind, call, text));
        }
    }

    /// How many of the bytes that were delivered are among them.
    public long bytes() {
        long bytes = 0;
        for (var part : parts.values()) {
            bytes += InputSize.utf8Length(part.text.toString());
        }
        return bytes;
    }
}
