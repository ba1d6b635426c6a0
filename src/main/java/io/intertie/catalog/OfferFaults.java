package io.intertie.catalog;

import io.intertie.platform.config.Secret;
import io.intertie.platform.http.Faults;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// What is wrong with an offer that a stranger has filled in, field by field.
final class OfferFaults {
    private static final Pattern SLUG = Pattern.compile("[a-z0-9-]{2,60}");
    // Part of the wire name author/slug, where dots and case appear: Qwen/Qwen2.5-0.5B.
    private static final Pattern WIRE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,79}");
    private static final Pattern HEADER_VALUE = Pattern.compile("[!-~]{1,4000}");
    private static final int LONGEST = 200;

    private OfferFaults() {}

    static Faults of(Provider provider) {
        return named(provider.name())
                .when(
                        isBad(SLUG, provider.slug()),
                        "slug",
                        Wording.of("offer.slug", "Use 2 to 60 of a-z, 0-9 and -."))
                .when(
                        isNoCountry(provider.country()),
                        "country",
                        Wording.of("offer.country", "Use a two-letter country code."));
    }

    static Faults of(DataCenter site) {
        return new Faults()
                .when(
                        isBad(SLUG, site.slug()),
                        "slug",
                        Wording.of("offer.slug", "Use 2 to 60 of a-z, 0-9 and -."))
                .when(isNoText(site.city()), "city", Wording.of("offer.city", "Name the city."))
                .when(
                        site.gridRegion().length() > LONGEST,
                        "gridRegion",
                        Wording.of("offer.long", "This is too long."))
                .when(
                        site.pueSource().length() > LONGEST,
                        "pueSource",
                        Wording.of("offer.long", "This is too long."))
                .when(
                        site.pue().compareTo(BigDecimal.TEN) >= 0,
                        "pue",
                        Wording.of("offer.pue", "A PUE is below 10."))
                .when(
                        site.pue().stripTrailingZeros().scale() > 4,
                        "pue",
                        Wording.of("offer.decimals", "Use at most four decimals."));
    }

    static Faults of(Model model) {
        var faults =
                named(model.name())
                        .when(
                                isBad(WIRE, model.author()),
                                "author",
                                Wording.of("offer.wire", "Use letters, digits, dot, _ and -."))
                        .when(
                                isBad(WIRE, model.slug()),
                                "slug",
                                Wording.of("offer.wire", "Use letters, digits, dot, _ and -."))
                        .when(
                                model.contextTokens() < 1,
                                "contextTokens",
                                Wording.of("offer.positive", "Must be 1 or more."))
                        .when(
                                model.inputs().isEmpty(),
                                "inputs",
                                Wording.of("offer.reads", "Name what it reads."))
                        .when(
                                model.parameters().length() > LONGEST,
                                "parameters",
                                Wording.of("offer.long", "This is too long."))
                        .when(
                                model.licence().length() > LONGEST,
                                "licence",
                                Wording.of("offer.long", "This is too long."));
        return sourced(faults, model.tokens());
    }

    /// Of a tokenizer: a fact that nobody answers for is none.
    static Faults of(Optional<Model.Tokens> tokens) {
        return sourced(new Faults(), tokens);
    }

    private static Faults sourced(Faults faults, Optional<Model.Tokens> tokens) {
        return faults.when(
                        tokens.filter(one -> isNoText(one.source())).isPresent(),
                        "tokenizerSource",
                        Wording.of("offer.source", "Say who says so."))
                .when(
                        tokens.filter(one -> isNoText(one.quality())).isPresent(),
                        "tokenizerQuality",
                        Wording.of("offer.quality", "Say how sure that is."));
    }

    /// `model` and `site` are those that the listing names, where they exist.
    static Faults of(Listing listing, Optional<Model> model, Optional<DataCenter> site) {
        var isOwnSite = site.filter(at -> at.providerId().equals(listing.providerId())).isPresent();
        var declared = listing.capabilities();
        return own(listing)
                .when(
                        model.isEmpty(),
                        "modelId",
                        Wording.of("offer.model", "There is no such model."))
                .when(
                        !isOwnSite,
                        "dataCenterId",
                        Wording.of("offer.site", "There is no such data center of this provider."))
                .when(
                        model.filter(of -> !of.capabilities().containsAll(declared)).isPresent(),
                        "capabilities",
                        Wording.of("offer.capability", "The model has no such capability."));
    }

    private static Faults own(Listing listing) {
        var retention = listing.dataPolicy().retentionDays();
        return new Faults()
                .when(
                        isNoText(listing.upstreamModel()),
                        "upstreamModel",
                        Wording.of("offer.upstream", "Name the model there."))
                .when(
                        listing.maxOutputTokens() < 1,
                        "maxOutputTokens",
                        Wording.of("offer.positive", "Must be 1 or more."))
                .when(
                        listing.quantisation().length() > 40,
                        "quantisation",
                        Wording.of("offer.long", "This is too long."))
                .when(
                        retention < 0 || retention > 3650,
                        "retentionDays",
                        Wording.of("offer.retention", "Must be between 0 and 3650."));
    }

    static Faults ofDrain(int seconds) {
        return new Faults()
                .when(
                        seconds < 0 || seconds > Listing.MOST_DRAIN_SECONDS,
                        "drainSeconds",
                        Wording.of(
                                "offer.drain",
                                "Between 0 and %s seconds.",
                                Listing.MOST_DRAIN_SECONDS));
    }

    static void requireFree(String field, Optional<?> holder) {
        new Faults()
                .when(
                        holder.isPresent(),
                        field,
                        Wording.of("offer.taken", "This is taken already."))
                .refuse();
    }

    static void requireSame(UUID owner, UUID claimed) {
        if (!owner.equals(claimed)) {
            throw new Problem(
                    ProblemType.CONFLICT, Wording.of("offer.id", "This id is taken already."));
        }
    }

    static Problem notFound() {
        return new Problem(
                ProblemType.NOT_FOUND,
                Wording.of("offer.none", "There is no such listing or provider of yours."));
    }

    /// Why a listing does not move to a state.
    static Problem move(Listing listing, Listing.State to) {
        var isUncertified = to == Listing.State.LIVE && listing.state().mayBecome(to);
        return new Problem(
                ProblemType.CONFLICT,
                isUncertified || listing.state() == Listing.State.DRAFT
                        ? Wording.of(
                                "offer.certify",
                                "A listing goes live after a certification run that it passes:"
                                        + " start one.")
                        : Wording.of(
                                "offer.move",
                                "A listing that is %s cannot become %s.",
                                listing.state().word(),
                                to.word()));
    }

    /// Whether a credential cannot travel in a header: empty, too long, or able to end the line.
    static boolean isNoHeaderValue(Secret credential) {
        return !HEADER_VALUE.matcher(credential.reveal()).matches();
    }

    private static Faults named(String name) {
        return new Faults()
                .when(isNoText(name), "name", Wording.of("offer.name", "Give it a name."));
    }

    private static boolean isNoText(String text) {
        return text.isBlank() || text.length() > LONGEST;
    }

    private static boolean isNoCountry(String country) {
        return !country.matches("[A-Z]{2}");
    }

    private static boolean isBad(Pattern pattern, String text) {
        return !pattern.matcher(text).matches();
    }
}
