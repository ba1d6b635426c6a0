package io.intertie.proof;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalTime;
import java.time.Month;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Verifies a proof of Intertie offline, and recomputes the charge that it is about.
///
/// One file that needs nothing but a JDK (17 or newer): `javac -d . Verify.java` and `java
/// io.intertie.proof.Verify proof.json`. docs/proof.md describes the file. It shares no code with
/// the market's own pricing and booking, so that an error of theirs is not repeated here.
public final class Verify {
    static final String FORMAT = "intertie-proof-1";
    private static final String CHECKSUM = ",\"sha256\":\"";

    private static final MathContext DIGITS = MathContext.DECIMAL128;
    private static final BigDecimal ONE = BigDecimal.ONE;
    private static final BigDecimal HOURS = BigDecimal.valueOf(730);
    private static final BigDecimal LEAST_SPREAD = new BigDecimal("0.0050");
    private static final BigDecimal TICK = BigDecimal.valueOf(100);
    private static final BigInteger PER_MICRO = BigInteger.valueOf(10_000_000_000L);
    private static final List<String> CLASSES = List.of("INPUT", "CACHED_INPUT", "OUTPUT");
    private static final Map<String, String> ENERGY =
            Map.of("INPUT", "input", "CACHED_INPUT", "cachedInput", "OUTPUT", "output");

    private Verify() {}

    /// One figure of a charge: as stored, and as it follows from the other rows.
    ///
    /// `side` says whose it is: `buyer`, `provider`, `both`, or `market`.
    public record Figure(
            String name, String side, String formula, String stored, String recomputed) {
        public boolean isEqual() {
            return stored.equals(recomputed);
        }

        /// As a bundle holds it.
        String line() {
            return String.join("\t", name, formula, stored, recomputed);
        }

        /// As a person reads it.
        String told() {
            return "%-18s recomputed %s %s stored %s%n%18s %s"
                    .formatted(name, recomputed, isEqual() ? "==" : "!=", stored, "", formula);
        }
    }

    /// What verifying came to; without faults the proof holds.
    public record Outcome(List<Figure> figures, List<String> faults, List<String> heads) {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            System.err.println("Say which proof: java io.intertie.proof.Verify proof.json");
            System.exit(2);
        }
        var outcome = check(Files.readString(Path.of(arguments[0])));
        outcome.figures().forEach(figure -> System.out.println(figure.told()));
        outcome.heads().forEach(head -> System.out.println("sealed in " + head));
        outcome.faults().forEach(fault -> System.out.println("FAULT " + fault));
        System.out.println(outcome.faults().isEmpty() ? "The proof holds." : "It does NOT hold.");
        System.exit(outcome.faults().isEmpty() ? 0 : 1);
    }

    /// Checks a bundle's seals and figures.
    public static Outcome check(String bundle) {
        var outcome = new Outcome(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        try {
            var root = Json.read(bundle);
            var blocks = blocks(root, outcome);
            var lines = new ArrayList<String>();
            for (var document : root.at("documents").items()) {
                document(document, blocks, outcome.faults());
                document.at("rows").items().forEach(row -> lines.add(row.text()));
            }
            outcome.figures().addAll(figures(lines));
            for (var figure : outcome.figures()) {
                if (!figure.isEqual()) {
                    outcome.faults()
                            .add(
                                    figure.name()
                                            + " is "
                                            + figure.stored()
                                            + ", not "
                                            + figure.recomputed());
                }
            }
            var written = root.at("figures").items().stream().map(Json::text).toList();
            if (!written.equals(outcome.figures().stream().map(Figure::line).toList())) {
                outcome.faults().add("the figures written in it are not those of its rows");
            }
            if (!root.at("format").text().equals(FORMAT)) {
                outcome.faults().add("the format is not " + FORMAT);
            }
        } catch (RuntimeException unreadable) {
            outcome.faults().add("the bundle cannot be read: " + unreadable.getMessage());
        }
        if (!bundle.equals(summed(bundle))) {
            outcome.faults().add("the bundle's bytes do not have the checksum at its end");
        }
        return outcome;
    }

    /// The text up to its checksum, with the right one.
    static String summed(String bundle) {
        var end = bundle.lastIndexOf(CHECKSUM);
        var body = end < 0 ? bundle : bundle.substring(0, end);
        return body + CHECKSUM + sha256(body) + "\"}\n";
    }

    private static Map<String, Map<String, String>> blocks(Json root, Outcome outcome) {
        var blocks = new HashMap<String, Map<String, String>>();
        for (var block : root.at("blocks").items()) {
            var header = block.at("header").text();
            var fields = row(header);
            var hash = sha256(header);
            if (!hash.equals(block.at("hash").text())) {
                outcome.faults().add("block " + fields.get("number") + " hashes to " + hash);
            }
            blocks.put(field(fields, "number"), fields);
            outcome.heads().add("block " + field(fields, "number") + " " + hash);
        }
        return blocks;
    }

    private static void document(
            Json document, Map<String, Map<String, String>> blocks, List<String> faults) {
        var name = document.at("kind").text() + " " + document.at("id").text();
        var hashes = new ArrayList<String>();
        document.at("rows").items().forEach(row -> hashes.add(rowHash(row.text())));
        var node = leaf(document.at("kind").text(), document.at("id").text(), hashes);
        for (var step : document.at("path").items()) {
            var other = step.text().substring(1);
            node = step.text().startsWith("L") ? node(other, node) : node(node, other);
        }
        var block = blocks.get(document.at("block").text());
        if (block == null || !node.equals(field(block, "root"))) {
            faults.add(name + " is not what block " + document.at("block").text() + " sealed");
        }
    }

    /// A row's hash; of a row that is withheld only the hash is there, after a `#`.
    static String rowHash(String row) {
        return row.startsWith("#") ? row.substring(1) : sha256(row);
    }

    /// A leaf of a block's tree: a document with the hashes of its rows.
    static String leaf(String kind, String id, List<String> hashes) {
        return sha256("leaf\t" + kind + "\t" + id + "\t" + String.join("\t", hashes));
    }

    /// A node of a block's tree. One without a neighbour moves up as it is.
    static String node(String left, String right) {
        return sha256("node\t" + left + "\t" + right);
    }

    static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// A row's columns; `table` is among them.
    static Map<String, String> row(String line) {
        var fields = new LinkedHashMap<String, String>();
        for (var part : line.split("\t", -1)) {
            var end = part.indexOf('=');
            fields.put(end < 0 ? "table" : part.substring(0, end), part.substring(end + 1));
        }
        return fields;
    }

    static String field(Map<String, String> row, String name) {
        var value = row.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name + " in " + row.get("table"));
        }
        return value;
    }

    /// Recomputes a charge from its rows, given as lines; those that are withheld are skipped.
    public static List<Figure> figures(List<String> lines) {
        var rows = new HashMap<String, List<Map<String, String>>>();
        for (var line : lines) {
            if (!line.startsWith("#")) {
                var row = row(line);
                rows.computeIfAbsent(field(row, "table"), table -> new ArrayList<>()).add(row);
            }
        }
        return rows.containsKey("usage_record") ? new Recomputed(rows).all() : List.of();
    }

    /// The steps of a charge, each from the rows that hold its inputs.
    private static final class Recomputed {
        private static final List<Json> NONE = List.of();
        private final Map<String, List<Map<String, String>>> rows;
        private final Map<String, String> usage;
        private final Json inputs;
        private final List<Figure> figures = new ArrayList<>();

        Recomputed(Map<String, List<Map<String, String>>> rows) {
            this.rows = rows;
            this.usage = first("usage_record");
            this.inputs = Json.read(field(first("price_version"), "inputs"));
        }

        List<Figure> all() {
            var price = first("price_version");
            var hash = sha256(field(price, "inputs"));
            add("inputs", "both", "sha256(inputs)", field(price, "inputs_hash"), hash);
            var table = Json.read(field(first("tariff_version"), "rules"));
            add("formula", "both", "version", inputs.at("formulaVersion").text(), formula(table));
            tariff();
            tokens();
            energy();
            if (rows.containsKey("carry_step")) {
                rows.get("carry_step").forEach(this::carry);
            }
            return figures;
        }

        private String formula(Json table) {
            if (inputs.has("lock")) {
                return "5";
            }
            var isPlain = !table.has("components") && !inputs.has("days");
            return switch (inputs.has("plan") ? inputs.at("plan").text() : "BANDED") {
                case "FLAT" -> "3";
                case "SPOT" -> "4";
                default -> isPlain ? "1" : "2";
            };
        }

        private List<Map<String, String>> all(String table) {
            return rows.getOrDefault(table, List.of());
        }

        private Map<String, String> first(String table) {
            return all(table).stream().findFirst().orElse(Map.of("table", "the bundle"));
        }

        private void add(String name, String side, String formula, Object stored, Object again) {
            figures.add(new Figure(name, side, formula, stored.toString(), again.toString()));
        }

        private BigDecimal input(String... path) {
            var node = inputs;
            for (var name : path) {
                node = node.at(name);
            }
            return new BigDecimal(node.text());
        }

        /// What a kWh costs in the band: the mean of ((price − levies) × (1 + loss) + levies +
        /// demand) × (1 + tax).
        private void tariff() {
            var tariff = first("tariff_version");
            var stored = field(tariff, "table_hash");
            add("tariff-table", "both", "hash", inputs.at("tariffTableHash").text(), stored);
            var table = Json.read(field(tariff, "rules"));
            var loss = ONE.add(new BigDecimal(field(tariff, "loss_fraction")));
            var tax = ONE.add(parts(table, "FRACTION", "TAX", ONE));
            var hours = HOURS.multiply(new BigDecimal(field(tariff, "load_factor")));
            var perKw = new BigDecimal(field(tariff, "demand_per_kw_month"));
            var capacity = parts(table, "PER_KW_MONTH", "CAPACITY", ONE);
            var demand = perKw.add(capacity).divide(hours, DIGITS);
            if (inputs.has("hour")) {
                spot(loss, demand, tax);
                return;
            }
            var weights = inputs.has("weights") ? inputs.at("weights").items() : NONE;
            var sum = BigDecimal.ZERO;
            var quarters = 0L;
            for (var rule : table.at("rules").items()) {
                var isFlat = !weights.isEmpty();
                if (isFlat || rule.at("band").text().equals(field(usage, "band"))) {
                    var counted = quarters(rule, weights);
                    var times = rule.has("multiplier") ? rule.at("multiplier").text() : "1";
                    var levies = parts(table, "PER_KWH", "LEVY TAX", new BigDecimal(times));
                    var energy = new BigDecimal(rule.at("pricePerKwh").text()).subtract(levies);
                    var before = energy.multiply(loss).add(levies).add(demand, DIGITS);
                    var perKwh = before.multiply(tax, DIGITS);
                    sum = sum.add(perKwh.multiply(BigDecimal.valueOf(counted)));
                    quarters += counted;
                }
            }
            var formula = "Σ (E × %s + %s) × h ÷ %s h".formatted(loss, plain(demand), quarters / 4);
            var again = sum.divide(BigDecimal.valueOf(quarters), DIGITS);
            add("per-kwh", "both", formula, plain(perKwh()), plain(again));
        }

        /// What a kWh costs in an hour of a day-ahead price, between floor and ceiling.
        private void spot(BigDecimal loss, BigDecimal demand, BigDecimal tax) {
            var dayAhead = input("hour", "dayAheadPerKwh");
            var parts = input("hour", "partsPerKwh");
            var levies = input("hour", "leviesPerKwh");
            var before = dayAhead.add(parts).multiply(loss).add(levies).add(demand, DIGITS);
            var least = input("spot", "floorPerKwh");
            var most = input("spot", "ceilingPerKwh");
            var again = before.multiply(tax, DIGITS).max(least).min(most);
            var formula = "%s within %s and %s".formatted(plain(dayAhead), least, most);
            add("per-kwh", "both", formula, plain(perKwh()), plain(again));
        }

        /// The sum of a tariff's components of some kinds; a band moves those that float.
        private static BigDecimal parts(Json table, String unit, String kinds, BigDecimal times) {
            var sum = BigDecimal.ZERO;
            for (var one : table.has("components") ? table.at("components").items() : NONE) {
                var isOne = List.of(kinds.split(" ")).contains(one.at("kind").text());
                if (isOne && one.at("unit").text().equals(unit)) {
                    var moved = one.at("floats").text().equals("true") ? times : ONE;
                    sum = sum.add(new BigDecimal(one.at("amount").text()).multiply(moved));
                }
            }
            return sum;
        }

        /// A rule's quarter hours in a year of 365 days; where days differ, in the inputs' days;
        /// each as often as its hour weighs, where hours have weights.
        private long quarters(Json rule, List<Json> weights) {
            var from = LocalTime.parse(rule.at("from").text()).toSecondOfDay() / 900;
            var until = LocalTime.parse(rule.at("until").text()).toSecondOfDay() / 900;
            var on = rule.has("days") ? rule.at("days").items() : NONE;
            var days = 0L;
            for (var month : rule.at("months").items()) {
                if (!inputs.has("days")) {
                    days += Month.of(Integer.parseInt(month.text())).length(false);
                    continue;
                }
                for (var day : inputs.at("days").at(month.text()).fields().entrySet()) {
                    var isOn = on.isEmpty() || on.contains(Json.of(day.getKey()));
                    days += isOn ? Long.parseLong(day.getValue().text()) : 0;
                }
            }
            long ofDay = 0;
            for (int i = 0; i <= Math.floorMod(until - from - 1, 96); i++) {
                var hour = (from + i) % 96 / 4;
                ofDay += weights.isEmpty() ? 1 : Long.parseLong(weights.get(hour).text());
            }
            return days * ofDay;
        }

        private BigDecimal perKwh() {
            return input("tariffPerKwh", field(usage, "band"));
        }

        private void tokens() {
            var sold = field(usage, "buyer_currency");
            var bought = field(usage, "provider_currency");
            var quote = rows.containsKey("fx_quote") ? first("fx_quote") : Map.<String, String>of();
            var mid = sold.equals(bought) ? ONE : new BigDecimal(field(quote, "mid"));
            var spread = BigDecimal.ZERO;
            if (!sold.equals(bought)) {
                var buffer = Long.parseLong(quote.getOrDefault("buffer_bps", "0"));
                spread = BigDecimal.valueOf(number(quote, "spread_bps") + buffer, 4);
                spread = spread.max(LEAST_SPREAD);
                if (inputs.has("lock")) {
                    spread = input("lock", "spreads", sold);
                }
                var named = inputs.at("quotes").at(sold).text();
                add("quote", "both", "1 " + bought + " = " + plain(mid), named, field(quote, "id"));
            }
            var lines = Json.read(field(first("price_version"), "lines")).items();
            var buyer = new ArrayList<String>();
            var provider = new ArrayList<String>();
            long buyerPico = 0;
            long providerPico = 0;
            for (var tokens : CLASSES) {
                long count = count(tokens);
                if (count == 0) {
                    continue;
                }
                var line = line(lines, tokens, sold);
                var name = line.at("tokens").text();
                price(name, line, mid, spread);
                buyerPico = plus(buyerPico, count, line.at("buyer").text(), buyer);
                providerPico = plus(providerPico, count, line.at("provider").text(), provider);
            }
            var charged = String.join(" + ", buyer);
            var owed = String.join(" + ", provider);
            add("charge", "buyer", charged, field(usage, "buyer_pico"), buyerPico);
            add("owed", "provider", owed, field(usage, "provider_pico"), providerPico);
        }

        private long count(String tokens) {
            return number(usage, tokens.toLowerCase(Locale.ROOT) + "_tokens");
        }

        private static long plus(long pico, long count, String micro, List<String> parts) {
            parts.add(count + " × " + micro);
            return Math.addExact(pico, Math.multiplyExact(count, Long.parseLong(micro)));
        }

        /// A version without a price for cached input sells it as input.
        private Json line(List<Json> lines, String tokens, String currency) {
            for (var line : lines) {
                if (line.at("tokens").text().equals(tokens)
                        && line.at("band").text().equals(field(usage, "band"))
                        && line.at("currency").text().equals(currency)) {
                    return line;
                }
            }
            if (tokens.equals("CACHED_INPUT")) {
                return line(lines, "INPUT", currency);
            }
            throw new IllegalArgumentException("no price of " + tokens);
        }

        private boolean isIndexed() {
            return inputs.has("lock") && inputs.at("lock").has("mids");
        }

        /// A kWh's price in the band; with an index, at signing (the mean of all for a new band).
        private BigDecimal signedPerKwh() {
            if (!isIndexed()) {
                return perKwh();
            }
            var bands = inputs.at("lock").at("tariffPerKwh");
            if (bands.has(field(usage, "band"))) {
                return input("lock", "tariffPerKwh", field(usage, "band"));
            }
            var sum = BigDecimal.ZERO;
            for (var one : bands.fields().values()) {
                sum = sum.add(new BigDecimal(one.text()));
            }
            return sum.divide(BigDecimal.valueOf(bands.fields().size()), DIGITS);
        }

        /// (1 − s) + s × T / T0 within bounds, s = C / (C + B).
        private BigDecimal factor(BigDecimal cost, BigDecimal whole, BigDecimal signed) {
            if (!isIndexed()) {
                return ONE;
            }
            var share = whole.signum() == 0 ? BigDecimal.ZERO : cost.divide(whole, DIGITS);
            var ratio = signed.signum() == 0 ? ONE : perKwh().divide(signed, DIGITS);
            return ONE.subtract(share).add(share.multiply(within(ratio), DIGITS));
        }

        private BigDecimal within(BigDecimal ratio) {
            var least = ONE.subtract(input("lock", "mostFall"));
            return ratio.max(least).min(ONE.add(input("lock", "mostRise")));
        }

        private static String times(BigDecimal factor) {
            return factor.compareTo(ONE) == 0 ? "" : " × " + plain(factor);
        }

        /// N = (C + B) × (1 + μ), and P = N × mid × (1 + σ) ÷ (1 − φ − κ) up to the tick.
        private void price(String tokens, Json line, BigDecimal mid, BigDecimal spread) {
            var energy = input("energy", field(ENERGY, tokens));
            var pue = input("pue");
            var base = input("terms", "base", tokens);
            var margin = ONE.add(input("terms", "margin"));
            var perKwh = signedPerKwh();
            var cost = energy.multiply(pue).multiply(perKwh, DIGITS);
            var signed = cost.add(base).multiply(margin, DIGITS);
            var factor = factor(cost, cost.add(base), perKwh);
            var net = signed.multiply(factor, DIGITS);
            var micro = net.movePointRight(6).setScale(0, RoundingMode.HALF_EVEN);
            add(
                    "net." + tokens,
                    "both",
                    "(%s × %s × %s + %s) × %s%s"
                            .formatted(energy, pue, plain(perKwh), base, margin, times(factor)),
                    line.at("provider").text(),
                    micro.toPlainString());
            var fees = input("terms", "platformFee").add(input("terms", "paymentCost"));
            var then = isIndexed() ? input("lock", "mids", line.at("currency").text()) : mid;
            var moved = isIndexed() ? within(mid.divide(then, DIGITS)) : ONE;
            var list =
                    signed.multiply(then, DIGITS)
                            .multiply(ONE.add(spread), DIGITS)
                            .divide(ONE.subtract(fees), DIGITS)
                            .multiply(factor, DIGITS)
                            .multiply(moved, DIGITS);
            var ticks = list.movePointRight(6).divide(TICK, 0, RoundingMode.CEILING);
            add(
                    "list." + tokens,
                    "buyer",
                    "%s × %s × %s ÷ %s%s"
                            .formatted(
                                    plain(net),
                                    plain(then),
                                    plain(ONE.add(spread)),
                                    plain(ONE.subtract(fees)),
                                    times(moved)),
                    line.at("buyer").text(),
                    ticks.multiply(TICK).toPlainString());
        }

        private void energy() {
            var sum = BigDecimal.ZERO;
            var parts = new ArrayList<String>();
            for (var tokens : CLASSES) {
                var count = count(tokens);
                var each = input("energy", field(ENERGY, tokens));
                sum = sum.add(BigDecimal.valueOf(count).multiply(each));
                parts.add(count + " × " + each);
            }
            var pue = input("pue");
            var wattHours = sum.multiply(pue).movePointLeft(3).setScale(12, RoundingMode.HALF_EVEN);
            add(
                    "energy",
                    "both",
                    "(" + String.join(" + ", parts) + ") × " + pue + " ÷ 1000",
                    field(usage, "energy_watt_hours"),
                    wattHours.toPlainString());
        }

        /// Requests of a node are charged together: what they cost is one step of the carries.
        private long together(String pico) {
            var sum = 0L;
            for (var one : all("usage_record")) {
                if (!field(one, "capture_id").equals(field(usage, "capture_id"))) {
                    throw new IllegalArgumentException("usage of another capture");
                }
                sum = Math.addExact(sum, number(one, pico));
            }
            return sum;
        }

        private void carry(Map<String, String> step) {
            if (!step.containsKey("buyer_before")) {
                leg("provider", step, together("provider_pico"));
                var owed = moved(field(usage, "provider_currency"), "2020");
                add("accrued", "provider", "Σ 2020", number(step, "provider_micro"), owed);
                return;
            }
            var currency = field(usage, "buyer_currency");
            together();
            leg("buyer", step, together("buyer_pico"));
            var due = number(step, "buyer_micro");
            if (step.containsKey("vat_bps")) {
                fine("vat", "buyer", step, number(step, "vat_bps"));
                due = Math.addExact(due, number(step, "vat_micro"));
            }
            var paid = Math.negateExact(moved(currency, "2010", "2011", "5060"));
            add("posted", "buyer", "−Σ 2010, 2011, 5060", due, paid);
            var fee = input("terms", "platformFee").movePointRight(4);
            add("fee-rate", "market", "φ × 10000", field(step, "fee_bps"), plain(fee));
            if (!currency.equals(field(usage, "provider_currency"))) {
                fine("share", "market", step, 10_000 - number(step, "fee_bps"));
            }
            var kept = number(step, "buyer_micro") - number(step, "share_micro");
            add(
                    "fee",
                    "market",
                    "Σ 4010, 4000, 5000",
                    kept,
                    moved(currency, "4010", "4000", "5000"));
        }

        private void together() {
            if (rows.containsKey("journal")) {
                var basis = Json.read(field(first("journal"), "basis")).fields();
                var stored = basis.containsKey("requests") ? basis.get("requests").text() : "1";
                var all = all("usage_record").size();
                add("requests", "both", "charged together", stored, all);
            }
        }

        /// A leg in pico: what the carry and the charge come to in whole micro, and what is left.
        private void leg(String name, Map<String, String> step, long pico) {
            var before = number(step, name + "_before");
            var total = Math.addExact(before, pico);
            var formula = before + " + " + pico + " = 1000000 × m + c";
            add(name + ".micro", name, formula, number(step, name + "_micro"), total / 1_000_000);
            add(name + ".after", name, formula, number(step, name + "_after"), total % 1_000_000);
        }

        /// A part of the charge in basis points: its carry has four more decimals.
        private void fine(String name, String side, Map<String, String> step, long bps) {
            var part = BigInteger.valueOf(together("buyer_pico")).multiply(BigInteger.valueOf(bps));
            var before = field(step, name + "_before");
            var parts = part.add(new BigInteger(before)).divideAndRemainder(PER_MICRO);
            var formula = before + " + " + part + " = 10000000000 × m + c";
            add(name + ".micro", side, formula, field(step, name + "_micro"), parts[0]);
            add(name + ".after", side, formula, field(step, name + "_after"), parts[1]);
        }

        private long moved(String currency, String... codes) {
            var sum = 0L;
            for (var line : all("journal_line")) {
                if (field(line, "currency").equals(currency)
                        && List.of(codes).contains(field(line, "code"))) {
                    sum = Math.addExact(sum, number(line, "micro"));
                }
            }
            return sum;
        }

        private static long number(Map<String, String> row, String name) {
            return Long.parseLong(field(row, name));
        }

        private static String plain(BigDecimal number) {
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        }
    }

    /// As much of JSON as these texts need: objects, arrays, and all else as text.
    record Json(String text, List<Json> items, Map<String, Json> fields) {
        static Json read(String text) {
            var at = new int[1];
            var value = value(text, at, 0);
            space(text, at);
            if (at[0] != text.length()) {
                throw new IllegalArgumentException("more at " + at[0]);
            }
            return value;
        }

        Json at(String name) {
            var found = fields.get(name);
            if (found == null) {
                throw new IllegalArgumentException("no " + name);
            }
            return found;
        }

        static Json of(String text) {
            return new Json(text, List.of(), Map.of());
        }

        boolean has(String name) {
            return fields.containsKey(name);
        }

        private static Json value(String text, int[] at, int depth) {
            space(text, at);
            var c = text.charAt(at[0]);
            if (depth > 32) {
                throw new IllegalArgumentException("too deep at " + at[0]);
            }
            if (c == '"') {
                return of(string(text, at));
            }
            if (c == '{' || c == '[') {
                return many(text, at, depth);
            }
            var begin = at[0];
            while (at[0] < text.length() && ",]}\n ".indexOf(text.charAt(at[0])) < 0) {
                at[0]++;
            }
            return of(text.substring(begin, at[0]));
        }

        private static Json many(String text, int[] at, int depth) {
            var isObject = text.charAt(at[0]) == '{';
            var items = new ArrayList<Json>();
            var fields = new LinkedHashMap<String, Json>();
            at[0]++;
            for (space(text, at); "]}".indexOf(text.charAt(at[0])) < 0; space(text, at)) {
                if (isObject) {
                    var name = string(text, at);
                    space(text, at);
                    expect(text, at, ':');
                    if (fields.put(name, value(text, at, depth + 1)) != null) {
                        throw new IllegalArgumentException("two of " + name);
                    }
                } else {
                    items.add(value(text, at, depth + 1));
                }
                space(text, at);
                if (text.charAt(at[0]) == ',') {
                    at[0]++;
                }
            }
            expect(text, at, isObject ? '}' : ']');
            return new Json("", items, fields);
        }

        private static String string(String text, int[] at) {
            expect(text, at, '"');
            var read = new StringBuilder();
            for (var c = text.charAt(at[0]++); c != '"'; c = text.charAt(at[0]++)) {
                if (c != '\\') {
                    read.append(c);
                    continue;
                }
                var escaped = text.charAt(at[0]++);
                if (escaped == 'u') {
                    read.append((char) Integer.parseInt(text.substring(at[0], at[0] + 4), 16));
                    at[0] += 4;
                } else {
                    var place = "btnfr".indexOf(escaped);
                    read.append(place < 0 ? escaped : "\b\t\n\f\r".charAt(place));
                }
            }
            return read.toString();
        }

        private static void expect(String text, int[] at, char wanted) {
            if (text.charAt(at[0]) != wanted) {
                throw new IllegalArgumentException("no " + wanted + " at " + at[0]);
            }
            at[0]++;
        }

        private static void space(String text, int[] at) {
            while (at[0] < text.length() && Character.isWhitespace(text.charAt(at[0]))) {
                at[0]++;
            }
        }
    }
}
