package io.intertie.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.catalog.Model;
import io.intertie.gateway.admission.Admission;
import io.intertie.gateway.routing.Offer;
import io.intertie.gateway.wire.Fault;
import io.intertie.gateway.wire.Json;
import io.intertie.money.Currency;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.tariff.PriceInForce;
import io.intertie.tariff.PriceVersion;
import io.intertie.tariff.TokenClass;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The models on offer with their prices now, as `/v1/models` shows them.
///
/// Anybody may look; a key that comes with the request must be valid all the same, because clients
/// test their keys here. **Units** prices per token in major units, as text.
@ApplicationScoped
public class ModelList {
    private static final Currency SHOWN = Currency.of("USD");

    private final Snapshots snapshots;
    private final Clock clock;

    @Inject
    ModelList(Snapshots snapshots, Clock clock) {
        this.snapshots = snapshots;
        this.clock = clock;
    }

    /// All models.
    public Answer all(Optional<String> authorization) {
        return checked(
                authorization,
                snapshot -> {
                    var list = Json.object();
                    list.put("object", "list");
                    var data = list.putArray("data");
                    snapshot.admission()
                            .models()
                            .forEach(model -> data.add(entry(snapshot, model)));
                    return whole(200, list);
                });
    }

    /// One model, with the providers that serve it.
    public Answer one(Optional<String> authorization, String name) {
        return checked(
                authorization,
                snapshot ->
                        snapshot.admission().models().stream()
                                .filter(model -> model.wireName().equals(name))
                                .findFirst()
                                .map(model -> whole(200, detailed(snapshot, model)))
                                .orElseGet(ModelList::unknown));
    }

    private interface Looking {
        Answer at(Snapshot snapshot);
    }

    private Answer checked(Optional<String> authorization, Looking looking) {
        try {
            var snapshot = snapshots.current();
            if (authorization.isPresent()
                    && snapshot.admission().identify(authorization, clock.instant())
                            instanceof Admission.Identity.Refused(var fault)) {
                return refused(fault);
            }
            return looking.at(snapshot);
        } catch (Problem problem) {
            return refused(Fault.of(problem));
        }
    }

    private static Answer unknown() {
        return refused(
                new Fault(
                                ProblemType.MODEL_NOT_FOUND,
                                "model_not_found",
                                "There is no such model. GET /v1/models lists them.")
                        .at(Optional.of("model")));
    }

    private static Answer refused(Fault fault) {
        var headers =
                fault.retryAfter()
                        .map(wait -> Map.of("Retry-After", Long.toString(wait.toSeconds())))
                        .orElse(Map.of());
        return new Answer.Whole(fault.type().status(), headers, fault.json());
    }

    private static Answer whole(int status, ObjectNode body) {
        return new Answer.Whole(status, Map.of(), body);
    }

    private ObjectNode entry(Snapshot snapshot, Model model) {
        var entry = Json.object();
        entry.put("id", model.wireName());
        entry.put("object", "model");
        entry.put("created", 0);
        entry.put("owned_by", model.author());
        entry.put("name", model.name());
        entry.put("kind", model.kind().name().toLowerCase(java.util.Locale.ROOT));
        entry.put("context_length", model.contextTokens());
        cheapest(snapshot.router().offers(model.id()))
                .ifPresent(price -> entry.set("pricing", pricing(price)));
        return entry;
    }

    private ObjectNode detailed(Snapshot snapshot, Model model) {
        var entry = entry(snapshot, model);
        var endpoints = entry.putArray("endpoints");
        for (var offer : snapshot.router().offers(model.id())) {
            var endpoint = endpoints.addObject();
            endpoint.put("provider", offer.provider().slug());
            endpoint.put("provider_name", offer.provider().name());
            endpoint.put("sandbox", offer.provider().sandbox());
            endpoint.put("city", offer.dataCenter().city());
            endpoint.put("country", offer.dataCenter().country());
            endpoint.put("quantization", offer.listing().quantisation());
            endpoint.put("max_completion_tokens", offer.listing().maxOutputTokens());
            offer.priceAt(clock.instant())
                    .ifPresent(price -> endpoint.set("pricing", pricing(price)));
        }
        return entry;
    }

    private Optional<PriceInForce> cheapest(List<Offer> offers) {
        Instant now = clock.instant();
        return offers.stream()
                .flatMap(offer -> offer.priceAt(now).stream())
                .min(
                        Comparator.comparingLong(price ->
                                line(price, TokenClass.OUTPUT)
                                        .or(() -> line(price, TokenClass.INPUT))
                                        .map(PriceVersion.Line::buyerMicroPerMillion)
                                        .orElse(Long.MAX_VALUE)));
    }

    private static Optional<PriceVersion.Line> line(PriceInForce price, TokenClass tokens) {
        return price.version().line(tokens, price.band(), SHOWN);
    }

    private static ObjectNode pricing(PriceInForce price) {
        var pricing = Json.object();
        line(price, TokenClass.INPUT).ifPresent(line -> put(pricing, "prompt", line));
        line(price, TokenClass.CACHED_INPUT)
                .ifPresent(line -> put(pricing, "input_cache_read", line));
        line(price, TokenClass.OUTPUT).ifPresent(line -> put(pricing, "completion", line));
        pricing.put("currency", SHOWN.code());
        pricing.put("band", price.band().name().toLowerCase(java.util.Locale.ROOT));
        return pricing;
    }

    private static void put(ObjectNode pricing, String name, PriceVersion.Line line) {
        var perToken = BigDecimal.valueOf(line.buyerMicroPerMillion(), 12).stripTrailingZeros();
        pricing.put(name, perToken.toPlainString());
    }
}
