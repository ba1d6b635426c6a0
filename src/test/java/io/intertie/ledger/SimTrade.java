package io.intertie.ledger;

import io.intertie.money.Currency;
import io.intertie.money.Money;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/// Requests as the gateway makes them: a hold by the price book, then a capture, a release, both,
/// or silence.
final class SimTrade {
    private static final List<String> CURRENCIES = List.of("USD", "EUR", "CNY", "KWD");
    private static final List<Integer> VAT_BPS = List.of(700, 1_900, 2_000);

    private final Random dice;
    private final Clock clock;
    private final long seed;
    private final List<UUID> requests = new ArrayList<>();
    private long count;

    SimTrade(Random dice, Clock clock, long seed) {
        this.dice = dice;
        this.clock = clock;
        this.seed = seed;
    }

    UUID buyer() {
        return new UUID(seed, 1 + dice.nextInt(2));
    }

    UUID provider() {
        return new UUID(seed, 11 + dice.nextInt(3));
    }

    static Currency paying(int n) {
        return Currency.of(n == 0 ? "USD" : "EUR");
    }

    Money money(long atMostMicro) {
        return new Money(paying(dice.nextInt(2)), 1 + dice.nextLong(atMostMicro));
    }

    String ref(String kind) {
        count++;
        return kind + "-" + seed + "-" + count;
    }

    /// A request that was made before, to be asked about again.
    Optional<UUID> earlier() {
        return requests.isEmpty()
                ? Optional.empty()
                : Optional.of(requests.get(dice.nextInt(requests.size())));
    }

    /// What is sent for one request, in its order.
    List<SimMessage> request() {
        count++;
        var request = new UUID(seed, 1_000_000 + count);
        requests.add(request);
        // Tokens times a price for each million of them, as a price version says.
        var price = 1 + dice.nextLong(1L << (1 + dice.nextInt(31)));
        var most = 1 + dice.nextInt(20_000);
        var used = dice.nextInt(12) == 0 ? most + dice.nextInt(most) : dice.nextInt(most + 1);
        var currency = paying(dice.nextInt(2));
        var vat = vat();
        var ceiling = Math.multiplyExact(price, (long) most);
        var taxed = ceiling + ceiling / 10_000 * vat.map(ChargeUsage.Vat::bps).orElse(0);
        var held = new Money(currency, 2 + taxed / 1_000_000);
        var charge = charge(request, currency, price * used, vat);
        return messages(charge, held);
    }

    private Optional<ChargeUsage.Vat> vat() {
        return dice.nextInt(3) > 0
                ? Optional.empty()
                : Optional.of(
                        new ChargeUsage.Vat(
                                dice.nextBoolean() ? "DE" : "FR",
                                VAT_BPS.get(dice.nextInt(VAT_BPS.size()))));
    }

    private ChargeUsage.Charge charge(
            UUID request, Currency currency, long pico, Optional<ChargeUsage.Vat> vat) {
        var earned = Currency.of(CURRENCIES.get(dice.nextInt(CURRENCIES.size())));
        var feeBps = dice.nextInt(4) * 250;
        var provider = pico - pico / 10_000 * feeBps;
        return new ChargeUsage.Charge(
                request,
                buyer(),
                currency,
                pico,
                provider(),
                earned,
                earned.equals(currency) ? provider : provider / 7 * 50 + dice.nextInt(1_000),
                feeBps,
                vat,
                clock.instant(),
                Map.of());
    }

    private List<SimMessage> messages(ChargeUsage.Charge charge, Money held) {
        var request = charge.captureId();
        Instant expires = clock.instant().plus(Duration.ofSeconds(30 + dice.nextInt(900)));
        var sent = new ArrayList<SimMessage>();
        sent.add(
                new SimMessage(
                        "hold " + held + " for " + request,
                        books -> books.place(request, charge.buyerId(), held, expires)));
        var way = dice.nextInt(20);
        if (way >= 2) {
            sent.add(new SimMessage("capture " + charge, books -> books.capture(charge)));
        }
        if (way == 1 || way == 2) {
            sent.add(new SimMessage("void " + request, books -> books.release(request)));
        }
        if (way == 3) {
            var other = charge(request, held.currency(), charge.buyerPico() + 1, Optional.empty());
            var same =
                    new ChargeUsage.Charge(
                            request,
                            charge.buyerId(),
                            charge.buyerCurrency(),
                            other.buyerPico(),
                            other.providerId(),
                            other.providerCurrency(),
                            other.providerPico(),
                            other.feeBps(),
                            other.servedAt(),
                            Map.of());
            sent.add(new SimMessage("capture otherwise " + same, books -> books.capture(same)));
        }
        return sent;
    }
}
