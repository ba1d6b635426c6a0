package io.intertie.notice;

import static io.intertie.catalog.TestCatalog.LISTING;
import static io.intertie.identity.TestParties.BEA;
import static io.intertie.identity.TestParties.BOB;
import static io.intertie.identity.TestParties.BUYER;
import static io.intertie.identity.TestParties.OTHER_BUYER;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.intertie.audit.TestTrail;
import io.intertie.catalog.TestCatalog;
import io.intertie.identity.Member;
import io.intertie.identity.Role;
import io.intertie.identity.TestParties;
import io.intertie.platform.config.MailServer;
import io.intertie.platform.config.Secret;
import io.intertie.platform.config.TestClock;
import io.intertie.platform.http.Problem;
import io.intertie.platform.persistence.TestPersistence;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Against a real mail server on this machine.
class MailSendingTest {
    private static final Secret WORD = new Secret("open sesame");

    private final TestPersistence persistence = TestCatalog.persistenceWith();
    private final TestClock clock = new TestClock();
    private final NoticeStore store = new NoticeStore(persistence.database(), true);
    private final NoticeMail choices =
            new NoticeMail(
                    persistence.database(),
                    MailSendingTest::members,
                    TestTrail.on(persistence.database(), clock),
                    clock,
                    true);
    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    private int port;
    private Letter.About about = new Letter.About("Echo", "Horinger Compute");

    private static List<Member> members(UUID organisation) {
        return organisation.equals(BUYER)
                ? List.of(
                        member("bea@example.com"), member("ben@example.com"), member("no address"))
                : List.of(member("bob@example.org"));
    }

    private static Member member(String address) {
        return new Member(UUID.randomUUID(), BUYER, address, address, address, Set.of(Role.BUYER));
    }

    @BeforeEach
    void stock() {
        TestParties.register(persistence.database());
        TestCatalog.stock(TestCatalog.on(persistence, clock));
        server.setUser("market", WORD.reveal());
        server.start();
        port = server.getSmtp().getPort();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void aNoticeIsMailedOnceToEachMemberWithAnAddress() throws Exception {
        var notice = notice(BUYER);
        sending().send();
        sending().send();
        // The server keeps a copy for each that it was sent to.
        assertEquals(2, received().size());
        var mail = received().getFirst();
        assertEquals(
                List.of("bea@example.com", "ben@example.com"),
                Arrays.stream(mail.getRecipients(Message.RecipientType.TO))
                        .map(Object::toString)
                        .toList());
        assertTrue(mail.getSubject().startsWith("Echo: dearer from 2"), mail.getSubject());
        assertEquals("<" + notice.id() + "@market.example>", mail.getMessageID());
        var text = mail.getContent().toString();
        assertTrue(text.contains("Horinger Compute has published new prices of Echo."), text);
        assertTrue(text.contains("发布了 Echo 的新价格"), text);
        assertTrue(text.contains("https://market.example/app/notices"), text);
        assertArrayEquals(
                new String[] {"<https://market.example/app/notices>"},
                mail.getHeader("List-Unsubscribe"));
    }

    @Test
    void whatTheServerDoesNotTakeIsTriedAgainWithTheSameId() throws Exception {
        var notice = notice(BUYER);
        var wrong = sending(server(Optional.of(new Secret("guessed"))));
        wrong.send();
        clock.advance(Deliveries.PAUSES.getFirst().minusMillis(1));
        sending().send();
        assertEquals(0, received().size());
        clock.advance(Duration.ofMillis(1));
        sending().send();
        assertEquals(2, received().size());
        assertEquals("<" + notice.id() + "@market.example>", received().getFirst().getMessageID());
    }

    @Test
    void afterTheLastTryItIsGivenUp() {
        notice(BUYER);
        server.stop();
        var tries = new int[1];
        var sending =
                sending(letter -> {
                    tries[0]++;
                    new Mailer(Optional.of(server(Optional.of(WORD))), clock).send(letter);
                });
        for (int i = 0; i < 15; i++) {
            sending.send();
            clock.advance(Duration.ofDays(1));
        }
        assertEquals(1 + Deliveries.PAUSES.size(), tries[0]);
    }

    @Test
    void anOrganisationThatWantsNoMailGetsNoneAndOneWithAnAddressOnlyThere() throws Exception {
        choices.set(BUYER, new NoticeMail.Choice(true, Optional.of("ops@example.com")), BEA);
        notice(BUYER);
        sending().send();
        assertEquals("ops@example.com", received().getFirst().getAllRecipients()[0].toString());
        assertEquals(1, received().size());
        notice(BUYER);
        choices.set(BUYER, new NoticeMail.Choice(false, Optional.empty()), BEA);
        notice(BUYER);
        notice(OTHER_BUYER);
        sending().send();
        assertEquals(2, received().size());
        assertEquals("bob@example.org", received().getLast().getAllRecipients()[0].toString());
    }

    @Test
    void nobodySetsAnothersMail() {
        assertThrows(
                Problem.class,
                () -> choices.set(BUYER, new NoticeMail.Choice(false, Optional.empty()), BOB));
        assertTrue(choices.of(BUYER).isSent());
    }

    @Test
    void anAddressThatCouldBeginAnotherHeaderIsRefusedAtItsField() {
        for (var address :
                List.of(
                        "a@example.com\r\nBcc: b@example.com",
                        "a@example.com\n",
                        "a@example.com, b@example.com",
                        "Bea <a@example.com>",
                        "a b@example.com",
                        "a@exam ple.com",
                        "a@",
                        "@example.com",
                        "")) {
            var refused =
                    assertThrows(
                            Problem.class,
                            () ->
                                    choices.set(
                                            BUYER,
                                            new NoticeMail.Choice(true, Optional.of(address)),
                                            BEA),
                            address);
            assertEquals(Set.of("address"), refused.fields().keySet(), address);
        }
    }

    @Test
    void aNameThatHoldsAnotherHeaderStaysInTheSubject() throws Exception {
        about =
                new Letter.About(
                        "Echo\r\nBcc: eve@example.com\r\n\r\nhello\u0085\u202egniyas",
                        "Ho\u2028ringer");
        notice(BUYER);
        sending().send();
        var mail = received().getFirst();
        assertNull(mail.getHeader("Bcc"));
        assertTrue(mail.getSubject().startsWith("Echo Bcc: eve@example.com"), mail.getSubject());
        assertEquals(2, received().size());
    }

    @Test
    void aNoticeThatCannotBeWrittenKeepsNoOtherFromItsWay() throws Exception {
        var bad = notice(BUYER);
        var good = notice(OTHER_BUYER);
        var mailer = new Mailer(Optional.of(server(Optional.of(WORD))), clock);
        var sending =
                sending(letter -> {
                    if (letter.id().equals(bad.id())) {
                        throw new IllegalStateException("a fault of ours");
                    }
                    mailer.send(letter);
                });
        sending.send();
        assertEquals("<" + good.id() + "@market.example>", received().getFirst().getMessageID());
        sending.send();
        assertEquals(1, received().size());
        clock.advance(Deliveries.PAUSES.getFirst());
        sending().send();
        assertEquals(3, received().size());
    }

    @Test
    void whereThereIsNoServerNothingIsKeptToBeSentLater() {
        new NoticeStore(persistence.database(), false).add(unkept(BUYER));
        sending().send();
        assertEquals(0, received().size());
    }

    private List<MimeMessage> received() {
        return List.of(server.getReceivedMessages());
    }

    private MailServer server(Optional<Secret> word) {
        return new MailServer(
                "127.0.0.1",
                port,
                false,
                word.map(one -> new MailServer.Credentials("market", one)),
                "notices@market.example");
    }

    private MailSending sending() {
        return sending(server(Optional.of(WORD)));
    }

    private MailSending sending(MailServer to) {
        return sending(new Mailer(Optional.of(to), clock)::send);
    }

    private MailSending sending(MailSending.Post post) {
        return new MailSending(
                new Deliveries(persistence.database(), clock, Deliveries.Way.MAIL),
                choices,
                post,
                listing -> about,
                "https://market.example/");
    }

    private Notice notice(UUID organisation) {
        var notice = unkept(organisation);
        store.add(notice);
        return notice;
    }

    private Notice unkept(UUID organisation) {
        return new Notice(
                UUID.randomUUID(),
                organisation,
                Notice.Kind.PRICE_PUBLISHED,
                LISTING.id(),
                UUID.randomUUID().toString(),
                clock.instant(),
                true,
                clock.instant(),
                Optional.empty());
    }
}
