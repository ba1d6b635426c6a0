package io.intertie.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.intertie.platform.config.MailServer;
import io.intertie.platform.config.Secret;
import io.intertie.platform.config.TestClock;
import jakarta.mail.MessagingException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/// Whom a mail is handed to, and when it counts as accepted.
class MailerTest {
    @Test
    void aServerThatHangsUpAfterItAcceptedHasTheMail() throws Exception {
        try (var rude = new RudeServer()) {
            send(to("127.0.0.1", rude.port()));
            assertEquals(1, rude.accepted());
        }
    }

    @Test
    void onlyThisMachineIsSpokenToInPlain() {
        for (var host : List.of("localhost", "127.0.0.1", "[::1]")) {
            assertFalse(to(host, 25).needsTls(), host);
        }
        for (var host : List.of("127.example.com", "127.0.0.1.example.com", "localhost.example")) {
            assertTrue(to(host, 25).needsTls(), host);
        }
    }

    @Test
    void aServerElsewhereThatSpeaksPlainIsToldNothing() {
        var server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
        server.start();
        try {
            // This machine by a name that does not say so.
            var plain = to("2130706433", server.getSmtp().getPort());
            var refused = assertThrows(MessagingException.class, () -> send(plain));
            assertTrue(String.valueOf(refused.getMessage()).contains("STARTTLS"), "" + refused);
            assertEquals(0, server.getReceivedMessages().length);
        } finally {
            server.stop();
        }
    }

    @Test
    void aServerWhoseCertificateNobodySignedIsToldNothing() {
        var server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtps"));
        server.start();
        try {
            var word = Optional.of(new MailServer.Credentials("market", new Secret("sesame")));
            var port = server.getSmtps().getPort();
            var to = new MailServer("127.0.0.1", port, true, word, "m@m.example");
            var refused = assertThrows(MessagingException.class, () -> send(to));
            assertInstanceOf(SSLHandshakeException.class, refused.getCause());
            assertEquals(0, server.getReceivedMessages().length);
        } finally {
            server.stop();
        }
    }

    @Test
    void aLongNameEndsBetweenTwoLetters() {
        assertEquals("😀".repeat(80), new Letter.About("😀".repeat(81), "x").model());
    }

    private static MailServer to(String host, int port) {
        return new MailServer(host, port, false, Optional.empty(), "m@m.example");
    }

    private static void send(MailServer to) throws MessagingException {
        var letter =
                new Letter(
                        UUID.randomUUID(),
                        List.of("bea@example.com"),
                        "Echo",
                        "Prices",
                        "https://m.example");
        new Mailer(Optional.of(to), new TestClock()).send(letter);
    }
}
