package io.intertie.certification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.certification.Run.Exchange;
import io.intertie.certification.Run.Progress;
import io.intertie.certification.Run.Result;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// A run's steps as they are kept: a JSON array.
final class StepText {
    private StepText() {}

    static String write(List<Result> steps) {
        var array = Reply.JSON.createArrayNode();
        steps.forEach(one -> {
            var node = array.addObject().put("step", one.step().name());
            node.put("progress", one.progress().name()).put("millis", one.millis());
            node.put("detail", one.detail());
            one.finding().ifPresent(finding -> node.put("finding", finding.name()));
            one.exchange().ifPresent(exchange -> write(node, exchange));
        });
        return array.toString();
    }

    private static void write(ObjectNode node, Exchange exchange) {
        node.put("request", exchange.request()).put("response", exchange.response());
    }

    static List<Result> read(String text) {
        return StreamSupport.stream(Reply.parsed(text).spliterator(), false)
                .map(StepText::result)
                .toList();
    }

    private static Result result(JsonNode node) {
        return new Result(
                Step.valueOf(node.path("step").asText()),
                Progress.valueOf(node.path("progress").asText()),
                node.path("millis").asLong(),
                text(node, "finding").map(Finding::valueOf),
                node.path("detail").asText(),
                text(node, "request")
                        .map(request -> new Exchange(request, node.path("response").asText())));
    }

    private static Optional<String> text(JsonNode node, String field) {
        return node.hasNonNull(field) ? Optional.of(node.path(field).asText()) : Optional.empty();
    }
}
