package io.intertie.platform.config;

import io.intertie.platform.http.AddressBlock;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What the operator has set, read once from `INTERTIE_*` environment variables.
///
/// **Always true** a variable that nothing reads stops the start, so that a misspelt one cannot be
/// silently ignored (`SettingsTest`). deploy/README.md has the table.
public record Settings(
        URI url,
        URI oidcIssuer,
        String oidcClientId,
        Secret oidcClientSecret,
        Secret masterKey,
        boolean upstreamLoopbackAllowed,
        Spending spending,
        Bank bank,
        Optional<Stripe> stripe,
        Optional<URI> ecbRates,
        Feeds feeds,
        Duration certificationLoad,
        Gateway gateway,
        Optional<Path> upstreamTrust,
        Optional<MailServer> mail,
        Optional<Demonstration> demonstration) {

    /// How long a certification run loads an endpoint, unless it is set; an hour at most.
    private static final Duration LOAD = Duration.ofMinutes(15);

    /// How long open exchanges may go on when the node stops, unless it is set. Whoever stops the
    /// process must wait longer before killing it; Kubernetes waits for 30 seconds unless told
    /// otherwise, which leaves ten for the rest of the application.
    private static final Duration DRAIN = Duration.ofSeconds(20);

    /// What a crash may lose where answers go first is what comes in so long.
    private static final Duration AHEAD = Duration.ofMillis(10);

    /// Whether gateway nodes lease of wallets that are not told otherwise, and where this one keeps
    /// its log: a folder of its own on a disk that stays.
    ///
    /// @param ahead how long a record may be on its way to that disk while its answer ends; zero
    ///   where answers wait for it
    public record Spending(boolean isLeased, Path usageLog, Duration ahead) {}

    /// Where the gateway listens by itself. At port 0, which is what it has unless it is set, it
    /// does not, and only the portal's port serves its paths. `url` is how clients reach it.
    ///
    /// @param trustedProxies whose word on a client's address is taken
    /// @param connections how many clients may be connected at once
    /// @param drain how long open exchanges may go on when the node stops
    public record Gateway(
            InetAddress address,
            int port,
            URI url,
            Optional<Tls> tls,
            List<AddressBlock> trustedProxies,
            int connections,
            Duration drain) {
        public Gateway {
            trustedProxies = List.copyOf(trustedProxies);
        }

        /// Whether it has a port of its own.
        public boolean isOpen() {
            return port > 0;
        }
    }

    /// PEM files: a certificate with its chain, and its key.
    public record Tls(Path certificate, Path key) {}

    /// Where electricity prices are fetched from; nothing is fetched from nowhere. The token is
    /// ENTSO-E's, added to each of its addresses.
    public record Feeds(
            List<URI> entsoe,
            Optional<Secret> entsoeToken,
            List<URI> energyCharts,
            Optional<URI> tariffTable) {}

    /// The operator's account, which buyers pay into and providers are paid from.
    ///
    /// Made up unless it is set: the IBAN is the example of the IBAN registry, and the 0 in the
    /// eighth place of the BIC marks a test code, so no bank moves money on them.
    public record Bank(String holder, String iban, String bic) {}

    /// The card processor Stripe, when it is used.
    public record Stripe(Secret apiKey, Secret webhookSecret, URI apiBase) {
        /// Whether real money moves; then no simulator may fill wallets.
        public boolean isLive() {
            return apiKey.reveal().matches("(sk|rk)_live_.*");
        }
    }

    /// The secrets that a demonstration market is seeded with, made by whoever starts it.
    public record Demonstration(
            URI sandboxUrl,
            Secret apiKey,
            Secret buyerManagementKey,
            Secret providerManagementKey,
            Secret adminManagementKey,
            Secret secondAdminManagementKey) {}

    /// Reads the settings from an environment; other programs' variables are not looked at.
    ///
    /// @throws IllegalStateException if one is missing, malformed or unknown; all are named
    public static Settings from(Map<String, String> environment) {
        var reader = new Reader(environment);
        // Read by the data source's definition, before any of our code runs.
        reader.text("INTERTIE_DB_URL");
        reader.text("INTERTIE_DB_USER");
        reader.text("INTERTIE_DB_PASSWORD");
        // Read by the migrations.
        reader.optional("INTERTIE_DB_OWNER");
        reader.optional("INTERTIE_DB_OWNER_PASSWORD");
        var settings = read(reader);
        if (settings.demonstration().isPresent()
                && settings.stripe().filter(Stripe::isLive).isPresent()) {
            reader.faults.add("INTERTIE_DEMO does not go with a live INTERTIE_STRIPE_API_KEY");
        }
        reader.refuseWhatIsLeft();
        return settings;
    }

    private static Settings read(Reader reader) {
        var url = reader.uri("INTERTIE_URL");
        return new Settings(
                url,
                reader.uri("INTERTIE_OIDC_ISSUER"),
                reader.text("INTERTIE_OIDC_CLIENT_ID"),
                reader.secret("INTERTIE_OIDC_CLIENT_SECRET"),
                reader.secret("INTERTIE_MASTER_KEY"),
                reader.flag("INTERTIE_UPSTREAM_ALLOW_LOOPBACK"),
                spending(reader),
                bank(reader),
                stripe(reader),
                reader.uriIfAny("INTERTIE_FX_ECB_URL"),
                new Feeds(
                        reader.uris("INTERTIE_FEED_ENTSOE_URL"),
                        reader.textIfAny("INTERTIE_FEED_ENTSOE_TOKEN").map(Secret::new),
                        reader.uris("INTERTIE_FEED_ENERGY_CHARTS_URL"),
                        reader.uriIfAny("INTERTIE_FEED_TARIFF_TABLE_URL")),
                reader.seconds("INTERTIE_CERTIFICATION_LOAD_SECONDS", LOAD),
                gateway(reader, url),
                reader.file("INTERTIE_UPSTREAM_TLS_TRUST"),
                mail(reader),
                reader.flag("INTERTIE_DEMO")
                        ? Optional.of(demonstration(reader))
                        : Optional.empty());
    }

    private static Spending spending(Reader reader) {
        var mode = reader.textIfAny("INTERTIE_SPENDING").orElse("LEASE");
        if (!mode.equals("LEASE") && !mode.equals("STRICT")) {
            reader.faults.add("INTERTIE_SPENDING is neither LEASE nor STRICT");
        }
        var log = reader.textIfAny("INTERTIE_USAGE_LOG").orElse("var/usage");
        var answer = reader.textIfAny("INTERTIE_ANSWER").orElse("AFTER_LOG");
        if (!answer.equals("AFTER_LOG") && !answer.equals("FIRST")) {
            reader.faults.add("INTERTIE_ANSWER is neither AFTER_LOG nor FIRST");
        }
        return new Spending(
                mode.equals("LEASE"), Path.of(log), answer.equals("FIRST") ? AHEAD : Duration.ZERO);
    }

    private static Gateway gateway(Reader reader, URI portal) {
        var port = reader.number("INTERTIE_GATEWAY_PORT", 0, 0, 65_535);
        var tls = tls(reader);
        var own = (tls.isPresent() ? "https" : "http") + "://localhost:" + port;
        return new Gateway(
                reader.address("INTERTIE_GATEWAY_ADDRESS", "127.0.0.1"),
                port,
                reader.uriIfAny("INTERTIE_GATEWAY_URL")
                        .orElse(port == 0 ? portal : URI.create(own)),
                tls,
                reader.blocks("INTERTIE_TRUSTED_PROXIES"),
                reader.number("INTERTIE_GATEWAY_CONNECTIONS", 10_000, 1, 1_000_000),
                reader.seconds("INTERTIE_GATEWAY_DRAIN_SECONDS", DRAIN));
    }

    /// Both files or none.
    private static Optional<Tls> tls(Reader reader) {
        var isHalf =
                reader.has("INTERTIE_GATEWAY_TLS_CERTIFICATE")
                        != reader.has("INTERTIE_GATEWAY_TLS_KEY");
        if (isHalf) {
            reader.faults.add(
                    "INTERTIE_GATEWAY_TLS_CERTIFICATE and INTERTIE_GATEWAY_TLS_KEY go together");
        }
        var certificate = reader.file("INTERTIE_GATEWAY_TLS_CERTIFICATE");
        var key = reader.file("INTERTIE_GATEWAY_TLS_KEY");
        return certificate.flatMap(chain -> key.map(secret -> new Tls(chain, secret)));
    }

    private static Bank bank(Reader reader) {
        return new Bank(
                reader.textIfAny("INTERTIE_BANK_HOLDER").orElse("Intertie demonstration market"),
                reader.textIfAny("INTERTIE_BANK_IBAN").orElse("DE89370400440532013000"),
                reader.textIfAny("INTERTIE_BANK_BIC").orElse("INTRDEF0XXX"));
    }

    /// Enabled by its key; then it must be told how to recognise Stripe's events, too.
    private static Optional<Stripe> stripe(Reader reader) {
        var apiBase =
                reader.uriIfAny("INTERTIE_STRIPE_API_BASE", URI.create("https://api.stripe.com"));
        if (!reader.has("INTERTIE_STRIPE_API_KEY")
                && !reader.has("INTERTIE_STRIPE_WEBHOOK_SECRET")) {
            return Optional.empty();
        }
        return Optional.of(
                new Stripe(
                        reader.secret("INTERTIE_STRIPE_API_KEY"),
                        reader.secret("INTERTIE_STRIPE_WEBHOOK_SECRET"),
                        apiBase));
    }

    /// None unless it is set; then whom mail comes from must be, too.
    private static Optional<MailServer> mail(Reader reader) {
        var url = reader.textIfAny("INTERTIE_SMTP_URL");
        var from = reader.textIfAny("INTERTIE_SMTP_FROM");
        if (url.isEmpty() && from.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(MailServer.of(url.orElse(""), from.orElse("")));
        } catch (IllegalArgumentException wrong) {
            reader.faults.add(Objects.requireNonNull(wrong.getMessage()));
            return Optional.empty();
        }
    }

    private static Demonstration demonstration(Reader reader) {
        return new Demonstration(
                reader.uri("INTERTIE_SANDBOX_URL"),
                reader.secret("INTERTIE_DEMO_API_KEY"),
                reader.secret("INTERTIE_DEMO_BUYER_MANAGEMENT_KEY"),
                reader.secret("INTERTIE_DEMO_PROVIDER_MANAGEMENT_KEY"),
                reader.secret("INTERTIE_DEMO_ADMIN_MANAGEMENT_KEY"),
                reader.secret("INTERTIE_DEMO_ADMIN2_MANAGEMENT_KEY"));
    }
}
