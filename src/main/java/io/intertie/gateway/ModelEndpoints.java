package io.intertie.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.access.RoutePolicy;
import io.intertie.access.Subscription;
import io.intertie.catalog.Model;
import io.intertie.gateway.admission.Caller;
import io.intertie.gateway.readout.Endpoints;
import io.intertie.gateway.routing.Offer;
import io.intertie.gateway.routing.Standing;
import io.intertie.gateway.wire.Json;
import io.intertie.gateway.wire.ProviderWishes.Marks;
import io.intertie.quality.Uptime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Optional;

/// Who serves a model, as a caller sees it: at what it would be billed, how they did in the last 24
/// hours, and why one of them may not serve it. Named as OpenRouter names it ([ModelList]).
@ApplicationScoped
class ModelEndpoints implements Endpoints {
    private final Snapshots snapshots;
    private final Clock clock;

    @Inject
    ModelEndpoints(Snapshots snapshots, Clock clock) {
        this.snapshots = snapshots;
        this.clock = clock;
    }

    @Override
    public Optional<ObjectNode> of(Caller caller, String name) {
        var snapshot = snapshots.current();
        return snapshot.admission()
                .model(name)
                .map(model ->
                        described(SeenModel.of(snapshot, Optional.of(caller), model), caller));
    }

    private ObjectNode described(SeenModel seen, Caller caller) {
        var model = seen.model();
        var entry = Json.object();
        entry.put("id", model.wireName());
        entry.put("name", model.name());
        entry.put("created", 0);
        entry.put("description", "");
        entry.set("architecture", ModelList.architecture(model));
        var policy =
                seen.subscription()
                        .map(Subscription::policy)
                        .map(caller.policy()::and)
                        .orElse(caller.policy());
        var endpoints = entry.putArray("endpoints");
        seen.offers().forEach(offer -> endpoints.add(endpoint(seen, offer, policy)));
        return entry;
    }

    private ObjectNode endpoint(SeenModel seen, Offer offer, RoutePolicy policy) {
        var model = offer.model();
        var listing = offer.listing();
        var entry = Json.object();
        entry.put("name", offer.provider().name() + " | " + model.wireName());
        entry.put("model_id", model.wireName());
        entry.put("model_name", model.name());
        entry.put("provider_name", offer.provider().name());
        entry.put("tag", offer.provider().slug());
        entry.put("context_length", model.contextTokens());
        entry.put("quantization", listing.quantisation());
        entry.put("max_completion_tokens", listing.maxOutputTokens());
        entry.putNull("max_prompt_tokens");
        entry.set("supported_parameters", ModelList.supported(model));
        priced(entry, seen, offer, model);
        entry.put("city", offer.dataCenter().city());
        entry.put("country", offer.dataCenter().country());
        entry.put("sandbox", offer.provider().sandbox());
        var kept = entry.putObject("data_policy");
        kept.put("training", listing.dataPolicy().trainsOnPrompts());
        kept.put("retention_days", listing.dataPolicy().retentionDays());
        entry.put(
                "excluded_by",
                policy.against(offer.dataCenter().country(), listing.dataPolicy())
                        .map(RoutePolicy.Reason::code)
                        .orElse(null));
        measured(entry, offer.standing());
        return entry;
    }

    private void priced(ObjectNode entry, SeenModel seen, Offer offer, Model model) {
        var now = clock.instant();
        new Pricing(at -> seen.price(offer, at), seen.currency(), now)
                .json()
                .ifPresentOrElse(
                        pricing -> entry.set("pricing", pricing), () -> entry.putNull("pricing"));
        ModelList.energy(entry, seen.price(offer, now), model);
    }

    private static void measured(ObjectNode entry, Standing standing) {
        entry.put("status", status(standing.uptime()));
        entry.put(
                "uptime_last_1d",
                standing.uptime() == Uptime.Standing.UNKNOWN
                        ? null
                        : BigDecimal.valueOf(standing.uptimePerMille(), 1));
        marks(entry, "latency_last_1d", standing.firstTokenMillis(), 0);
        marks(entry, "throughput_last_1d", standing.milliTokensPerSecond(), 3);
    }

    /// 0 is as it should be; the lower, the later it is chosen.
    private static int status(Uptime.Standing standing) {
        return switch (standing) {
            case UNKNOWN, GOOD -> 0;
            case DEGRADED -> -1;
            case FALLBACK_ONLY -> -2;
        };
    }

    private static void marks(ObjectNode entry, String name, Marks marks, int digits) {
        if (marks.equals(Marks.NONE)) {
            entry.putNull(name);
            return;
        }
        var all = entry.putObject(name);
        all.put("p50", BigDecimal.valueOf(marks.p50(), digits));
        all.put("p75", BigDecimal.valueOf(marks.p75(), digits));
        all.put("p90", BigDecimal.valueOf(marks.p90(), digits));
        all.put("p99", BigDecimal.valueOf(marks.p99(), digits));
    }
}
