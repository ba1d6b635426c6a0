package io.intertie.web.provider;

import io.intertie.catalog.DataCenter;
import io.intertie.tariff.EnergyProfile;
import io.intertie.tariff.PriceTerms;
import io.intertie.tariff.PriceVersion;
import io.intertie.tariff.Repricing;
import io.intertie.tariff.TokenClass;
import io.intertie.web.Form;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A proposal of new prices, as it was typed; its fields are named as the rooms name theirs.
record PriceDraft(Form form) {
    /// The fields of the form.
    static final Set<String> FIELDS =
            Set.of(
                    "base.INPUT",
                    "base.CACHED_INPUT",
                    "base.OUTPUT",
                    "energy.INPUT",
                    "energy.CACHED_INPUT",
                    "energy.OUTPUT",
                    "energy.grade",
                    "energy.source",
                    "margin",
                    "effectiveFrom",
                    "confirmed",
                    "plan",
                    "spot.zone",
                    "spot.floorPerKwh",
                    "spot.ceilingPerKwh",
                    "reason");

    private static final String AMOUNT = "\\d{1,7}(\\.\\d{1,9})?";

    /// The last version's terms, to start from.
    static Form startingFrom(Optional<PriceVersion> last) {
        if (last.isEmpty()) {
            return Form.EMPTY;
        }
        var inputs = last.get().inputs();
        var values = new HashMap<String, @Nullable String>();
        for (var tokens : TokenClass.values()) {
            var base = inputs.terms().base().getOrDefault(tokens, BigDecimal.ZERO);
            values.put("base." + tokens, plain(base));
            values.put("energy." + tokens, plain(inputs.energy().of(tokens)));
        }
        values.put("margin", plain(inputs.terms().margin()));
        values.put("plan", inputs.terms().plan().kind().name());
        inputs.terms()
                .plan()
                .spot()
                .ifPresent(spot -> {
                    values.put("spot.zone", spot.zone());
                    values.put("spot.floorPerKwh", plain(spot.floorPerKwh()));
                    values.put("spot.ceilingPerKwh", plain(spot.ceilingPerKwh()));
                });
        values.put("energy.grade", inputs.energy().grade().name());
        values.put("energy.source", inputs.energy().source());
        return Form.of(values);
    }

    /// The same where what has not been typed yet is taken as nothing: to see what it comes to.
    PriceDraft asSketch() {
        var values = new HashMap<String, @Nullable String>(form.values());
        for (var tokens : TokenClass.values()) {
            values.merge("base." + tokens, "0", PriceDraft::typedOr);
            values.merge("energy." + tokens, "0", PriceDraft::typedOr);
        }
        values.merge("margin", "0", PriceDraft::typedOr);
        values.merge("energy.grade", "D", PriceDraft::typedOr);
        values.merge("energy.source", "-", PriceDraft::typedOr);
        values.merge("reason", "-", PriceDraft::typedOr);
        return new PriceDraft(Form.of(values));
    }

    private static String typedOr(String typed, String start) {
        return typed.isBlank() ? start : typed;
    }

    /// The form with what is wrong with it, by the site's clock.
    Form checked(ZoneId clock, UnaryOperator<String> words) {
        var right = form;
        for (var tokens : TokenClass.values()) {
            for (var name : List.of("base." + tokens, "energy." + tokens)) {
                if (!form.value(name).matches(AMOUNT)) {
                    right = right.wrong(name, words.apply("supply.fault.amount"));
                }
            }
        }
        if (!form.value("margin").matches("\\d{1,2}(\\.\\d{1,6})?")) {
            right = right.wrong("margin", words.apply("supply.fault.margin"));
        }
        if (form.value("plan").equals("SPOT")) {
            for (var name : List.of("spot.floorPerKwh", "spot.ceilingPerKwh")) {
                if (!form.value(name).matches(AMOUNT)) {
                    right = right.wrong(name, words.apply("supply.fault.amount"));
                }
            }
        }
        // A and B are measured: they come from what the site's meters reported, never from a form.
        if (!form.value("energy.grade").matches("[CD]")) {
            right = right.wrong("energy.grade", words.apply("supply.fault.grade"));
        }
        if (form.value("energy.source").isEmpty()) {
            right = right.wrong("energy.source", words.apply("supply.fault.source"));
        }
        if (form.value("reason").isEmpty()) {
            right = right.wrong("reason", words.apply("supply.fault.reason"));
        }
        var fault = time(clock).fault();
        if (fault.isPresent()) {
            right = right.wrong("effectiveFrom", words.apply("supply.fault." + fault.get()));
        }
        return right;
    }

    /// The proposal for a listing; without a time it begins now.
    Repricing.Proposal of(UUID listingId, DataCenter site, Instant now) {
        var base = new EnumMap<TokenClass, BigDecimal>(TokenClass.class);
        for (var tokens : TokenClass.values()) {
            base.put(tokens, number("base." + tokens));
        }
        return new Repricing.Proposal(
                listingId,
                PriceTerms.of(base, number("margin")).with(plan()),
                new EnergyProfile(
                        number("energy." + TokenClass.INPUT),
                        number("energy." + TokenClass.CACHED_INPUT),
                        number("energy." + TokenClass.OUTPUT),
                        EnergyProfile.Grade.valueOf(form.value("energy.grade")),
                        form.value("energy.source")),
                time(site.zone()).at().orElse(now),
                form.value("reason"),
                !form.value("confirmed").isEmpty());
    }

    private PriceTerms.Plan plan() {
        return switch (form.value("plan")) {
            case "FLAT" -> PriceTerms.Plan.FLAT;
            case "SPOT" ->
                    PriceTerms.Plan.spot(
                            new PriceTerms.Spot(
                                    form.value("spot.zone"),
                                    number("spot.floorPerKwh"),
                                    number("spot.ceilingPerKwh")));
            default -> PriceTerms.Plan.BANDED;
        };
    }

    private BigDecimal number(String name) {
        return new BigDecimal(form.value(name));
    }

    private TypedTime time(ZoneId clock) {
        return new TypedTime(form.optional("effectiveFrom"), clock);
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
