package io.intertie.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.intertie.sandbox.Tokenizer.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/// Writes the answer to an [Ask]: the same answer to the same ask.
final class Composer {
    static final String MARK = "[sandbox]";

    private static final int LONGEST_JSON = 100_000;

    private Composer() {}

    static Reply compose(Ask ask) {
        Behaviour behaviour = ask.behaviour();
        if (behaviour.asks(Behaviour.Setting.EMPTY)) {
            return new Reply(List.of(), Optional.empty());
        }
        return switch (ask.wish()) {
            case Wish.Words() ->
                    limited(
                            words(talk(ask.seed(), behaviour.of(Behaviour.Setting.TOKENS))),
                            ask.outputLimit(),
                            "stop");
            case Wish.JsonText(JsonNode schema) ->
                    limited(
                            words(Tokenizer.pieces(json(schema, ask.seed()))),
                            ask.outputLimit(),
                            "stop");
            case Wish.Calls(List<Tool> tools) ->
                    limited(calls(tools, ask.seed()), ask.outputLimit(), "tool_calls");
        };
    }

    private static List<Piece> talk(long seed, OptionalInt wantedTokens) {
        GridTalk talk = new GridTalk(seed);
        StringBuilder text = new StringBuilder(MARK);
        if (wantedTokens.isEmpty()) {
            for (int left = talk.usualLength(); left > 0; left--) {
                text.append(' ').append(talk.next());
            }
            return Tokenizer.pieces(text.toString());
        }
        int wanted = wantedTokens.getAsInt();
        int tokens = Tokenizer.count(MARK);
        while (tokens < wanted) {
            String sentence = " " + talk.next();
            text.append(sentence);
            tokens += Tokenizer.count(sentence);
        }
        return cut(Tokenizer.pieces(text.toString()), wanted, Piece::tokens);
    }

    private static List<Part> words(List<Piece> pieces) {
        return pieces.stream()
                .<Part>map(piece -> new Part.Word(piece.text(), piece.tokens()))
                .toList();
    }

    private static List<Part> calls(List<Tool> tools, long seed) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < tools.size(); i++) {
            int index = i;
            Tool tool = tools.get(i);
            String id = String.format("call_sandbox_%016x_%d", seed, index);
            JsonNode schema = tool.parameters().isObject() ? tool.parameters() : Json.object();
            String arguments = schema.isEmpty() ? "{}" : json(schema, seed + index);
            parts.add(new Part.CallOpened(index, id, tool.name(), Tokenizer.count(tool.name())));
            Tokenizer.pieces(arguments).stream()
                    .map(piece -> new Part.CallWord(index, piece.text(), piece.tokens()))
                    .forEach(parts::add);
        }
        return parts;
    }

    private static String json(JsonNode schema, long seed) {
        String json = Json.text(SchemaSample.of(schema, seed));
        if (json.length() > LONGEST_JSON) {
            throw Problem.badRequest("schema", "The JSON that fits the schema is too long.");
        }
        return json;
    }

    private static Reply limited(List<Part> parts, OptionalInt limit, String finishReason) {
        List<Part> kept = cut(parts, limit.orElse(Integer.MAX_VALUE), Part::tokens);
        boolean whole = kept.size() == parts.size();
        return new Reply(kept, Optional.of(whole ? finishReason : "length"));
    }

    private static <T> List<T> cut(List<T> pieces, int limit, Function<T, Integer> tokens) {
        int sum = 0;
        int kept = 0;
        while (kept < pieces.size() && sum + tokens.apply(pieces.get(kept)) <= limit) {
            sum += tokens.apply(pieces.get(kept));
            kept++;
        }
        return pieces.subList(0, kept);
    }
}
