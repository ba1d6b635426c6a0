package io.intertie.web.buyer;

import io.intertie.billing.AutoTopUps;
import io.intertie.web.Figures;
import io.intertie.web.Form;
import io.intertie.web.SmallMarket;
import java.util.List;
import java.util.Optional;

/// The ways in which money comes into the wallet of [BuyerSheets].
final class WalletSheet {
    private WalletSheet() {}

    static Object view(
            Balance balance,
            List<WalletPage.Movement> movements,
            Form form,
            Optional<WalletPage.Movement> booked,
            Figures figures) {
        return new WalletPage.View(
                balance,
                movements,
                Optional.of("2025-09"),
                form,
                "6f1c0a52-0000-0000-0000-000000000000",
                booked,
                ways(figures),
                rules(figures),
                Optional.empty());
    }

    private static WalletPage.Ways ways(Figures figures) {
        var at = figures.moment(SmallMarket.NOON);
        return new WalletPage.Ways(
                true,
                true,
                List.of(
                        new WalletPage.Payment(
                                "1",
                                "€50.00",
                                "pending",
                                false,
                                false,
                                Optional.of("https://checkout.stripe.com/c/pay/1"),
                                Optional.empty(),
                                at),
                        new WalletPage.Payment(
                                "2",
                                "€20.00",
                                "failed",
                                true,
                                true,
                                Optional.empty(),
                                Optional.of("The sandbox card was declined."),
                                at)),
                List.of("€10.00"),
                new WalletPage.Transfer(
                        "Intertie demonstration market",
                        "DE89 3704 0044 0532 0130 00",
                        "INTRDEF0XXX",
                        "RF18 5390 0754 7034"),
                List.of(new WalletPage.Receipt("24 Nov 2026", "+€250.00", "Anna Krüger")),
                Form.EMPTY);
    }

    private static WalletPage.Rules rules(Figures figures) {
        return new WalletPage.Rules(
                Optional.of(new WalletPage.Rule("€20.00", "€50.00", "€200.00")),
                Optional.of(new AutoTopUps.Card("Sandbox •••• 4242", true)),
                Optional.of("€200.00"),
                Optional.of(figures.moment(SmallMarket.NOON)),
                Form.EMPTY,
                Form.EMPTY);
    }
}
