package io.intertie.proof;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What is sealed: documents of one row or several, each row written out as one line of text.
///
/// The text is made by the query itself, not by a view or function that lies in the database and
/// could be changed there. A row is `table` and then `column=value` for each column that is not
/// NULL, parted by tabs; times are microseconds since 1970, free text is a JSON string. Columns
/// that change after the writing (a price version's end) are left out.
enum Kind {
    JOURNAL(
            1,
            "journal",
            "id",
            head("journal", "id entry_no kind external_ref$ payload_hash booked_at@ basis"),
            rows(
                    "journal_line",
                    "l.book_id = d.book_id and l.journal_id = d.id",
                    "l.line_no",
                    "journal_id line_no entry_no code owner$ currency micro"),
            rows(
                    "reversal",
                    "l.book_id = d.book_id and l.journal_id = d.id",
                    "100000 + l.part",
                    "reverses_id part journal_id")),
    USAGE(
            2,
            "usage_record",
            "request_id",
            head(
                    "usage_record",
                    "request_id buyer_id api_key_id listing_id model_id provider_id"
                            + " price_version_id band quote_id buyer_currency provider_currency"
                            + " input_tokens cached_input_tokens output_tokens reasoning_tokens"
                            + " estimated streamed state finish_reason$ energy_watt_hours"
                            + " first_token_millis duration_millis admitted_at@ served_at@"
                            + " buyer_pico provider_pico capture_id counted_by")),
    /// Two rows of one table row: each side may see its own.
    CARRY(
            3,
            "carry_step",
            "capture_id",
            head(
                    "carry_step",
                    "capture_id organisation_id currency fee_bps buyer_before buyer_micro"
                            + " buyer_after share_before share_micro share_after"
                            + " vat_jurisdiction vat_bps vat_before vat_micro vat_after"),
            new Part(
                    "carry_step",
                    "carry_step d",
                    "1",
                    "d",
                    "capture_id provider_id provider_currency provider_before provider_micro"
                            + " provider_after")),
    TARIFF(
            4,
            "tariff_version",
            "id",
            head(
                    "tariff_version",
                    "id data_center_id number currency rules demand_per_kw_month load_factor"
                            + " loss_fraction source$ quality$ table_hash drafted_by$"
                            + " drafted_at@")),
    PRICE(
            5,
            "price_version",
            "id",
            head(
                    "price_version",
                    "id listing_id series_id kind number effective_from@ provider_currency lines"
                            + " tariff_version_id inputs inputs_hash reason$ published_by$"
                            + " published_at@")),
    QUOTE(
            6,
            "fx_quote",
            "id",
            head(
                    "fx_quote",
                    "id base quote mid spread_bps buffer_bps rate valid_from@ valid_to@"
                            + " source$ quality$ as_of base_rate_id quote_rate_id")),
    STATEMENT(
            7,
            "statement",
            "window_id",
            head("statement", "window_id gross_micro carried_micro body sha256 written_at@"),
            rows(
                    "settled_usage",
                    "l.window_id = d.window_id",
                    "1 + row_number() over (partition by l.window_id order by l.model_id)",
                    "window_id model_id requests input_tokens output_tokens pico"),
            rows(
                    "settled_collection",
                    "l.window_id = d.window_id",
                    "1000000 + row_number() over (partition by l.window_id order by l.currency)",
                    "window_id currency captures paid_micro overrun_micro fee_micro"
                            + " for_providers_micro")),
    ARCHIVE(
            8,
            "archive",
            "id",
            head("archive", "id month first_id end_id entries lines root brought archived_at@")),
    BROUGHT(
            9,
            "brought_entry",
            "id",
            head(
                    "brought_entry",
                    "id archive_id kind$ reverses_kind$ booked_on organisation_id currency"
                            + " provider_id provider_currency entries"),
            rows(
                    "brought_line",
                    "l.entry_id = d.id",
                    "l.line_no",
                    "entry_id line_no code owner$ currency micro"));

    /// A select of rows of one table; `d` is the document, `alias` the row.
    private record Part(String table, String from, String place, String alias, String columns) {}

    private final int number;
    private final String table;
    private final String id;

    // A copy that nobody can change.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Part> parts;

    Kind(int number, String table, String id, Part... parts) {
        this.number = number;
        this.table = table;
        this.id = id;
        this.parts = List.of(parts);
    }

    private static Part head(String table, String columns) {
        return new Part(table, table + " d", "0", "d", columns);
    }

    private static Part rows(String table, String joined, String place, String columns) {
        return new Part(
                table, "{document} d join " + table + " l on " + joined, place, "l", columns);
    }

    static Kind of(int number) {
        return Arrays.stream(values())
                .filter(kind -> kind.number == number)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no kind " + number));
    }

    /// What `seal_leaf.kind` says.
    int number() {
        return number;
    }

    /// The table that a document's head stands in.
    String table() {
        return table;
    }

    /// The name in a proof: `usage`.
    String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// A query for `id, written_in, place, line` of the rows of documents that transactions of a
    /// range wrote, after an id; its parameters are those of [#forEachPart].
    String writtenBetween() {
        return query("d.written_in >= ? and d.written_in < ? and d." + id + " > ?");
    }

    /// The same of one document.
    String withId() {
        return query(
                (isOfBook() ? "d.book_id = " + Blocks.BOOK + " and " : "") + "d." + id + " = ?");
    }

    /// The same of usage that one capture charged, whose name is the parameter.
    String withCapture() {
        return query("d.book_id = " + Blocks.BOOK + " and d.capture_id = ?");
    }

    /// Prices, rates and statements are not kept by book.
    private boolean isOfBook() {
        return number <= CARRY.number;
    }

    /// Parameters once for each part of a query.
    Object[] forEachPart(Object... parameters) {
        return Collections.nCopies(parts.size(), List.of(parameters)).stream()
                .flatMap(List::stream)
                .toArray();
    }

    /// The same of the documents `d` that a condition holds for.
    String query(String condition) {
        return parts.stream()
                .map(part ->
                        "select d.%s as id, d.written_in, %s as place, %s as line from %s where %s"
                                .formatted(
                                        id,
                                        part.place(),
                                        line(part),
                                        part.from().replace("{document}", table),
                                        condition))
                .collect(Collectors.joining(" union all "));
    }

    private static String line(Part part) {
        return Arrays.stream(part.columns().split(" "))
                .map(column -> field(part.alias(), column))
                .collect(
                        Collectors.joining(
                                ", ", "concat_ws(E'\\t', '" + part.table() + "', ", ")"));
    }

    private static String field(String alias, String column) {
        var name = column.replaceAll("[@$]$", "");
        var value = alias + "." + name;
        var text =
                switch (column.charAt(column.length() - 1)) {
                    case '@' -> "cast(extract(epoch from " + value + ") * 1000000 as bigint)";
                    case '$' -> "to_json(" + value + ")";
                    default -> "cast(" + value + " as text)";
                };
        return "'" + name + "=' || " + text;
    }
}
