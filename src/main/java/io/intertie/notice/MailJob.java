package io.intertie.notice;

import io.intertie.platform.jobs.Jobs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Duration;

/// Mails what is due, every few seconds, where there is a mail server.
@ApplicationScoped
class MailJob {
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final MailSending sending;
    private final NoticeMail choices;
    private final Jobs jobs;

    @Inject
    MailJob(MailSending sending, NoticeMail choices, Jobs jobs) {
        this.sending = sending;
        this.choices = choices;
        this.jobs = jobs;
    }

    void begin(@Observes @Initialized(ApplicationScoped.class) ServletContext context) {
        if (choices.isConfigured()) {
            jobs.every("mails", PAUSE, sending::send);
        }
    }
}
