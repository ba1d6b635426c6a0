package io.intertie.contract;

import static java.util.Map.entry;

import io.intertie.walk.RunningMarket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Rows of the demonstration's buyer and of one of its providers, for addresses that others ask
/// for: every parameter of an address must be named here.
public final class Foreign implements AutoCloseable {
    /// Whose rows are asked for: not the provider whose key the demonstration hands out.
    static final String PROVIDER = "pearl-delta-cloud";

    private static final String BUYERS =
            " where organisation_id = (select id from organisation where slug = 'spree-agents') ";
    private static final String PROVIDERS = of(PROVIDER);
    private static final String OWN = "horinger-compute";
    private static final String LISTING =
            "select id from listing" + PROVIDERS + "order by id limit 1";
    private static final String SITE = "select id from data_center" + PROVIDERS + "limit 1";
    private static final String KEY =
            "select id from api_key" + BUYERS + "and purpose = 'GATEWAY' and revoked_at is null";
    private static final String REQUEST = "select request_id from usage_record" + PROVIDERS;
    private static final String TARIFF =
            "select id from tariff_version where data_center_id = (" + SITE + ")";
    private static final String RUN =
            "select id from certification_run where listing_id = (" + LISTING + ")";
    private static final String PROPOSAL =
            "select id from price_proposal where state = 'PROPOSED' and listing_id = ("
                    + LISTING
                    + ")";

    /// The word before a parameter says what it is of: `keys/{id}`.
    private static final Map<String, String> ROWS =
            Map.ofEntries(
                    entry("keys/{id}", KEY),
                    entry(
                            "subscriptions/{id}",
                            "select id from subscription" + BUYERS + "and ended_at is null"),
                    entry("card-payments/{id}", "select id from card_payment" + BUYERS),
                    entry("requests/{id}", REQUEST),
                    entry("proofs/{id}", REQUEST),
                    entry("listings/{id}", LISTING),
                    entry("certifications/{run}", RUN),
                    entry("certify/{run}", RUN),
                    entry("sites/{site}", SITE),
                    entry("sites/{id}", SITE),
                    entry("tariffs/{id}", TARIFF),
                    entry("tariffs/{version}", TARIFF),
                    entry("price-proposals/{id}", PROPOSAL),
                    entry("proposals/{id}", PROPOSAL),
                    entry(
                            "tables/{id}",
                            "select id from feed_document"
                                    + PROVIDERS.replace("provider_id", "organisation_id")),
                    entry("windows/{id}", "select id from settlement_window" + PROVIDERS),
                    entry("payouts/{id}", "select id from payout" + PROVIDERS));

    /// What is the operator's alone, and what is nobody's.
    private static final Map<String, String> OTHERS =
            Map.ofEntries(
                    entry("organisations/{id}", "select '" + UUID.randomUUID() + "'"),
                    entry("wallets/{organisation}", "select '" + UUID.randomUUID() + "'"),
                    entry("nodes/{id}", "select '" + UUID.randomUUID() + "'"),
                    entry("models/{id}", "select id from model order by id limit 1"),
                    entry("journals/{id}", "select id from journal"),
                    entry("journal/{id}", "select id from journal"),
                    entry("entries/{id}", "select '" + UUID.randomUUID() + "'"),
                    entry("receipts/{id}", "select '" + UUID.randomUUID() + "'"),
                    entry("reconcile/{id}", "select '" + UUID.randomUUID() + "'"),
                    entry("payout-breaks/{id}", "select '" + UUID.randomUUID() + "'"),
                    entry("breaks/{id}", "select '" + UUID.randomUUID() + "'"),
                    entry("refunds/{id}", "select '" + UUID.randomUUID() + "'"),
                    entry("catalog/{listing}", LISTING),
                    entry("day-ahead/{zone}", "select 'DE-LU'"),
                    entry("rates/{currency}", "select 'EUR'"),
                    entry("limits/{currency}", "select 'EUR'"),
                    entry("top-ups/{currency}", "select 'EUR'"),
                    entry("wallets/{currency}", "select 'EUR'"),
                    entry("{organisation}/{currency}", "select 'EUR'"));

    /// Enough for a payout that can be bought: less than a cent is refused.
    private static final int CALLS = 8;

    private static final String TOP_UP = "{\"amount\": \"20\", \"card\": \"accepted\"}";
    private static final Pattern REQUEST_ID = Pattern.compile("\"request_id\":\"([^\"]+)\"");
    private static final Pattern PARAMETER = Pattern.compile("\\{[a-z]+}");

    private final Connection database;

    private static String of(String provider) {
        return " where provider_id = (select id from organisation where slug = '%s') "
                .formatted(provider);
    }

    public Foreign() throws IOException, SQLException {
        database = RunningMarket.database();
    }

    /// Makes what is not there yet: a payment, a payout, a proposal that waits, a table, a log.
    public void prepare() throws SQLException, IOException, InterruptedException {
        pay();
        run(
                """
                insert into price_proposal
                    (id, listing_id, tariff_version_id, rise_bps, fall_bps, state, proposed_at)
                select gen_random_uuid(), (%s), (%s limit 1), 100, 0, 'PROPOSED', now()
                where not exists (%s)
                """
                        .formatted(LISTING, TARIFF, PROPOSAL));
        run(
                """
                insert into feed_document
                    (id, kind, organisation_id, name, sha256, document, taken_by, taken_at)
                select gen_random_uuid(), 'TARIFF_TABLE', id, 'a.csv',
                    encode(sha256('a'), 'hex'), 'a', 'test', now()
                from organisation where slug = '%s'
                on conflict do nothing
                """
                        .formatted(PROVIDER));
        run(
                """
                insert into organisation_rules (organisation_id, log_days)
                select id, 90 from organisation where slug = 'spree-agents'
                on conflict (organisation_id) do update set log_days = 90;
                insert into request_log select request_id, buyer_id, api_key_id, 'a', 200, false,
                    1, 1, 'a', 'b' from usage_record where request_id = (%s limit 1)
                on conflict do nothing
                """
                        .formatted(REQUEST));
    }

    /// The management key of a buyer whom the market does not know otherwise.
    String strangersKey() throws SQLException, NoSuchAlgorithmException {
        var secret = "mk-" + UUID.randomUUID().toString().replace("-", "") + "AbCdEf-0123";
        var digest = MessageDigest.getInstance("SHA-256");
        var hash = digest.digest(secret.getBytes(StandardCharsets.US_ASCII));
        run(
                """
                with stranger as (
                    insert into organisation values (gen_random_uuid(), 'BUYER', 'Stranger',
                        'stranger-%d', 'DE', 'EUR', 'UTC', false, now())
                    returning id)
                insert into api_key
                    (id, organisation_id, purpose, name, prefix, last_four, sha256, created_at)
                select gen_random_uuid(), id, 'MANAGEMENT', 'all', 'mk-000000', '0123', '%s', now()
                from stranger
                """
                        .formatted(System.nanoTime(), HexFormat.of().formatHex(hash)));
        return secret;
    }

    /// Whether an address is of something that belongs to a buyer or a provider.
    public static boolean isAt(String template) {
        return keys(template).stream().anyMatch(ROWS::containsKey);
    }

    /// The address with the rows' ids in the place of its parameters.
    public String filled(String template) throws SQLException {
        var path = template;
        for (var key : keys(template)) {
            var query = ROWS.containsKey(key) ? ROWS.get(key) : OTHERS.get(key);
            if (query == null) {
                throw new AssertionError(template + ": say in Foreign what " + key + " is");
            }
            var parameter = key.substring(key.indexOf('/') + 1);
            path = path.replaceFirst(Pattern.quote(parameter), one(query));
        }
        return path;
    }

    /// A model, which is everybody's.
    public String model() throws SQLException {
        return one("select id from model limit 1");
    }

    private static List<String> keys(String template) {
        var keys = new ArrayList<String>();
        var before = "";
        for (var part : template.split("/", -1)) {
            var owner = before;
            UnaryOperator<String> named = parameter -> owner + "/" + parameter;
            PARAMETER.matcher(part).results().map(MatchResult::group).map(named).forEach(keys::add);
            before = part;
        }
        return keys;
    }

    /// What the tables hold, and how many rows.
    public Map<String, String> digest() throws SQLException {
        var digest = new TreeMap<String, String>();
        for (var table : Held.TABLES) {
            digest.put(table, one(Held.digest(table)));
        }
        return digest;
    }

    /// A payout of the provider who signs in, made where there is none.
    public String ownPayout() throws SQLException, IOException, InterruptedException {
        payOut(OWN);
        return one("select id from payout" + of(OWN));
    }

    /// Has the buyer top up and call the provider, and the operator close the provider's window.
    private void pay() throws SQLException, IOException, InterruptedException {
        var buyer = RunningMarket.env("INTERTIE_BUYER_MANAGEMENT_KEY");
        var _ = Call.post("/api/wallets/EUR/top-ups", TOP_UP).made(buyer);
        payOut(PROVIDER);
    }

    private void payOut(String provider) throws SQLException, IOException, InterruptedException {
        if (!one("select count(*) from payout" + of(provider)).equals("0")) {
            return;
        }
        var body =
                """
                {"model": "sandbox/echo-1", "provider": {"only": ["%s"]},
                 "messages": [{"role": "user", "content": "Report [[sandbox:tokens=2000]]"}]}
                """
                        .formatted(provider);
        for (var call = 0; call < CALLS; call++) {
            var answer =
                    Call.post("/v1/chat/completions", body)
                            .made(RunningMarket.env("INTERTIE_API_KEY"));
            var id = REQUEST_ID.matcher(answer);
            if (!id.find()) {
                throw new AssertionError(answer);
            }
            var _ =
                    Call.get("/api/requests/" + id.group(1))
                            .made(RunningMarket.env("INTERTIE_BUYER_MANAGEMENT_KEY"));
        }
        var open = one("select id from settlement_window" + of(provider) + "and state = 'OPEN'");
        var _ =
                Call.post("/api/windows/" + open + "/close", "{}")
                        .made(RunningMarket.env("INTERTIE_ADMIN_MANAGEMENT_KEY"));
    }

    private String one(String query) throws SQLException {
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(query)) {
            if (!rows.next()) {
                throw new AssertionError("nothing there: " + query);
            }
            return String.valueOf(rows.getString(1));
        }
    }

    private void run(String command) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute(command);
        }
    }

    @Override
    public void close() throws SQLException {
        run(
                "update price_proposal set state = 'DISMISSED', decided_by = 'test',"
                        + " decided_at = now() where id in ("
                        + PROPOSAL
                        + ")");
        database.close();
    }
}
