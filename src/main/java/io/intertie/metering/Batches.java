package io.intertie.metering;

import io.intertie.fx.Quote;
import io.intertie.ledger.ChargeUsage;
import io.intertie.money.Currency;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.UuidV7;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/// Puts what a node has logged on the books: one capture for all requests that move the same
/// accounts at the same rate, however many.
@ApplicationScoped
class Batches {
    /// A proof of one request shows all that were captured with it.
    static final int MOST_PER_CAPTURE = 256;

    private final Database database;
    private final UsageStore store;
    private final UsageSums sums;
    private final Rating rating;
    private final ChargeUsage chargeUsage;
    private final Clock clock;

    @Inject
    Batches(
            Database database,
            UsageStore store,
            UsageSums sums,
            Rating rating,
            ChargeUsage chargeUsage,
            Clock clock) {
        this.database = database;
        this.store = store;
        this.sums = sums;
        this.rating = rating;
        this.chargeUsage = chargeUsage;
        this.clock = clock;
    }

    /// Requests that one capture may charge together.
    private record Together(
            UUID buyerId,
            Currency buyerCurrency,
            UUID providerId,
            Currency providerCurrency,
            int feeBps,
            Optional<Quote> quote) {}

    /// Writes records and charges those that are new, all or none; tells what the leases paid.
    ///
    /// The same records again change nothing, so a log may be replayed from any place.
    List<ChargeUsage.Consumed> post(UUID nodeId, List<UsageRecords.Rated> logged) {
        return database.transaction(() -> {
            var captures = captures(logged);
            var stamped = new ArrayList<UsageRecords.Rated>();
            captures.forEach(capture -> stamped.addAll(capture.stamped()));
            logged.stream().filter(Batches::isFree).forEach(stamped::add);
            var fresh = store.insert(stamped);
            var charges = new ArrayList<ChargeUsage.Charge>();
            var quoted = new ArrayList<UsageStore.Quoted>();
            for (var capture : captures) {
                var paying = capture.of(fresh);
                if (!paying.isEmpty()) {
                    charges.add(charge(capture, paying, nodeId));
                    capture.together()
                            .quote()
                            .ifPresent(quote ->
                                    quoted.add(
                                            UsageStore.Quoted.of(
                                                    capture.id(),
                                                    quote,
                                                    paying.stream()
                                                            .map(UsageRecords.Rated::usage)
                                                            .toList())));
                }
            }
            store.insertQuotes(quoted);
            var consumed =
                    charges.isEmpty()
                            ? List.<ChargeUsage.Consumed>of()
                            : chargeUsage.captureLeased(nodeId, charges);
            sums.add(stamped, fresh);
            return consumed;
        });
    }

    private static boolean isFree(UsageRecords.Rated rated) {
        return rated.usage().state() == UsageRecord.State.FAILED;
    }

    /// Some requests and the name of the capture that charges them.
    private record Capture(UUID id, Together together, Map<UUID, UsageRecords.Rated> requests) {
        List<UsageRecords.Rated> stamped() {
            return requests.values().stream()
                    .map(rated ->
                            new UsageRecords.Rated(rated.usage(), rated.charge(), Optional.of(id)))
                    .toList();
        }

        List<UsageRecords.Rated> of(Set<UUID> fresh) {
            return requests.values().stream()
                    .filter(rated -> fresh.contains(rated.usage().requestId()))
                    .toList();
        }
    }

    private List<Capture> captures(List<UsageRecords.Rated> logged) {
        var full = new ArrayList<Capture>();
        var open = new LinkedHashMap<Together, Capture>();
        for (var rated : logged) {
            if (isFree(rated)) {
                continue;
            }
            var together = together(rated.usage());
            var capture = open.computeIfAbsent(together, this::begun);
            capture.requests().put(rated.usage().requestId(), rated);
            if (capture.requests().size() == MOST_PER_CAPTURE) {
                full.add(open.remove(together));
            }
        }
        full.addAll(open.values());
        return full;
    }

    private Capture begun(Together together) {
        return new Capture(UuidV7.at(clock.instant()), together, new LinkedHashMap<>());
    }

    private Together together(UsageRecord usage) {
        return new Together(
                usage.buyerId(),
                usage.buyerCurrency(),
                usage.providerId(),
                usage.providerCurrency(),
                rating.version(usage.priceVersionId()).inputs().terms().feeBps(),
                rating.quoteAtAdmission(usage));
    }

    private static ChargeUsage.Charge charge(
            Capture capture, List<UsageRecords.Rated> paying, UUID nodeId) {
        long buyerPico = 0;
        long providerPico = 0;
        var servedAt = Instant.MIN;
        for (var rated : paying) {
            buyerPico = Math.addExact(buyerPico, rated.charge().buyerPico());
            providerPico = Math.addExact(providerPico, rated.charge().providerPico());
            var served = rated.usage().servedAt();
            servedAt = served.isAfter(servedAt) ? served : servedAt;
        }
        var basis = new TreeMap<String, String>();
        basis.put("requests", Integer.toString(paying.size()));
        basis.put("node", nodeId.toString());
        var together = capture.together();
        together.quote().ifPresent(quote -> basis.put("quote", quote.id().toString()));
        return new ChargeUsage.Charge(
                capture.id(),
                together.buyerId(),
                together.buyerCurrency(),
                buyerPico,
                together.providerId(),
                together.providerCurrency(),
                providerPico,
                together.feeBps(),
                servedAt,
                basis);
    }
}
