package io.intertie.web.buyer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.metering.Charge;
import io.intertie.metering.UsageRecords;
import io.intertie.web.Figures;
import io.intertie.web.Preview;
import io.intertie.web.SmallMarket;
import io.intertie.web.SmallPrices;
import io.intertie.web.Theme;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReceiptTest {
    private static final SmallMarket MARKET = new SmallMarket();

    private static Receipt receipt(UsageRecords.Rated rated) {
        var version =
                new SmallPrices(MARKET)
                        .at(rated.usage().listingId(), SmallMarket.NOON)
                        .orElseThrow()
                        .version();
        var found =
                new Evidence.Found(
                        Optional.of(version),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        var names = new BuyerNames(MARKET.models(), List.of(), MARKET.providers(), List.of());
        return Receipt.of(
                rated, found, names, Figures.of(Preview.prefs(Locale.ENGLISH, Theme.AUTO)));
    }

    @Test
    void tokensTimesPriceGiveTheChargeToTheLastPico() {
        for (var number = 0; number < 20; number++) {
            assertTrue(receipt(BuyerSheets.rated(number)).isEqual());
        }
    }

    @Test
    void aChargeThatIsOnePicoOffIsToldSo() {
        var rated = BuyerSheets.rated(1);
        var charge = rated.charge();
        var off =
                new Charge(
                        charge.requestId(),
                        charge.buyerCurrency(),
                        charge.buyerPico() + 1,
                        charge.providerCurrency(),
                        charge.providerPico());
        assertFalse(
                receipt(new UsageRecords.Rated(rated.usage(), off, rated.captureId())).isEqual());
    }

    @Test
    void aClassWithoutTokensHasNoLine() {
        assertEquals(2, receipt(BuyerSheets.rated(0)).rows().size());
        assertEquals(3, receipt(BuyerSheets.rated(1)).rows().size());
    }
}
