package io.intertie.tariff;

import io.intertie.money.Currency;
import io.intertie.platform.http.Wording;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// One edition of a site's electricity tariff: immutable, with its source and quality.
///
/// `demandPerKwMonth` and `loadFactor` spread the demand charge over the energy; `lossFraction` is
/// the line loss; `tableHash` is SHA-256 of the compiled table.
public record TariffVersion(
        UUID id,
        UUID dataCenterId,
        int number,
        Currency currency,
        TariffTable table,
        BigDecimal demandPerKwMonth,
        BigDecimal loadFactor,
        BigDecimal lossFraction,
        Instant effectiveFrom,
        State state,
        String source,
        String quality,
        String tableHash,
        Optional<Evidence> evidence) {
    private static final BigDecimal MOST_DEMAND = new BigDecimal(999_999);

    /// `EXPIRED`: was verified, and a later version is in force now.
    public enum State {
        DRAFT,
        VERIFIED,
        EXPIRED
    }

    /// A part of what electricity costs; a band moves it only if it `floats`.
    ///
    /// Energy, losses and capacity per kWh are raised by the site's line loss; levies are added as
    /// they are; a tax is a fraction of all before it. Demand and capacity per kW are spread over
    /// the energy.
    public record Component(Kind kind, Unit unit, BigDecimal amount, boolean floats, String name) {
        public enum Kind {
            ENERGY,
            CAPACITY,
            LOSS,
            DEMAND,
            LEVY,
            TAX
        }

        public enum Unit {
            PER_KWH,
            PER_KW_MONTH,
            FRACTION
        }

        Optional<Wording> fault() {
            var isKnown =
                    switch (kind) {
                        case ENERGY, LEVY -> unit == Unit.PER_KWH;
                        case CAPACITY -> unit != Unit.FRACTION;
                        case DEMAND -> unit == Unit.PER_KW_MONTH;
                        case LOSS, TAX -> unit != Unit.PER_KW_MONTH;
                    };
            if (!isKnown) {
                return Optional.of(
                        Wording.of(
                                "part.unit",
                                "component %s: %s is not counted %s",
                                name,
                                kind,
                                unit));
            }
            if (floats && unit != Unit.PER_KWH) {
                return Optional.of(
                        Wording.of(
                                "part.floats", "component %s: %s floats only per kWh", name, kind));
            }
            return amount.signum() < 0
                    ? Optional.of(Wording.of("part.below", "component %s: %s below 0", name, kind))
                    : Optional.empty();
        }
    }

    /// The document that the figures were read from: where it is, or what it is called if its bytes
    /// are kept here, and their SHA-256.
    public record Evidence(String name, String sha256) {
        /// What is wrong with a link and hash that somebody typed, by field.
        Map<String, Wording> faults() {
            var faults = new HashMap<String, Wording>();
            if (name.isBlank() || name.length() > 500) {
                faults.put("evidence.name", Wording.of("evidence.name", "has 1 to 500 characters"));
            }
            if (!sha256.matches("[0-9a-f]{64}")) {
                faults.put(
                        "evidence.sha256", Wording.of("evidence.hash", "is 64 hexadecimal digits"));
            }
            return faults;
        }
    }

    /// A version whose document is not kept.
    public TariffVersion(
            UUID id,
            UUID dataCenterId,
            int number,
            Currency currency,
            TariffTable table,
            BigDecimal demandPerKwMonth,
            BigDecimal loadFactor,
            BigDecimal lossFraction,
            Instant effectiveFrom,
            State state,
            String source,
            String quality,
            String tableHash) {
        this(
                id,
                dataCenterId,
                number,
                currency,
                table,
                demandPerKwMonth,
                loadFactor,
                lossFraction,
                effectiveFrom,
                state,
                source,
                quality,
                tableHash,
                Optional.empty());
    }

    /// The table of what a kWh costs with line losses and the demand charge.
    public TariffTable delivered() {
        return table.repriced(rule -> PriceFormula.deliveredPerKwh(rule, this));
    }

    /// What a kWh of a rule costs with all that is in [#delivered], by kind of component.
    Map<Component.Kind, BigDecimal> breakdown(TariffTable.Rule rule) {
        var parts = new Parts(table.components());
        var levies = parts.added(rule);
        var found = new EnumMap<Component.Kind, BigDecimal>(Component.Kind.class);
        found.putAll(parts.of(rule));
        var loss = rule.pricePerKwh().subtract(levies).multiply(lossFraction);
        found.merge(Component.Kind.LOSS, loss, BigDecimal::add);
        var capacity = parts.capacityPerKwMonth();
        found.merge(Component.Kind.CAPACITY, PriceFormula.spread(capacity, this), BigDecimal::add);
        found.put(Component.Kind.DEMAND, PriceFormula.spread(demandPerKwMonth, this));
        var before = found.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        found.merge(Component.Kind.TAX, before.multiply(parts.taxFraction()), BigDecimal::add);
        found.values().removeIf(amount -> amount.signum() == 0);
        return Map.copyOf(found);
    }

    /// All that the price is made of: the table's components, demand charge and line loss.
    public List<Component> components() {
        var all = new ArrayList<>(table.components());
        if (demandPerKwMonth.signum() > 0) {
            all.add(
                    new Component(
                            Component.Kind.DEMAND,
                            Component.Unit.PER_KW_MONTH,
                            demandPerKwMonth,
                            false,
                            "demand charge"));
        }
        if (lossFraction.signum() > 0) {
            all.add(
                    new Component(
                            Component.Kind.LOSS,
                            Component.Unit.FRACTION,
                            lossFraction,
                            false,
                            "line loss"));
        }
        return List.copyOf(all);
    }

    /// The draft with its number and hash, whatever they were.
    TariffVersion numbered(int number) {
        return new TariffVersion(
                id,
                dataCenterId,
                number,
                currency,
                table,
                demandPerKwMonth,
                loadFactor,
                lossFraction,
                effectiveFrom,
                State.DRAFT,
                source,
                quality,
                TableText.hash(table),
                evidence);
    }

    /// What is wrong with a version that somebody typed, by field.
    Map<String, Wording> faults() {
        var faults = new HashMap<String, Wording>();
        if (source.isBlank()) {
            faults.put(
                    "source",
                    Wording.of("tariff.source", "names the document that the figures come from"));
        }
        if (quality.isBlank()) {
            faults.put(
                    "quality", Wording.of("tariff.quality", "says how well the figures are known"));
        }
        if (demandPerKwMonth.signum() < 0 || demandPerKwMonth.compareTo(MOST_DEMAND) > 0) {
            faults.put(
                    "demandPerKwMonth",
                    Wording.of("tariff.demand", "lies between 0 and %s", MOST_DEMAND));
        }
        if (loadFactor.signum() <= 0 || loadFactor.compareTo(BigDecimal.ONE) > 0) {
            faults.put("loadFactor", Wording.of("tariff.load", "lies above 0, up to 1"));
        }
        if (lossFraction.signum() < 0 || lossFraction.compareTo(BigDecimal.ONE) > 0) {
            faults.put("lossFraction", Wording.of("tariff.loss", "lies between 0 and 1"));
        }
        evidence.ifPresent(one -> faults.putAll(one.faults()));
        return faults;
    }

    /// The rules of a table that nobody believes unless somebody says that they are meant, after a
    /// last one.
    public static List<TariffTable.Rule> doubted(TariffTable next, Optional<TariffTable> last) {
        return new Doubt(last).of(next);
    }
}
