package io.intertie.fx;

import io.intertie.money.Currency;
import io.intertie.platform.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;

/// A pair's middle rate, from the rates on record.
///
/// Sources count in the euro; the development seed counts in the dollar, and only a demonstration
/// looks at it. The newer one is taken, of equal age the source's.
@ApplicationScoped
class ReferenceRates {
    private static final Currency SEED_HUB = Currency.of("USD");

    private final RateStore rates;
    private final Intake intake;
    private final boolean isDemonstration;

    @Inject
    ReferenceRates(RateStore rates, Intake intake, Settings settings) {
        this(rates, intake, settings.demonstration().isPresent());
    }

    ReferenceRates(RateStore rates, Intake intake, boolean isDemonstration) {
        this.rates = rates;
        this.intake = intake;
        this.isDemonstration = isDemonstration;
    }

    /// Waits until nobody else makes a quote or takes rates in; held to the end of the transaction.
    void lock() {
        rates.lock();
        if (isDemonstration) {
            intake.seed();
        }
    }

    /// The newest rate of a pair up to a day, crossed once; empty if either side is unknown.
    Optional<CrossRate> cross(CurrencyPair pair, LocalDate upTo) {
        var sources = cross(pair, EcbFile.EUR, upTo);
        var seed = isDemonstration ? cross(pair, SEED_HUB, upTo) : Optional.<CrossRate>empty();
        return Stream.of(sources, seed)
                .flatMap(Optional::stream)
                .reduce((one, other) -> other.asOf().isAfter(one.asOf()) ? other : one);
    }

    private Optional<CrossRate> cross(CurrencyPair pair, Currency hub, LocalDate upTo) {
        if (pair.base().equals(hub)) {
            return newest(hub, pair.quote(), upTo)
                    .map(quote -> CrossRate.of(quote.ofTheHub(), quote));
        }
        if (pair.quote().equals(hub)) {
            return newest(hub, pair.base(), upTo).map(base -> CrossRate.of(base, base.ofTheHub()));
        }
        return newest(hub, pair.base(), upTo)
                .flatMap(base ->
                        newest(hub, pair.quote(), upTo).map(quote -> CrossRate.of(base, quote)));
    }

    private Optional<CrossRate.Reference> newest(Currency hub, Currency currency, LocalDate upTo) {
        return rates.newest(hub, currency, upTo).map(CrossRate.Reference::of);
    }
}
