package io.intertie.billing;

import static io.intertie.billing.TestBilling.money;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.audit.AuditEntry;
import io.intertie.identity.Actor;
import io.intertie.identity.Role;
import io.intertie.ledger.JournalEntry;
import io.intertie.ledger.movement.ClawBack;
import io.intertie.platform.config.TestSettings;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A card payment that was made, and what comes of it.
///
/// After each test the books are counted again.
abstract class CardPaid {
    private static final Database DATABASE = TestDatabase.fresh();
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-25T12:00:00Z"), ZoneOffset.UTC);

    final FakeStripe stripe = new FakeStripe();
    private final StripeSigner signer = new StripeSigner(StripeSigner.SECRET, CLOCK);
    final TestBilling billing =
            TestBilling.on(
                    DATABASE,
                    TestSettings.ofStripe(stripe.base(), FakeStripe.API_KEY, StripeSigner.SECRET),
                    CLOCK);
    UUID buyer = new UUID(0, 0);
    UUID paymentId = new UUID(0, 0);
    ObjectNode session = FakeStripe.JSON.createObjectNode();
    ObjectNode intent = FakeStripe.JSON.createObjectNode();

    @BeforeEach
    void aBuyerHasPaidThousandDollars() {
        buyer = UUID.randomUUID();
        var bea = new Actor("bea", buyer, Set.of(Role.BUYER), "192.0.2.1");
        var payment = billing.topUps().byCard(buyer, money("1000", "USD"), false, "key", bea);
        paymentId = payment.id();
        session = stripe.find(payment.sessionRef().orElseThrow());
        intent = stripe.ledger.pay(payment.sessionRef().orElseThrow());
    }

    @AfterEach
    void theBooksAgreeWithThemselves() {
        assertEquals(List.of(), billing.ledger().coherence().faults());
        stripe.close();
    }

    void credited() {
        told("checkout.session.completed", session);
    }

    /// Takes money out of the wallet, as requests would.
    void spend(String amount) {
        billing.ledger()
                .journal()
                .book(
                        new ClawBack(
                                "spent:" + UUID.randomUUID(),
                                buyer,
                                money(amount, "USD"),
                                Map.of()));
    }

    ObjectNode charge() {
        return stripe.find(intent.path("latest_charge").asText());
    }

    CardEvents.Outcome told(String type, JsonNode object) {
        var sent = signer.event("evt_" + UUID.randomUUID(), type, object);
        return billing.events().receive(sent.body(), sent.signature());
    }

    String postings(JournalEntry.Kind kind, String ref) {
        return billing.postings(kind, ref, buyer);
    }

    List<String> audited() {
        return billing.trail().latest(100).reversed().stream()
                .filter(act -> act.subject().equals(buyer.toString()))
                .map(AuditEntry::action)
                .toList();
    }
}
