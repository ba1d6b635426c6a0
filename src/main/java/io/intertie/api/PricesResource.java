package io.intertie.api;

import io.intertie.catalog.Catalog;
import io.intertie.catalog.Listing;
import io.intertie.identity.Role;
import io.intertie.money.Currency;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.tariff.EnergyProfile;
import io.intertie.tariff.PriceBook;
import io.intertie.tariff.PriceTerms;
import io.intertie.tariff.PriceVersion;
import io.intertie.tariff.Repricing;
import io.intertie.tariff.TokenClass;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// A listing's prices: versions, preview, proposal, the hours ahead.
@Path("listings/{id}/prices")
@Produces(MediaType.APPLICATION_JSON)
public class PricesResource {
    // The market's own terms; what a provider proposes does not set them.
    private static final BigDecimal PLATFORM_FEE = new BigDecimal("0.05");
    private static final BigDecimal PAYMENT_COST = new BigDecimal("0.015");

    private final Catalog catalog;
    private final PriceBook book;
    private final Repricing repricing;
    private final Caller caller;
    private final Clock clock;

    @Inject
    PricesResource(
            Catalog catalog, PriceBook book, Repricing repricing, Caller caller, Clock clock) {
        this.catalog = catalog;
        this.book = book;
        this.repricing = repricing;
        this.caller = caller;
        this.clock = clock;
    }

    /// Terms to propose. Bases in the provider's currency per 1M tokens; energy in IT kWh per 1M;
    /// `plan` banded (where there is none), flat or spot; `confirmed` where a price is meant to
    /// move beyond the collar or more than tenfold.
    public record Proposal(
            @Nullable Map<String, String> base,
            @Nullable String margin,
            @Nullable Map<String, String> kwhPerMillion,
            @Nullable String energyGrade,
            @Nullable String energySource,
            @Nullable String effectiveFrom,
            @Nullable String reason,
            @Nullable String plan,
            @Nullable Spot spot,
            boolean confirmed) {}

    /// The bidding zone that a spot plan follows, and between which prices of a kWh it stays.
    public record Spot(
            @Nullable String zone, @Nullable String floorPerKwh, @Nullable String ceilingPerKwh) {}

    @GET
    @Operation(summary = "A listing's price versions, the newest first")
    public Page<PriceVersion> versions(@PathParam("id") String id) {
        return new Page<>(book.of(visible(id).id()));
    }

    @GET
    @Path("hours")
    @Operation(summary = "The price of each of the next 24 hours")
    public Page<PriceBook.HourPrice> hours(
            @PathParam("id") String id,
            @QueryParam("tokens") @Nullable String tokens,
            @QueryParam("currency") @Nullable String currency) {
        var from = clock.instant().truncatedTo(ChronoUnit.HOURS);
        var kind =
                tokens == null
                        ? TokenClass.OUTPUT
                        : Fields.constant(TokenClass.class, tokens, "tokens");
        Currency shown = currency == null ? Currency.of("USD") : Fields.currency(currency);
        return new Page<>(book.hours(visible(id).id(), kind, shown, from, 24));
    }

    @POST
    @Path("preview")
    @Needs(Role.PROVIDER)
    @Operation(summary = "What a proposal would publish")
    public PriceVersion preview(@PathParam("id") String id, Proposal proposal) {
        return published(repricing.preview(read(own(id), proposal)));
    }

    @POST
    @Needs(Role.PROVIDER)
    @Operation(summary = "Publish a new price version under the notice rules")
    public PriceVersion propose(@PathParam("id") String id, Proposal proposal) {
        return published(repricing.propose(read(own(id), proposal), caller.actor()));
    }

    private static PriceVersion published(Repricing.Outcome outcome) {
        return switch (outcome) {
            case Repricing.Outcome.Published published -> published.version();
            case Repricing.Outcome.Rejected rejected ->
                    throw new Problem(
                            ProblemType.UNPROCESSABLE,
                            Wording.of("price.none", "No price was published."),
                            sent(rejected.faults()));
            case Repricing.Outcome.Unconfirmed far ->
                    throw new Problem(
                            ProblemType.UNPROCESSABLE,
                            Wording.of(
                                    "price.unconfirmed",
                                    "No price was published. Send it again with confirmed true if"
                                            + " it is meant."),
                            Map.of(far.field(), far.why()));
        };
    }

    /// Faults at the fields of this body, which has the profile's figures by themselves.
    static Map<String, Wording> sent(Map<String, Wording> faults) {
        var sent = new HashMap<String, Wording>();
        faults.forEach((field, fault) ->
                sent.put(
                        field.replaceFirst("^energy\\.(?=[A-Z])", "kwh_per_million.")
                                .replaceFirst("^energy\\.", "energy_"),
                        fault));
        return sent;
    }

    private Repricing.Proposal read(Listing listing, Proposal from) {
        var base = new EnumMap<TokenClass, BigDecimal>(TokenClass.class);
        var bases = Fields.present(from.base(), "base");
        var energies = Fields.present(from.kwhPerMillion(), "kwh_per_million");
        onlyClasses(bases, "base.");
        onlyClasses(energies, "kwh_per_million.");
        for (TokenClass tokens : TokenClass.values()) {
            base.put(tokens, amount(bases, tokens, "base."));
        }
        return new Repricing.Proposal(
                listing.id(),
                new PriceTerms(
                        base,
                        Fields.amountOrZero(from.margin(), "margin"),
                        PLATFORM_FEE,
                        PAYMENT_COST,
                        plan(from)),
                new EnergyProfile(
                        amount(energies, TokenClass.INPUT, "kwh_per_million."),
                        amount(energies, TokenClass.CACHED_INPUT, "kwh_per_million."),
                        amount(energies, TokenClass.OUTPUT, "kwh_per_million."),
                        declared(from.energyGrade()),
                        Fields.text(from.energySource(), "energy_source")),
                Fields.instant(from.effectiveFrom(), "effective_from").orElse(clock.instant()),
                Fields.text(from.reason(), "reason"),
                from.confirmed());
    }

    private static PriceTerms.Plan plan(Proposal from) {
        var kind =
                from.plan() == null
                        ? PriceTerms.Plan.Kind.BANDED
                        : Fields.constant(PriceTerms.Plan.Kind.class, from.plan(), "plan");
        return switch (kind) {
            case BANDED -> PriceTerms.Plan.BANDED;
            case FLAT -> PriceTerms.Plan.FLAT;
            case SPOT -> {
                var spot = Fields.present(from.spot(), "spot");
                yield PriceTerms.Plan.spot(
                        new PriceTerms.Spot(
                                Fields.text(spot.zone(), "spot.zone"),
                                Fields.amountOrZero(spot.floorPerKwh(), "spot.floor_per_kwh"),
                                Fields.decimal(spot.ceilingPerKwh(), "spot.ceiling_per_kwh")));
            }
        };
    }

    // A and B are measured: they come from what the site's meters reported, never from a form.
    private static EnergyProfile.Grade declared(@Nullable String grade) {
        var typed = Fields.constant(EnergyProfile.Grade.class, grade, "energy_grade");
        if (typed.compareTo(EnergyProfile.Grade.C) < 0) {
            throw Problem.field(
                    "energy_grade",
                    Wording.of(
                            "price.grade",
                            "energy_grade is c, declared, or d, estimated; a and b come from the"
                                    + " readings that the site reports"));
        }
        return typed;
    }

    // A class that is misspelt would otherwise be priced as if it cost nothing.
    static void onlyClasses(Map<String, String> amounts, String prefix) {
        var known = Stream.of(TokenClass.values()).map(PricesResource::name).toList();
        for (var name : amounts.keySet()) {
            if (!known.contains(name)) {
                throw Problem.field(
                        prefix + name,
                        Wording.of("price.class", "is none of the classes of tokens, %s", known));
            }
        }
    }

    private static String name(TokenClass tokens) {
        return tokens.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static BigDecimal amount(
            Map<String, String> amounts, TokenClass tokens, String prefix) {
        var name = name(tokens);
        return Fields.amountOrZero(amounts.get(name), prefix + name);
    }

    private Listing own(String id) {
        return catalog.listing(Fields.id(id, "id"))
                .filter(found -> found.providerId().equals(caller.organisation()))
                .orElseThrow(() -> Fields.notFound("listing"));
    }

    private Listing visible(String id) {
        return catalog.listing(Fields.id(id, "id"))
                .filter(Listing::isLive)
                .or(() -> java.util.Optional.of(own(id)))
                .orElseThrow(() -> Fields.notFound("listing"));
    }
}
