package io.intertie.contract;

import java.util.List;

/// What the market holds of those whose rows others ask for.
final class Held {
    /// Where something of theirs would be changed; what the market itself changes meanwhile, such
    /// as when a key was last used, is left out.
    static final List<String> TABLES =
            List.of(
                    "organisation",
                    "organisation_limit",
                    "organisation_rules",
                    "request_log",
                    "api_key",
                    "subscription",
                    "price_lock",
                    "card_payment",
                    "data_center",
                    "model",
                    "listing",
                    "listing_rules",
                    "listing_suspension",
                    "certification_run",
                    "tariff_version",
                    "tariff_evidence",
                    "price_proposal",
                    "price_version",
                    "energy_reading",
                    "feed_document",
                    "feed_table_draft",
                    "bank_account",
                    "payout");

    private Held() {}

    /// Asks for what a table holds, in a few characters.
    static String digest(String table) {
        return """
        select count(*) || ' ' || md5(string_agg(line, '' order by line))
        from (select (to_jsonb(t) - 'last_used_at')::text as line from %s t) as lines
        """
                .formatted(table);
    }
}
