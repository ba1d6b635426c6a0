package io.intertie.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProofsTest {
    private static final Database DATABASE = TestDatabase.fresh();
    private static final Trade TRADE = new Trade(DATABASE, 11, 3);
    private static final Blocks BLOCKS = new Blocks(DATABASE);
    private static final DocumentStore DOCUMENTS = new DocumentStore(DATABASE);
    private static final Proofs PROOFS =
            new Proofs(
                    new Dossier(DATABASE, DOCUMENTS),
                    DOCUMENTS,
                    BLOCKS,
                    new Sealing(DATABASE, BLOCKS, TRADE.clock));
    private static final Path VERIFY = Path.of("src/main/java/io/intertie/proof/Verify.java");
    private static final Viewer MARKET = new Viewer(new UUID(0, 0), true);
    private static final Viewer STRANGER = new Viewer(UUID.randomUUID(), false);

    private static UUID request = new UUID(0, 0);

    @BeforeAll
    static void aRequestAmongOthers() {
        for (int i = 0; i < 30; i++) {
            var one = TRADE.request();
            var isAcrossCurrencies =
                    DATABASE.sql(
                                    "select request_id from usage_record where request_id = ?"
                                            + " and quote_id is not null and output_tokens > 9",
                                    one)
                            .first(row -> row.id("request_id"))
                            .isPresent();
            if (isAcrossCurrencies && DOCUMENTS.booked(one).isPresent()) {
                request = one;
            }
        }
    }

    private static String bundle(UUID id, Viewer viewer) {
        return assertInstanceOf(Proofs.Outcome.Proven.class, PROOFS.of(id, viewer)).bundle();
    }

    private static UUID providerId() {
        return DATABASE.sql("select provider_id from usage_record where request_id = ?", request)
                .one(row -> row.id("provider_id"));
    }

    @Test
    void aProofHoldsForTheMarketAndForEitherSide() {
        for (var viewer :
                List.of(MARKET, new Viewer(Trade.BUYER, false), new Viewer(providerId(), false))) {
            var outcome = Verify.check(bundle(request, viewer));
            assertEquals(List.of(), outcome.faults());
            assertTrue(outcome.figures().size() > 10, outcome.figures()::toString);
            assertFalse(outcome.heads().isEmpty());
        }
    }

    @Test
    void aBookingIsProvedByItsOwnIdToo() {
        var journal = DOCUMENTS.booked(request).orElseThrow().id();
        assertEquals(bundle(request, MARKET), bundle(journal, MARKET));
        var topUp =
                DATABASE.sql("select id from journal where kind = 'TOPUP' limit 1")
                        .one(row -> row.id("id"));
        assertEquals(
                List.of(), Verify.check(bundle(topUp, new Viewer(Trade.BUYER, false))).faults());
        assertInstanceOf(Proofs.Outcome.Absent.class, PROOFS.of(topUp, STRANGER));
    }

    @Test
    void whoHasNoPartInARequestGetsNoProofOfIt() {
        assertInstanceOf(Proofs.Outcome.Absent.class, PROOFS.of(request, STRANGER));
        assertInstanceOf(Proofs.Outcome.Absent.class, PROOFS.of(UUID.randomUUID(), MARKET));
        assertTrue(Explaining.on(DATABASE).explain(request, STRANGER).isEmpty());
    }

    @Test
    void eachSideSeesItsOwnCarryOnly() {
        var buyers = bundle(request, new Viewer(Trade.BUYER, false));
        assertTrue(buyers.contains("buyer_before="));
        assertFalse(buyers.contains("provider_before="));
        var providers = bundle(request, new Viewer(providerId(), false));
        assertFalse(providers.contains("buyer_before="));
        assertTrue(providers.contains("provider_before="));
    }

    @Test
    void anExplanationShowsEachSideItsOwn() {
        var explaining = Explaining.on(DATABASE);
        var buyers = sides(explaining, new Viewer(Trade.BUYER, false));
        assertEquals(List.of("both", "buyer"), buyers);
        assertEquals(
                List.of("both", "provider"), sides(explaining, new Viewer(providerId(), false)));
        assertEquals(List.of("both", "buyer", "market", "provider"), sides(explaining, MARKET));
    }

    private static List<String> sides(Explaining explaining, Viewer viewer) {
        var explanation = explaining.explain(request, viewer).orElseThrow();
        assertTrue(explanation.isEqual());
        return explanation.figures().stream().map(Verify.Figure::side).distinct().sorted().toList();
    }

    @Test
    void aBundleWithAnyChangedByteFails() {
        var bundle = bundle(request, MARKET);
        for (int at = 0; at < bundle.length(); at += 17) {
            var other = bundle.charAt(at) == '7' ? '8' : '7';
            var changed = bundle.substring(0, at) + other + bundle.substring(at + 1);
            var place = at;
            assertFalse(Verify.check(changed).faults().isEmpty(), () -> "byte " + place);
        }
    }

    /// Whoever changes a row can make a new checksum, but not a new seal.
    @Test
    void aChangedRowFailsForItsSealWhateverTheChecksumSays() {
        var bundle = bundle(request, MARKET);
        var random = new Random(3);
        var from = bundle.indexOf("\"documents\"");
        for (int i = 0; i < 200; i++) {
            var at = from + random.nextInt(bundle.indexOf("\"blocks\"") - from);
            if (Character.isDigit(bundle.charAt(at))) {
                var other = bundle.charAt(at) == '7' ? '8' : '7';
                var changed =
                        Verify.summed(bundle.substring(0, at) + other + bundle.substring(at + 1));
                var faults = Verify.check(changed).faults();
                assertFalse(faults.isEmpty(), () -> "byte " + at);
                assertFalse(faults.toString().contains("checksum"), faults::toString);
            }
        }
    }

    @Test
    void whatIsNotSealedYetIsNotProved() throws Exception {
        var id =
                DATABASE.transaction(() -> {
                    TRADE.ledger.topUp(Trade.BUYER, "1", "USD");
                    var written =
                            DATABASE.sql("select id from journal order by entry_no desc limit 1")
                                    .one(row -> row.id("id"));
                    assertInstanceOf(
                            Proofs.Outcome.NotSealed.class,
                            PROOFS.of(written, MARKET),
                            "within its own transaction");
                    return written;
                });
        assertEquals(List.of(), Verify.check(bundle(id, MARKET)).faults());
    }

    /// With nothing but a JDK, and an old one.
    @Test
    void theOneClassVerifiesABundleOnItsOwn(@TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("proof.json"), bundle(request, MARKET));
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            var units = files.getJavaFileObjects(VERIFY);
            var options = List.of("--release", "17", "-cp", "", "-d", folder.toString());
            assertTrue(compiler.getTask(null, files, null, options, null, units).call());
        }
        assertEquals(0, verified(folder, file).waitFor());
        var changed = Files.readString(file).replaceFirst("input_tokens=\\d", "input_tokens=x");
        Files.writeString(file, changed);
        var process = verified(folder, file);
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(1, process.waitFor());
        assertTrue(said.contains("usage " + request + " is not what block"), said);
    }

    private static Process verified(Path folder, Path file) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java, "-cp", folder.toString(), "io.intertie.proof.Verify", file.toString())
                .redirectErrorStream(true)
                .start();
    }
}
