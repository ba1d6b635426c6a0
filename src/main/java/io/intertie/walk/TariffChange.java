package io.intertie.walk;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// A grid company's table changes by a fifth, and the token prices that stand on it follow.
///
/// Guangdong's table is drafted 20 % lower by one person and verified by a second: model page,
/// `/v1/models` and the next receipt show the new output price within seconds. Drafted 20 % higher
/// than that, it is announced instead: what buyers pay more for begins after its notice, and until
/// then all three show the old price.
public final class TariffChange {
    private static final BigDecimal LOWER = new BigDecimal("0.8");
    private static final BigDecimal HIGHER = new BigDecimal("0.96");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// Where the market is, and who takes part; the second person is of the market's operator.
    record Parties(
            URI market,
            URI gateway,
            String buyerKey,
            String providerKey,
            String secondKey,
            URI sandbox) {}

    private final Guangdong guangdong;
    private final PriceWatch watch;
    private final PrintStream out;

    TariffChange(Parties parties, PrintStream out) {
        this.guangdong = new Guangdong(parties, out);
        this.watch = new PriceWatch(parties, out);
        this.out = out;
    }

    /// Reads the parties from the environment, as `deploy/tariff-change` sets it, and runs.
    public static void main(String[] arguments) {
        var environment = System.getenv();
        var parties =
                new Parties(
                        URI.create(needed(environment, "INTERTIE_URL")),
                        URI.create(needed(environment, "INTERTIE_GATEWAY_URL")),
                        needed(environment, "INTERTIE_BUYER_MANAGEMENT_KEY"),
                        needed(environment, "INTERTIE_PROVIDER_MANAGEMENT_KEY"),
                        needed(environment, "INTERTIE_ADMIN_MANAGEMENT_KEY"),
                        URI.create(needed(environment, "TARIFF_SANDBOX")));
        try {
            new TariffChange(parties, System.out).run();
        } catch (WalkFailed failed) {
            System.err.println("The tariff change ended: " + failed.getMessage());
            System.exit(1);
        }
    }

    private static String needed(Map<String, String> environment, String name) {
        var value = environment.get(name);
        if (value == null) {
            throw new WalkFailed(name + " is not set");
        }
        return value;
    }

    void run() {
        out.println("1. A site in Guangzhou on the shipped table CN-GD, with one listing");
        var offer = guangdong.offer();
        try {
            watch.prepare(offer);
            watch.call("before");
            out.println("2. The table falls by a fifth: a decrease holds at once");
            decrease(offer);
            out.println("3. The table rises by a fifth from there: an increase is announced first");
            increase(offer);
        } finally {
            guangdong.retire(offer);
        }
    }

    private void decrease(Guangdong.Offer offer) {
        var began = verified(LOWER);
        var version = guangdong.newestPrice(offer);
        out.printf("   published version %s, in force from %s%n", version.number(), version.from());
        watch.await(version, began, PATIENCE);
        watch.call("after");
        watch.mustBeOnTheReceipt(version);
        out.printf("   all three show it %d ms after the second person verified%n", since(began));
    }

    private void increase(Guangdong.Offer offer) {
        var before = guangdong.newestPrice(offer);
        var began = verified(HIGHER);
        var version = guangdong.newestPrice(offer);
        out.printf("   published version %s %d ms later%n", version.number(), since(began));
        var days = Duration.between(Instant.now(java.time.Clock.systemUTC()), version.from());
        if (version.number() == before.number() || days.compareTo(Duration.ofDays(7)) < 0) {
            throw new WalkFailed("an increase was not announced seven days before");
        }
        out.printf(
                "   announced for %s, in %d days and %d hours: the notice that buyers are owed%n",
                version.from(), days.toDays(), days.toHoursPart());
        watch.compare(before, version);
        watch.await(before, began, PATIENCE);
        watch.call("until then");
        watch.mustBeOnTheReceipt(before);
    }

    private Instant verified(BigDecimal factor) {
        var draft = guangdong.draft(factor);
        guangdong.mustNotVerifyItsOwn(draft);
        var began = Instant.now(java.time.Clock.systemUTC());
        guangdong.verify(draft);
        out.printf("   verified by a second person, prices made anew in %d ms%n", since(began));
        return began;
    }

    static long since(Instant began) {
        return Duration.between(began, Instant.now(java.time.Clock.systemUTC())).toMillis();
    }
}
