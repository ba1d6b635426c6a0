package io.intertie.walk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// Five hundred calls at once on a wallet that covers ten of them, on a running market: ten are
/// answered, the others refused with 402, and the books add up to nothing.
///
/// The sandbox is listed at a price at which a call may cost a tenth of what is in the wallet, and
/// waits before it answers, so that no charge frees money before all calls were decided.
public final class Crowd {
    private static final int CALLS = 500;
    private static final int COVERED = 10;
    private static final String CURRENCY = "USD";
    private static final String FUNDS = "5.00";
    private static final BigDecimal MILLION = new BigDecimal(1_000_000);
    private static final BigDecimal MICRO = new BigDecimal("0.000001");
    private static final int LOOKS = 50;
    private static final String SAYS = "Wait [[sandbox:delay=20000,tokens=1]]";

    private final Marketplace market;
    private final MarketClient buyer;
    private final MarketClient admin;
    private final URI sandbox;
    private final PrintStream out;

    private Crowd(Map<String, String> environment, PrintStream out) {
        this.market = Marketplace.of(environment);
        this.buyer = market.buyer();
        this.admin =
                new MarketClient(
                        URI.create(needed(environment, "INTERTIE_URL")),
                        needed(environment, "INTERTIE_ADMIN_MANAGEMENT_KEY"));
        this.sandbox = URI.create(needed(environment, "CROWD_SANDBOX"));
        this.out = out;
    }

    /// Reads the parties from the environment, as `deploy/crowd` sets it, and runs.
    public static void main(String[] arguments) throws InterruptedException {
        try {
            new Crowd(System.getenv(), System.out).run();
        } catch (WalkFailed failed) {
            System.err.println("The crowd ended: " + failed.getMessage());
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

    private void run() throws InterruptedException {
        out.println("1. The sandbox is listed, dear enough that ten calls empty a wallet");
        var model = market.list(sandbox, "crowd", "900");
        out.println("2. A buyer subscribes in " + CURRENCY + " and pays in");
        var _ = buyer.post("/api/subscriptions", Map.of("model", model, "currency", CURRENCY));
        if (wallet("available").compareTo(BigDecimal.ONE) < 0) {
            market.payIn(CURRENCY, FUNDS);
        }
        var before = wallet("posted");
        var caller = market.caller(market.key());
        var body = body(caller, model);
        out.printf("3. %d calls at once, of which the wallet covers %d%n", CALLS, COVERED);
        var statuses = statuses(caller, body);
        statuses.forEach((status, count) -> out.printf("   status %d  %d calls%n", status, count));
        if (!statuses.equals(Map.of(200, COVERED, 402, CALLS - COVERED))) {
            throw new WalkFailed("not exactly " + COVERED + " were admitted");
        }
        settled(before);
    }

    /// A request that may cost a little less than a tenth of what is available, and more than an
    /// eleventh.
    private Map<String, Object> body(MarketClient caller, String model) {
        var available = wallet("available");
        var pricing = caller.read("/v1/models/" + model).get("pricing");
        var perToken = new BigDecimal(pricing.get("completion").asText());
        var each = available.multiply(new BigDecimal("0.095"));
        var tokens = each.divide(perToken, 0, RoundingMode.DOWN).longValueExact();
        out.printf(
                "   available %s %s, output at most %s %s per 1M tokens: max_tokens %d%n",
                CURRENCY,
                available.toPlainString(),
                CURRENCY,
                perToken.multiply(MILLION).toPlainString(),
                tokens);
        return Map.of(
                "model",
                model,
                "max_tokens",
                tokens,
                "messages",
                List.of(Map.of("role", "user", "content", SAYS)));
    }

    private static Map<Integer, Integer> statuses(MarketClient caller, Map<String, Object> body)
            throws InterruptedException {
        var statuses = new TreeMap<Integer, Integer>();
        Callable<Integer> call = () -> caller.status("/v1/chat/completions", body);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var one : threads.invokeAll(Collections.nCopies(CALLS, call))) {
                statuses.merge(one.get(), 1, Integer::sum);
            }
        } catch (ExecutionException failed) {
            throw new WalkFailed("a call failed", failed);
        }
        return statuses;
    }

    private void settled(BigDecimal before) {
        out.println("4. Afterwards");
        // Answers are on the books a moment after they were given.
        for (int look = 0; look < LOOKS && !isBooked(before); look++) {
            rest();
        }
        var cost = cost();
        out.printf(
                "   wallet    %s %s before, %s now, held %s; ten receipts add up to %s%n",
                CURRENCY,
                before.toPlainString(),
                wallet("posted").toPlainString(),
                wallet("held").toPlainString(),
                cost.toPlainString());
        if (wallet("held").signum() != 0 || wallet("posted").signum() < 0) {
            throw new WalkFailed("something is still set aside, or the wallet is overdrawn");
        }
        if (!isBooked(before)) {
            throw new WalkFailed("the wallet lacks something else than the receipts say");
        }
        admin.read("/api/trial-balance")
                .get("sums")
                .properties()
                .forEach(sum -> {
                    out.printf("   books     %s %d%n", sum.getKey(), sum.getValue().asLong());
                    if (sum.getValue().asLong() != 0) {
                        throw new WalkFailed("the books of " + sum.getKey() + " are off");
                    }
                });
    }

    /// What the last ten receipts add up to, the newest ones of all that are listed.
    private BigDecimal cost() {
        var receipts = buyer.read("/api/requests").get("data");
        var cost = BigDecimal.ZERO;
        for (int at = 0; at < Math.min(COVERED, receipts.size()); at++) {
            cost = cost.add(new BigDecimal(receipts.get(at).get("cost").asText()));
        }
        return cost;
    }

    /// Whether the wallet lacks what the receipts say: it has whole micro, they have pico.
    private boolean isBooked(BigDecimal before) {
        var gone = before.subtract(wallet("posted"));
        return gone.subtract(cost()).abs().compareTo(MICRO) < 0;
    }

    private static void rest() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private BigDecimal wallet(String figure) {
        for (JsonNode wallet : buyer.read("/api/wallets").get("data")) {
            if (wallet.get("posted").get("currency").asText().equals(CURRENCY)) {
                return new BigDecimal(wallet.get(figure).get("amount").asText());
            }
        }
        return BigDecimal.ZERO;
    }
}
