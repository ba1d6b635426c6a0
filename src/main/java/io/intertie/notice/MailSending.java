package io.intertie.notice;

import io.intertie.catalog.Catalog;
import io.intertie.platform.config.Settings;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Carries notices by e-mail, until the mail server accepts each.
@ApplicationScoped
class MailSending {
    private static final Logger LOG = Logger.getLogger(MailSending.class.getName());

    private final Deliveries deliveries;
    private final NoticeMail choices;
    private final Post post;
    private final Function<UUID, Letter.About> about;
    private final String url;

    /// One mail.
    interface Post {
        void send(Letter letter) throws MessagingException;
    }

    @Inject
    MailSending(
            Database database,
            Clock clock,
            NoticeMail choices,
            Mailer mailer,
            Catalog catalog,
            Settings settings) {
        this(
                new Deliveries(database, clock, Deliveries.Way.MAIL),
                choices,
                mailer::send,
                listing -> about(listing, catalog),
                settings.url().toString());
    }

    MailSending(
            Deliveries deliveries,
            NoticeMail choices,
            Post post,
            Function<UUID, Letter.About> about,
            String url) {
        this.deliveries = deliveries;
        this.choices = choices;
        this.post = post;
        this.about = about;
        this.url = url;
    }

    /// Sends what is due.
    void send() {
        deliveries.carry(this::tried);
    }

    private Deliveries.Answer tried(Notice notice) {
        var to = choices.addresses(notice.organisationId());
        if (to.isEmpty()) {
            return new Deliveries.Answer.Ended("no address");
        }
        try {
            post.send(Letter.of(notice, to, about.apply(notice.listingId()), url));
            return new Deliveries.Answer.Ended("accepted");
        } catch (MessagingException failed) {
            // Its words are the server's and may repeat an address: its kind must do.
            var kind = failed.getClass().getSimpleName();
            LOG.log(
                    Level.WARNING,
                    "Notice {0} was not mailed: {1}",
                    new Object[] {notice.id(), kind});
            return new Deliveries.Answer.Failed(kind);
        }
    }

    private static Letter.About about(UUID listingId, Catalog catalog) {
        var listing = catalog.listing(listingId);
        return new Letter.About(
                listing.flatMap(one -> catalog.model(one.modelId()))
                        .map(model -> model.name())
                        .orElse("–"),
                listing.flatMap(one -> catalog.provider(one.providerId()))
                        .map(provider -> provider.name())
                        .orElse("–"));
    }
}
