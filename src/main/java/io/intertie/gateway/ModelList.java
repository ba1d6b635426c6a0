package io.intertie.gateway;

import static java.math.RoundingMode.HALF_UP;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.catalog.Model;
import io.intertie.gateway.admission.Caller;
import io.intertie.gateway.routing.Offer;
import io.intertie.gateway.wire.Json;
import io.intertie.tariff.PriceInForce;
import io.intertie.tariff.PriceVersion;
import io.intertie.tariff.TokenClass;
import io.intertie.tokens.Tokenizer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The models on offer with their prices now, as `/v1/models` shows them.
///
/// Anybody may look and sees everybody's price in US dollars; who sends a key sees what its
/// organisation would be billed for the models that it subscribes to, in its currency, with its
/// locks and its pinned provider. A key that comes with the request must be valid, because clients
/// test their keys here. Fields and prices are named as OpenRouter names them ([Pricing]), those
/// that Anthropic's libraries need stand beside them.
@ApplicationScoped
class ModelList {
    private final Clock clock;

    @Inject
    ModelList(Clock clock) {
        this.clock = clock;
    }

    /// All models, as the holder of a key sees them.
    ObjectNode all(Snapshot snapshot, Optional<Caller> caller) {
        var list = Json.object();
        list.put("object", "list");
        var data = list.putArray("data");
        snapshot.admission()
                .models()
                .forEach(model -> data.add(entry(SeenModel.of(snapshot, caller, model))));
        page(list, snapshot.admission().models());
        return list;
    }

    // Anthropic's libraries read the list by pages: this is the only one.
    private static void page(ObjectNode list, List<Model> models) {
        list.put("has_more", false);
        list.put("first_id", models.isEmpty() ? null : models.getFirst().wireName());
        list.put("last_id", models.isEmpty() ? null : models.getLast().wireName());
    }

    /// One model, with the providers that serve it; empty where there is none of the name.
    Optional<ObjectNode> one(Snapshot snapshot, Optional<Caller> caller, String name) {
        return snapshot.admission()
                .model(name)
                .map(model -> detailed(SeenModel.of(snapshot, caller, model)));
    }

    private ObjectNode entry(SeenModel seen) {
        var model = seen.model();
        var entry = Json.object();
        entry.put("id", model.wireName());
        entry.put("object", "model");
        entry.put("created", 0);
        entry.put("owned_by", model.author());
        entry.put("name", model.name());
        // In Anthropic's words, who have the epoch, too, for a day that is not known.
        entry.put("type", "model");
        entry.put("display_name", model.name());
        entry.put("created_at", Instant.EPOCH.toString());
        entry.put("kind", model.kind().name().toLowerCase(java.util.Locale.ROOT));
        entry.put("context_length", model.contextTokens());
        entry.put("canonical_slug", model.wireName());
        entry.set("architecture", architecture(model));
        entry.set("supported_parameters", supported(model));
        entry.putNull("per_request_limits");
        cheapest(seen).ifPresent(offer -> top(entry, seen, offer));
        return entry;
    }

    // The cheapest offer now: its prices are the model's.
    private void top(ObjectNode entry, SeenModel seen, Offer offer) {
        pricing(seen, offer).json().ifPresent(pricing -> entry.set("pricing", pricing));
        var top = entry.putObject("top_provider");
        top.put("name", offer.provider().name());
        top.put("context_length", offer.model().contextTokens());
        top.put("max_completion_tokens", offer.listing().maxOutputTokens());
        top.put("is_moderated", false);
    }

    private ObjectNode detailed(SeenModel seen) {
        var entry = entry(seen);
        var endpoints = entry.putArray("endpoints");
        for (var offer : seen.offers()) {
            var endpoint = endpoints.addObject();
            endpoint.put("provider", offer.provider().slug());
            endpoint.put("provider_name", offer.provider().name());
            endpoint.put("sandbox", offer.provider().sandbox());
            endpoint.put("city", offer.dataCenter().city());
            endpoint.put("country", offer.dataCenter().country());
            endpoint.put("quantization", offer.listing().quantisation());
            endpoint.put("max_completion_tokens", offer.listing().maxOutputTokens());
            energy(endpoint, seen.price(offer, clock.instant()), offer.model());
            pricing(seen, offer).json().ifPresent(pricing -> endpoint.set("pricing", pricing));
        }
        return entry;
    }

    private Optional<Offer> cheapest(SeenModel seen) {
        Instant now = clock.instant();
        return seen.offers().stream()
                .filter(offer -> seen.price(offer, now).isPresent())
                .min(Comparator.comparingLong(offer -> lead(seen, offer, now)));
    }

    private static long lead(SeenModel seen, Offer offer, Instant now) {
        return seen.price(offer, now)
                .flatMap(price ->
                        Pricing.line(price, TokenClass.OUTPUT, seen.currency())
                                .or(() -> Pricing.line(price, TokenClass.INPUT, seen.currency())))
                .map(PriceVersion.Line::buyerMicroPerMillion)
                .orElse(Long.MAX_VALUE);
    }

    private Pricing pricing(SeenModel seen, Offer offer) {
        return new Pricing(at -> seen.price(offer, at), seen.currency(), clock.instant());
    }

    static ObjectNode architecture(Model model) {
        var inputs =
                model.inputs().stream()
                        .sorted()
                        .map(one -> one.name().toLowerCase(Locale.ROOT))
                        .toList();
        var output = model.kind() == Model.Kind.CHAT ? "text" : "embeddings";
        var architecture = Json.object();
        inputs.forEach(architecture.putArray("input_modalities")::add);
        architecture.putArray("output_modalities").add(output);
        architecture.put("tokenizer", model.tokenizer().map(Tokenizer::word).orElse(null));
        architecture.put("modality", String.join("+", inputs) + "->" + output);
        return architecture;
    }

    static ArrayNode supported(Model model) {
        var parameters = Json.object().putArray("supported_parameters");
        if (model.kind() == Model.Kind.CHAT) {
            List.of("max_tokens", "max_completion_tokens", "temperature", "top_p", "stop")
                    .forEach(parameters::add);
        }
        model.capabilities().stream()
                .sorted()
                .forEach(capability -> {
                    switch (capability) {
                        case TOOLS -> parameters.add("tools").add("tool_choice");
                        case JSON -> parameters.add("response_format");
                        case REASONING -> parameters.add("reasoning");
                        case VISION -> {}
                    }
                });
        return parameters;
    }

    // What a kWh at the facility makes of the leading tokens, by the profile that the price counts
    // with.
    static void energy(ObjectNode endpoint, Optional<PriceInForce> now, Model model) {
        var lead = model.kind() == Model.Kind.EMBEDDING ? TokenClass.INPUT : TokenClass.OUTPUT;
        now.map(price -> price.version().inputs())
                .ifPresent(inputs -> {
                    var kwh = inputs.energy().of(lead).multiply(inputs.pue());
                    if (kwh.signum() > 0) {
                        var made = BigDecimal.valueOf(1_000_000).divide(kwh, 0, HALF_UP);
                        endpoint.put("tokens_per_kwh", made.longValueExact());
                    }
                    endpoint.put("energy_evidence", inputs.energy().grade().name());
                });
    }
}
