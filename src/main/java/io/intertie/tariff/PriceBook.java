package io.intertie.tariff;

import io.intertie.money.Currency;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The dated series of price versions, and the one evaluator that page, router and bill share.
public interface PriceBook {
    Optional<PriceInForce> at(UUID listingId, Instant instant);

    Optional<PriceVersion> find(UUID versionId);

    /// All versions of a listing, the newest first.
    List<PriceVersion> of(UUID listingId);

    /// The versions in force now and announced, of all listings, with their tables: for routing.
    List<Priced> current();

    /// The price of each hour from an instant on, for a curve.
    List<HourPrice> hours(
            UUID listingId, TokenClass tokens, Currency currency, Instant from, int hours);

    /// Where a price goes: electricity, compute, margin, fee, payment and currency.
    Optional<PriceAnatomy> anatomy(PriceInForce price, TokenClass tokens, Currency currency);

    /// A version together with the table that tells its band at an instant.
    record Priced(PriceVersion version, TariffTable table) {
        public PriceInForce at(Instant instant) {
            var slot = table.at(instant);
            return new PriceInForce(version, slot.band(), slot.pricePerKwh());
        }
    }

    /// What an hour costs. `buyerMicroPerMillion` is the list price then.
    record HourPrice(Instant from, Band band, BigDecimal tariffPerKwh, long buyerMicroPerMillion) {}
}
