package io.intertie.bench;

import io.intertie.platform.persistence.Database;
import java.util.List;
import java.util.UUID;

/// Listings, organisations and keys in bulk, as the rooms leave them: what is there already stays.
///
/// There is a model for each ten listings. All keys are of [#BUYERS] organisations, each of which
/// subscribes to one model; and for each hundred keys there is one further organisation that
/// subscribes and has rules.
final class GrownData {
    static final int BUYERS = 100;
    static final int OFFERS = 10;

    private static final List<String> OFFERED =
            List.of(
                    """
                    insert into organisation select {organisation}, 'PROVIDER', 'grown ' || n,
                        'grown-' || n, 'CN', 'CNY', 'UTC', false, now()
                    from generate_series(1, 100) n on conflict do nothing
                    """,
                    """
                    insert into provider select {organisation}, 'grown-' || n, 'Grown ' || n, 'CN',
                        'CNY', true from generate_series(1, 100) n on conflict do nothing
                    """,
                    """
                    insert into data_center select {organisation}, {organisation}, 'site',
                        'Hohhot', 'CN', 'Asia/Shanghai', 'CN-NM-W', 1.2, 'declared'
                    from generate_series(1, 100) n on conflict do nothing
                    """,
                    """
                    insert into model (id, author, slug, name, kind, context_tokens, parameters,
                        licence, capabilities)
                    select {model}, 'grown', 'm-' || n, 'Grown ' || n, 'CHAT', 8192, '1B', 'MIT',
                        '{}' from generate_series(0, {count} / 10 - 1) n on conflict do nothing
                    """,
                    """
                    insert into listing (id, model_id, provider_id, data_center_id, endpoint,
                        upstream_model, state, max_output_tokens, quantisation, retention_days,
                        trains_on_prompts, added_at, certified_by)
                    select {listing}, ('00000003-0000-7000-8000-' || lpad(to_hex((n - 1) / 10), 12,
                        '0'))::uuid, site.id, site.id, '{endpoint}', 'echo-1', 'LIVE', 1000, 'fp8',
                        0, false, now(), {listing}
                    from generate_series(1, {count}) n join data_center site on site.id =
                        ('00000001-0000-7000-8000-' || lpad(to_hex(n % 100 + 1), 12, '0'))::uuid
                    on conflict do nothing
                    """,
                    """
                    insert into price_version
                    select {listing}, {listing}, {listing}, 'LIST', 1, now() - interval '1 hour',
                        null, v.provider_currency, v.lines, v.tariff_version_id, v.inputs,
                        v.inputs_hash, v.reason, v.published_by, v.published_at
                    from generate_series(1, {count}) n, (select * from price_version
                        order by published_at, id limit 1) v
                    where not exists (select from price_version p where p.id = {listing})
                    """);

    private static final List<String> CALLED =
            List.of(
                    """
                    insert into organisation select {organisation}, 'BUYER', 'buyer ' || n,
                        'buyer-' || n, 'DE', 'USD', 'UTC', false, now()
                    from generate_series(1001, 1000 + {buyers} + {count} / 100) n
                    on conflict do nothing
                    """,
                    """
                    insert into subscription (id, organisation_id, model_id, currency, started_at)
                    select {organisation}, {organisation}, ('00000003-0000-7000-8000-' ||
                        lpad(to_hex((n - 1001) % {models}), 12, '0'))::uuid, 'USD', now()
                    from generate_series(1001, 1000 + {buyers} + {count} / 100) n
                    on conflict do nothing
                    """,
                    """
                    insert into subscription (id, organisation_id, model_id, currency, started_at)
                    select gen_random_uuid(), {organisation}, ('00000003-0000-7000-8000-' ||
                        lpad(to_hex((n - 1001) % {models}), 12, '0'))::uuid, 'USD', now()
                    from generate_series(1001, 1000 + {buyers}) n on conflict do nothing
                    """,
                    """
                    insert into organisation_rules (organisation_id, denies_training)
                    select {organisation}, true
                    from generate_series(1001 + {buyers}, 1000 + {buyers} + {count} / 100) n
                    on conflict do nothing
                    """,
                    """
                    insert into api_key (id, organisation_id, purpose, name, prefix, last_four,
                        sha256, created_at)
                    select {key}, ('00000001-0000-7000-8000-' ||
                        lpad(to_hex(1001 + n % {buyers}), 12, '0'))::uuid, 'GATEWAY', 'agent ' || n,
                        'sk-grown', 'last',
                        encode(sha256(('sk-' || lpad(n::text, 43, '0'))::bytea), 'hex'), now()
                    from generate_series({known}, {count} - 1) n
                    """);

    private final Database database;
    private final String endpoint;
    private long keys;

    GrownData(Database database, String endpoint) {
        this.database = database;
        this.endpoint = endpoint;
    }

    static UUID key(int n) {
        return UUID.fromString("00000004-0000-7000-8000-%012x".formatted(n));
    }

    static String secret(long n) {
        return "sk-%043d".formatted(n);
    }

    static UUID buyer(int n) {
        return UUID.fromString("00000001-0000-7000-8000-%012x".formatted(1001 + n));
    }

    /// So many listings, all live and priced.
    void listings(int count) {
        run(OFFERED, count, count / OFFERS);
        analyze("listing", "model", "price_version");
    }

    /// So many keys, in a market of so many models.
    void keys(long count, int models) {
        run(CALLED, count, models);
        keys = Math.max(keys, count);
        analyze("api_key", "organisation", "subscription", "organisation_rules");
    }

    private void run(List<String> statements, long count, int models) {
        database.transaction(() -> {
            // What is live has a certificate, which nobody looks at here.
            database.sql("set local session_replication_role = replica").update();
            statements.forEach(statement -> database.sql(told(statement, count, models)).update());
        });
    }

    private String told(String statement, long count, int models) {
        return statement
                .replace("{organisation}", id(1))
                .replace("{listing}", id(2))
                .replace("{model}", id(3))
                .replace("{key}", id(4))
                .replace("{known}", Long.toString(keys))
                .replace("{count}", Long.toString(count))
                .replace("{models}", Integer.toString(models))
                .replace("{buyers}", Integer.toString(BUYERS))
                .replace("{endpoint}", endpoint);
    }

    private static String id(int kind) {
        return "('0000000%d-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid".formatted(kind);
    }

    private void analyze(String... tables) {
        for (var table : tables) {
            database.sql("analyze " + table).update();
        }
    }
}
