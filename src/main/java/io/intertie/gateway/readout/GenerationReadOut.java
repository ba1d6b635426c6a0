package io.intertie.gateway.readout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.catalog.Catalog;
import io.intertie.catalog.Listing;
import io.intertie.catalog.Model;
import io.intertie.catalog.Provider;
import io.intertie.gateway.admission.Caller;
import io.intertie.gateway.wire.Json;
import io.intertie.metering.TokenCount;
import io.intertie.metering.UsageRecord;
import io.intertie.metering.UsageRecords;
import io.intertie.platform.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// What is on record of one request (`generation`).
@ApplicationScoped
class GenerationReadOut {
    private final UsageRecords records;
    private final Catalog catalog;
    private final Settings settings;

    @Inject
    GenerationReadOut(UsageRecords records, Catalog catalog, Settings settings) {
        this.records = records;
        this.catalog = catalog;
        this.settings = settings;
    }

    /// A request of the caller's organisation; empty for everybody else's.
    Optional<ObjectNode> generation(Caller caller, UUID requestId) {
        return records.find(requestId)
                .filter(one -> one.usage().buyerId().equals(caller.key().organisationId()))
                .map(this::described);
    }

    private ObjectNode described(UsageRecords.Rated rated) {
        var usage = rated.usage();
        var cost = KeyReadOut.plain(BigDecimal.valueOf(rated.charge().buyerPico(), 12));
        var data = Json.object();
        data.put("id", usage.requestId().toString());
        data.put("created_at", usage.admittedAt().toString());
        data.put("model", catalog.model(usage.modelId()).map(Model::wireName).orElse(null));
        provider(data, usage);
        data.put("total_cost", cost);
        data.put("usage", cost);
        data.put("currency", usage.buyerCurrency().code());
        tokens(data, usage.tokens());
        data.put("latency", usage.firstTokenMillis());
        data.put("generation_time", usage.durationMillis());
        data.put("streamed", usage.streamed());
        data.put("cancelled", usage.state() == UsageRecord.State.PARTIAL);
        data.put("finish_reason", usage.finishReason());
        data.put("native_finish_reason", usage.finishReason());
        data.put("state", lower(usage.state()));
        data.put("is_byok", false);
        details(data, usage);
        // What OpenRouter tells besides and there is not here.
        for (var absent :
                List.of("upstream_id", "app_id", "cache_discount", "upstream_inference_cost")) {
            data.putNull(absent);
        }
        return data;
    }

    private void provider(ObjectNode data, UsageRecord usage) {
        var provider = catalog.provider(usage.providerId());
        data.put("provider_name", provider.map(Provider::name).orElse(null));
        data.put("provider", provider.map(Provider::slug).orElse(null));
        var listing = catalog.listing(usage.listingId());
        data.put("quantization", listing.map(Listing::quantisation).orElse(null));
    }

    private static void tokens(ObjectNode data, TokenCount tokens) {
        var prompt = tokens.input() + tokens.cachedInput();
        data.put("tokens_prompt", prompt);
        data.put("tokens_completion", tokens.output());
        data.put("native_tokens_prompt", prompt);
        data.put("native_tokens_completion", tokens.output());
        data.put("native_tokens_cached", tokens.cachedInput());
        data.put("native_tokens_reasoning", tokens.reasoning());
    }

    private void details(ObjectNode data, UsageRecord usage) {
        data.put("price_version", usage.priceVersionId().toString());
        data.put("band", lower(usage.band()));
        data.put("fx_quote", usage.quoteId().map(UUID::toString).orElse(null));
        data.put("energy_wh", KeyReadOut.plain(usage.energyWattHours()));
        data.put("energy_kwh", KeyReadOut.plain(usage.energyWattHours().movePointLeft(3)));
        data.put("estimated", usage.estimated());
        data.put("counted_by", usage.countedBy().word());
        data.put(
                "receipt", settings.url().resolve("/app/requests/" + usage.requestId()).toString());
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
