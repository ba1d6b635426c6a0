package io.intertie.notice;

import io.intertie.platform.config.MailServer;
import io.intertie.platform.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Hands letters to the mail server: in TLS unless the server is this machine, with seconds of
/// patience; whom it takes some addresses of a letter from has the letter.
@ApplicationScoped
class Mailer {
    private static final Logger LOG = Logger.getLogger(Mailer.class.getName());
    private static final String CONNECT = "5000";
    private static final String ANSWER = "10000";

    private final Optional<MailServer> server;
    private final Clock clock;

    @Inject
    Mailer(Settings settings, Clock clock) {
        this(settings.mail(), clock);
    }

    Mailer(Optional<MailServer> server, Clock clock) {
        this.server = server;
        this.clock = clock;
    }

    /// @throws MessagingException if nobody took it; ask first whether there is a server
    void send(Letter letter) throws MessagingException {
        var to = server.orElseThrow();
        var session = Session.getInstance(properties(to));
        var message = message(letter, to, session);
        var transport = session.getTransport(protocol(to));
        try {
            transport.connect(
                    to.host(),
                    to.port(),
                    to.credentials().map(MailServer.Credentials::user).orElse(null),
                    to.credentials().map(one -> one.password().reveal()).orElse(null));
            transport.sendMessage(message, message.getAllRecipients());
        } catch (SendFailedException some) {
            if (some.getValidSentAddresses() == null || some.getValidSentAddresses().length == 0) {
                throw some;
            }
        } finally {
            leave(transport);
        }
    }

    /// How a server takes leave changes nothing of what it has accepted or refused.
    private static void leave(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException rude) {
            LOG.log(Level.FINE, "the mail server ended without a word", rude);
        }
    }

    private MimeMessage message(Letter letter, MailServer from, Session session)
            throws MessagingException {
        var message = new Named(session, letter, from);
        message.setFrom(new InternetAddress(from.from(), true));
        for (var address : letter.to()) {
            message.addRecipient(Message.RecipientType.TO, new InternetAddress(address, true));
        }
        message.setSubject(letter.subject(), "UTF-8");
        message.setText(letter.text(), "UTF-8");
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("List-Unsubscribe", "<" + letter.page() + ">");
        message.saveChanges();
        return message;
    }

    private static String protocol(MailServer to) {
        return to.isTls() ? "smtps" : "smtp";
    }

    private static Properties properties(MailServer to) {
        var all = new Properties();
        var our = "mail." + protocol(to);
        all.setProperty(our + ".connectiontimeout", CONNECT);
        all.setProperty(our + ".timeout", ANSWER);
        all.setProperty(our + ".writetimeout", ANSWER);
        all.setProperty(our + ".sendpartial", "true");
        all.setProperty(our + ".auth", Boolean.toString(to.credentials().isPresent()));
        all.setProperty(our + ".ssl.checkserveridentity", "true");
        all.setProperty(our + ".starttls.enable", "true");
        all.setProperty(our + ".starttls.required", Boolean.toString(to.needsTls()));
        return all;
    }

    /// A message that has the same id in each try, so that a mailbox knows it again.
    private static final class Named extends MimeMessage {
        private final String id;

        Named(Session session, Letter letter, MailServer from) {
            super(session);
            var host = from.from().substring(from.from().indexOf('@') + 1);
            id = "<" + letter.id() + "@" + host + ">";
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
