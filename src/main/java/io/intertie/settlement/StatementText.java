package io.intertie.settlement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/// A statement's canonical text: JSON without spaces, names in alphabetical order, amounts as text.
///
/// Amounts are text because a JSON number of 64 bits does not survive every reader. The hash is of
/// the text's UTF-8 bytes and not part of it.
final class StatementText {
    private static final JsonMapper JSON = new JsonMapper();

    private StatementText() {}

    /// The statement with the hash of its text.
    static Statement hashed(Statement statement) {
        return withHash(statement, sha256(of(statement)));
    }

    static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    static String of(Statement statement) {
        var root = JSON.createObjectNode();
        root.put("broughtForward", text(statement.broughtForward()));
        root.put("carried", text(statement.carried()));
        root.put("closesAt", statement.closesAt().toString());
        var collected = root.putArray("collected");
        statement.collected().forEach(each -> add(collected, each));
        var controls = root.putArray("controls");
        statement.controls().forEach(each -> add(controls, each));
        root.put("currency", statement.gross().currency().code());
        root.put("due", text(statement.due()));
        root.put("gross", text(statement.gross()));
        var lines = root.putArray("lines");
        statement.lines().forEach(each -> add(lines, each));
        root.put("opensAt", statement.opensAt().toString());
        root.put("payable", text(statement.payable()));
        root.put("providerId", statement.providerId().toString());
        root.put("requests", statement.requests());
        root.put("reserve", text(statement.reserve()));
        root.put("returned", text(statement.returned()));
        root.put("windowId", statement.windowId().toString());
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts and numbers are JSON", impossible);
        }
    }

    private static void add(ArrayNode array, Statement.Collection collection) {
        array.addObject()
                .put("captures", collection.captures())
                .put("currency", collection.currency().code())
                .put("fee", text(collection.fee()))
                .put("forProviders", text(collection.forProviders()))
                .put("overrun", text(collection.overrun()))
                .put("paid", text(collection.paid()));
    }

    private static void add(ArrayNode array, Statement.Control control) {
        array.addObject()
                .put("detail", control.detail())
                .put("name", control.name())
                .put("passed", control.passed());
    }

    private static void add(ArrayNode array, Statement.Line line) {
        array.addObject()
                .put("earned", line.earned().toPlainString())
                .put("inputTokens", line.inputTokens())
                .put("modelId", line.modelId().toString())
                .put("outputTokens", line.outputTokens())
                .put("requests", line.requests());
    }

    static Statement read(String text) {
        var root = parsed(text);
        var currency = Currency.of(root.path("currency").asText());
        return new Statement(
                UUID.fromString(root.path("windowId").asText()),
                UUID.fromString(root.path("providerId").asText()),
                Instant.parse(root.path("opensAt").asText()),
                Instant.parse(root.path("closesAt").asText()),
                money(root, "gross", currency),
                money(root, "reserve", currency),
                money(root, "due", currency),
                money(root, "broughtForward", currency),
                money(root, "returned", currency),
                money(root, "payable", currency),
                money(root, "carried", currency),
                root.path("requests").asLong(),
                each(root.path("lines"), StatementText::line),
                each(root.path("collected"), StatementText::collection),
                each(root.path("controls"), StatementText::control),
                sha256(text));
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException corrupt) {
            throw new IllegalStateException("a statement's text is not ours", corrupt);
        }
    }

    private static Statement.Line line(JsonNode node) {
        return new Statement.Line(
                UUID.fromString(node.path("modelId").asText()),
                node.path("requests").asLong(),
                node.path("inputTokens").asLong(),
                node.path("outputTokens").asLong(),
                new BigDecimal(node.path("earned").asText()));
    }

    private static Statement.Collection collection(JsonNode node) {
        var currency = Currency.of(node.path("currency").asText());
        return new Statement.Collection(
                currency,
                node.path("captures").asLong(),
                money(node, "paid", currency),
                money(node, "overrun", currency),
                money(node, "fee", currency),
                money(node, "forProviders", currency));
    }

    private static Statement.Control control(JsonNode node) {
        return new Statement.Control(
                node.path("name").asText(),
                node.path("passed").asBoolean(),
                node.path("detail").asText());
    }

    private static <T> List<T> each(JsonNode array, Function<JsonNode, T> reading) {
        var all = new ArrayList<T>();
        array.forEach(node -> all.add(reading.apply(node)));
        return all;
    }

    private static String text(Money amount) {
        return amount.major().toPlainString();
    }

    private static Money money(JsonNode node, String name, Currency currency) {
        return Money.of(node.path(name).asText(), currency);
    }

    private static Statement withHash(Statement it, String hash) {
        return new Statement(
                it.windowId(),
                it.providerId(),
                it.opensAt(),
                it.closesAt(),
                it.gross(),
                it.reserve(),
                it.due(),
                it.broughtForward(),
                it.returned(),
                it.payable(),
                it.carried(),
                it.requests(),
                it.lines(),
                it.collected(),
                it.controls(),
                hash);
    }
}
