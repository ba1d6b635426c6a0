package io.intertie.web.books;

import io.intertie.ledger.Account;
import io.intertie.settlement.Trace;
import io.intertie.tariff.PriceVersion;
import io.intertie.tariff.TariffVersion;
import io.intertie.web.Figures;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// A payout opened back to what it is made of, written out: whole for an admin, and for a provider
/// its own accounts and what it earned.
public record TraceView(
        PayoutLine payout,
        WindowLine window,
        StatementView statement,
        List<EntryView> entries,
        List<EntryView.Sum> sums,
        List<Served> served,
        List<Price> prices,
        List<RateView> rates,
        List<Step> waterfall,
        Optional<Proof> proof) {
    private static final Set<Trace.Part> PROVIDERS_OWN =
            EnumSet.range(Trace.Part.EARNED, Trace.Part.PAYABLE);

    /// A price version that requests were served at.
    public record Price(
            String listingId,
            String model,
            int number,
            Figures.Moment effectiveFrom,
            String hash) {}

    /// One step of the waterfall; `slug` is the end of its key.
    public record Step(String slug, String amount, boolean isTotal) {}

    /// What the rooms say; `isWhole` for who runs the market.
    public record Facts(
            Trace trace,
            Names names,
            List<PriceVersion> versions,
            List<TariffVersion> tariffs,
            Optional<UUID> selected,
            boolean isWhole) {}

    public static TraceView of(Facts facts, Figures figures) {
        var trace = facts.trace();
        var names = facts.names();
        var even = EntryView.even(trace.entries(), figures.in(ZoneOffset.UTC));
        var served = Served.all(trace.records(), facts.versions(), facts.isWhole(), names, figures);
        return new TraceView(
                PayoutLine.of(trace.payout(), names, figures),
                WindowLine.of(trace.window(), names, figures),
                StatementView.of(trace.statement(), names, figures),
                trace.entries().stream()
                        .map(one ->
                                EntryView.of(one, account -> seen(account, facts), even, figures))
                        .toList(),
                EntryView.sums(trace.entries(), even),
                served,
                facts.versions().stream().map(one -> price(one, names, figures)).toList(),
                trace.quotes().stream().map(one -> RateView.of(one, figures)).toList(),
                waterfall(facts, figures),
                proof(facts, served, figures));
    }

    public boolean isBalanced() {
        return sums.stream().allMatch(EntryView.Sum::isBalanced);
    }

    public long lineCount() {
        return entries.stream().mapToLong(entry -> entry.lines().size()).sum();
    }

    /// Whether a request is the one that is opened.
    public boolean isChosen(Served one) {
        return proof.map(it -> it.request().id().equals(one.id())).orElse(false);
    }

    private static boolean seen(Account account, Facts facts) {
        return facts.isWhole()
                || account.owner().equals(facts.trace().payout().providerId().toString());
    }

    private static Price price(PriceVersion version, Names names, Figures figures) {
        return new Price(
                version.listingId().toString(),
                names.listingName(version.listingId()),
                version.number(),
                figures.in(ZoneOffset.UTC).moment(version.effectiveFrom()),
                version.inputsHash());
    }

    private static List<Step> waterfall(Facts facts, Figures figures) {
        var steps = facts.trace().waterfall();
        var even = Even.of(steps.stream().map(Trace.Step::amount), figures.in(ZoneOffset.UTC));
        return steps.stream()
                .filter(step -> facts.isWhole() || PROVIDERS_OWN.contains(step.part()))
                .filter(step -> !step.amount().isZero() || isTotal(step.part()))
                .map(step ->
                        new Step(
                                step.part().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                                even.text(step.amount()),
                                isTotal(step.part())))
                .toList();
    }

    private static boolean isTotal(Trace.Part part) {
        return part == Trace.Part.FOR_PROVIDERS
                || part == Trace.Part.EARNED
                || part == Trace.Part.PAYABLE;
    }

    // The request that was asked for, else the first.
    private static Optional<Proof> proof(Facts facts, List<Served> served, Figures figures) {
        var records = facts.trace().records();
        return records.stream()
                .filter(one -> facts.selected().map(one.usage().requestId()::equals).orElse(false))
                .findFirst()
                .or(() -> records.stream().findFirst())
                .flatMap(rated ->
                        Served.versionOf(rated, facts.versions())
                                .map(version -> {
                                    var request = served.get(records.indexOf(rated));
                                    return Proof.of(rated, version, request, facts, figures);
                                }));
    }
}
