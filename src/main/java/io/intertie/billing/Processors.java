package io.intertie.billing;

import io.intertie.platform.config.Settings;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// The card processors that this market uses.
///
/// **Always true** where real money moves, no simulator fills a wallet (`TopUpsTest`).
@ApplicationScoped
class Processors {
    private final Map<CardPayment.Processor, CardProcessor> all =
            new EnumMap<>(CardPayment.Processor.class);
    private final Optional<StripeProcessor> stripe;
    private final URI back;

    @Inject
    Processors(Settings settings) {
        back = settings.url().resolve("/app/wallet");
        stripe = settings.stripe().map(StripeProcessor::new);
        stripe.ifPresent(processor -> all.put(CardPayment.Processor.STRIPE, processor));
        if (settings.stripe().filter(Settings.Stripe::isLive).isEmpty()) {
            all.put(CardPayment.Processor.SANDBOX, new SandboxProcessor());
        }
    }

    boolean has(CardPayment.Processor name) {
        return all.containsKey(name);
    }

    /// A processor by its name.
    ///
    /// @throws Problem if this market does not use it
    CardProcessor of(CardPayment.Processor name) {
        var processor = all.get(name);
        if (processor == null) {
            throw new Problem(
                    ProblemType.UNPROCESSABLE,
                    Wording.of("card.processor", "This market takes no cards by %s.", name));
        }
        return processor;
    }

    Optional<StripeProcessor> stripe() {
        return stripe;
    }

    /// The page that a buyer comes back to.
    URI back() {
        return back;
    }
}
