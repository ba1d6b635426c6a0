package io.intertie.tariff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.intertie.identity.Actor;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class EvidenceTest {
    private final World world = new World();

    @Test
    void aDraftKeepsTheDocumentThatItWasReadFromWithItsHash() {
        var draft = world.tariffs.draft(world.draft(Golden.table(), world.now()), world.drafter);
        assertEquals(Optional.empty(), draft.evidence());
        var document = "代理购电价格".getBytes(UTF_8);
        var kept = world.tariffs.attach(draft.id(), "2026-10.pdf", document, world.drafter);
        assertEquals(
                Optional.of(new TariffVersion.Evidence("2026-10.pdf", Canonical.sha256(document))),
                kept.evidence());
        assertArrayEquals(document, world.tariffs.document(draft.id()).orElseThrow());
        assertEquals("ada tariff.evidence", world.acts.getLast());

        refusedAs(ProblemType.CONFLICT, () -> attach(draft.id(), document));
        var verified = world.tariffs.verify(draft.id(), world.verifier);
        assertEquals(kept.evidence(), verified.evidence());
    }

    @Test
    void aDocumentComesBeforeTheSecondPersonAndHasABoundedSize() {
        var verified = world.tariff(Golden.table());
        refusedAs(ProblemType.CONFLICT, () -> attach(verified.id(), new byte[1]));
        var draft = world.tariffs.draft(world.draft(Golden.table(), world.now()), world.drafter);
        refusedAs(ProblemType.UNPROCESSABLE, () -> attach(draft.id(), new byte[0]));
        refusedAs(ProblemType.UNPROCESSABLE, () -> attach(draft.id(), new byte[5_000_001]));
        var stranger = new Actor("eve", UUID.randomUUID(), Set.of(), "-");
        refusedAs(
                ProblemType.FORBIDDEN,
                () -> world.tariffs.attach(draft.id(), "a", new byte[1], stranger));
        assertEquals(5_000_000, attach(draft.id(), new byte[5_000_000]).length);
    }

    private byte[] attach(UUID id, byte[] document) {
        var _ = world.tariffs.attach(id, "table.csv", document, world.drafter);
        return world.tariffs.document(id).orElseThrow();
    }

    private static void refusedAs(ProblemType type, Executable act) {
        assertEquals(type, assertThrows(Problem.class, act).type());
    }

    @Test
    void anAddressWithItsHashIsEvidenceToo() {
        var sha256 = Canonical.sha256("the table");
        var link = new TariffVersion.Evidence("https://example.com/2026-10.pdf", sha256);
        var drafted = world.tariffs.draft(with(link), world.drafter);
        assertEquals(Optional.of(link), drafted.evidence());
        assertEquals(Optional.empty(), world.tariffs.document(drafted.id()));
        var unhashed = with(new TariffVersion.Evidence("https://example.com", "abc"));
        var refused =
                assertThrows(Problem.class, () -> world.tariffs.draft(unhashed, world.drafter));
        assertEquals(Set.of("evidence.sha256"), refused.fields().keySet());
    }

    private TariffVersion with(TariffVersion.Evidence evidence) {
        var draft = world.draft(Golden.table(), world.now());
        return new TariffVersion(
                draft.id(),
                draft.dataCenterId(),
                0,
                draft.currency(),
                draft.table(),
                draft.demandPerKwMonth(),
                draft.loadFactor(),
                draft.lossFraction(),
                draft.effectiveFrom(),
                draft.state(),
                draft.source(),
                draft.quality(),
                "",
                Optional.of(evidence));
    }
}
