package io.intertie.billing;

import static io.intertie.billing.TestBilling.money;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.audit.TestTrail;
import io.intertie.identity.Actor;
import io.intertie.identity.Role;
import io.intertie.platform.config.Settings;
import io.intertie.platform.config.TestSettings;
import io.intertie.platform.persistence.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What is not Stripe's word moves no money, and Stripe is not even asked.
@Tag("money")
class StripeEventsTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final FakeStripe stripe = new FakeStripe();
    private final StripeSigner signer = new StripeSigner(StripeSigner.SECRET, CLOCK);
    private final TestBilling billing =
            TestBilling.on(TestDatabase.fresh(), settings(StripeSigner.SECRET), CLOCK);
    private final UUID buyer = UUID.randomUUID();
    private final Actor bea = new Actor("bea", buyer, Set.of(Role.BUYER), "192.0.2.1");
    private ObjectNode session = FakeStripe.JSON.createObjectNode();

    private Settings settings(String secret) {
        return TestSettings.ofStripe(stripe.base(), FakeStripe.API_KEY, secret);
    }

    @BeforeEach
    void aSessionIsPaid() {
        var payment = billing.topUps().byCard(buyer, money("100", "USD"), false, "key", bea);
        session = stripe.find(payment.sessionRef().orElseThrow());
        stripe.ledger.pay(payment.sessionRef().orElseThrow());
    }

    @AfterEach
    void stop() {
        stripe.close();
    }

    @Test
    @Tag("lesson-13")
    void anEventThatSomebodyElseSignedIsRefused() {
        var forged = new StripeSigner("whsec_guessed", CLOCK);
        assertRefused("forged", forged.event("evt_1", "checkout.session.completed", session));
    }

    @Test
    void aBodyThatWasChangedAfterSigningIsRefused() {
        var sent = completed();
        var text = sent.text().replace("10000", "99999");
        assertRefused("forged", new StripeSigner.Sent(text, sent.signature()));
    }

    @Test
    void anEventWithoutSignatureOrWithNonsenseIsRefused() {
        for (var signature : List.of("", "t=1", "v1=abc", "t=x,v1=y", "t=,v1=", "nonsense", ",")) {
            assertRefused("forged", new StripeSigner.Sent(completed().text(), signature));
        }
    }

    @Test
    void anOldSignatureAndOneFromTheFutureAreRefused() {
        var body = completed().text();
        assertRefused("stale", signer.signed(body, NOW.getEpochSecond() - 301));
        assertRefused("stale", signer.signed(body, NOW.getEpochSecond() + 301));
        assertInstanceOf(
                CardEvents.Outcome.Handled.class,
                receive(signer.signed(body, NOW.getEpochSecond() - 299)));
    }

    @Test
    @Tag("lesson-13")
    void withoutASecretNothingIsBelieved() {
        var open = TestBilling.on(billing.ledger().database(), settings(" "), CLOCK);
        var signed =
                new StripeSigner(" ", CLOCK).event("evt_1", "checkout.session.completed", session);
        assertEquals(
                new CardEvents.Outcome.Refused("not-enabled"),
                open.events().receive(signed.body(), signed.signature()));
        var none = TestBilling.on(billing.ledger().database(), TestSettings.standard(), CLOCK);
        assertEquals(
                new CardEvents.Outcome.Refused("not-enabled"),
                none.events().receive(signed.body(), signed.signature()));
        assertNothingWasBooked();
    }

    @Test
    void whatIsNoEventIsRefusedThoughItIsSigned() {
        for (var body : List.of("", "[]", "{", "null", "{\"id\":\"evt\"}", "{\"data\":{}}")) {
            assertRefused("malformed", signer.signed(body, NOW.getEpochSecond()));
        }
    }

    @Test
    void anEventOfTheOtherModeIsRefused() {
        var body = completed().text();
        var live = body.replaceFirst("\"livemode\":false", "\"livemode\":true");
        assertRefused("other-mode", signer.signed(live, NOW.getEpochSecond()));
    }

    @Test
    @Tag("lesson-13")
    void anEventThatTellsAnotherAmountOrCurrencyThanTheSessionsIsRefused() {
        for (var field : List.of("amount_total", "currency", "client_reference_id")) {
            var other = session.deepCopy();
            switch (field) {
                case "amount_total" -> other.put(field, 99_999);
                case "currency" -> other.put(field, "jpy");
                default -> other.put(field, UUID.randomUUID().toString());
            }
            assertRefused(
                    "other-payment",
                    signer.event("evt_" + field, "checkout.session.completed", other));
        }
    }

    @Test
    void forgeriesAreCountedAndTheTrailHearsOfThemOnceAMinute() {
        var forged = new StripeSigner("whsec_guessed", CLOCK).event("e", "x", session);
        for (int i = 0; i < 50; i++) {
            receive(forged);
        }
        assertEquals(
                List.of(new CardEvents.Refusals("2026-11-25", "forged", 50)),
                billing.events().refusals());
        assertEquals(
                List.of(
                        "job:stripe-events card-event.refused"
                                + " {\"reason\":\"forged\",\"today\":\"1\"}"),
                TestTrail.lines(billing.trail()));
    }

    @Test
    void whatIsNotAboutUsIsLeftAlone() {
        var other = FakeStripe.JSON.createObjectNode().put("id", "cs_of_another_shop");
        for (var type : List.of("checkout.session.completed", "customer.created", "")) {
            assertInstanceOf(
                    CardEvents.Outcome.Ignored.class, receive(signer.event("evt_1", type, other)));
        }
        assertNothingWasBooked();
    }

    private StripeSigner.Sent completed() {
        return signer.event("evt_1", "checkout.session.completed", session);
    }

    private CardEvents.Outcome receive(StripeSigner.Sent sent) {
        return billing.events().receive(sent.body(), sent.signature());
    }

    private void assertRefused(String reason, StripeSigner.Sent sent) {
        var reads = stripe.reads.get();
        assertEquals(new CardEvents.Outcome.Refused(reason), receive(sent));
        assertEquals(reads, stripe.reads.get(), "Stripe was asked");
        assertNothingWasBooked();
    }

    private void assertNothingWasBooked() {
        assertEquals(money("0", "USD"), billing.available(buyer, "USD"));
    }
}
