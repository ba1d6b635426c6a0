package io.intertie.catalog;

import io.intertie.money.Check;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.UUID;

/// A provider's site: where the electricity is drawn and the tokens are made.
///
/// `pue` is facility energy over IT energy; `pueSource` says how it is known.
public record DataCenter(
        UUID id,
        UUID providerId,
        String slug,
        String city,
        String country,
        ZoneId zone,
        String gridRegion,
        BigDecimal pue,
        String pueSource) {
    public DataCenter {
        Check.that(pue.compareTo(BigDecimal.ONE) >= 0, "PUE %s", pue);
        Check.that(country.matches("[A-Z]{2}"), "country %s", country);
    }
}
