package io.intertie.notice;

import io.intertie.audit.Trail;
import io.intertie.identity.Actor;
import io.intertie.identity.Member;
import io.intertie.identity.Organisations;
import io.intertie.platform.config.MailServer;
import io.intertie.platform.config.Settings;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Whom an organisation's notices reach by e-mail: its members, one address that it set, or nobody.
@ApplicationScoped
public class NoticeMail {
    /// So many members get it; a larger organisation sets one address.
    private static final int MOST = 50;

    private final Database database;
    private final Function<UUID, List<Member>> members;
    private final Trail trail;
    private final Clock clock;
    private final boolean isConfigured;

    /// Whether mail is sent at all, and to which address instead of the members'.
    public record Choice(boolean isSent, Optional<String> address) {
        static final Choice DEFAULT = new Choice(true, Optional.empty());
    }

    @Inject
    NoticeMail(
            Database database,
            Organisations organisations,
            Trail trail,
            Clock clock,
            Settings settings) {
        this(database, organisations::members, trail, clock, settings.mail().isPresent());
    }

    NoticeMail(
            Database database,
            Function<UUID, List<Member>> members,
            Trail trail,
            Clock clock,
            boolean isConfigured) {
        this.database = database;
        this.members = members;
        this.trail = trail;
        this.clock = clock;
        this.isConfigured = isConfigured;
    }

    /// Whether this market sends mail at all.
    public boolean isConfigured() {
        return isConfigured;
    }

    public Choice of(UUID organisationId) {
        return database.sql("select * from notice_mail where organisation_id = ?", organisationId)
                .first(row -> new Choice(row.flag("is_sent"), row.textIfAny("address")))
                .orElse(Choice.DEFAULT);
    }

    /// Sets both.
    ///
    /// @throws Problem at `address` if it is not one plain address
    public Choice set(UUID organisationId, Choice choice, Actor actor) {
        if (!actor.mayActFor(organisationId)) {
            throw new Problem(
                    ProblemType.NOT_FOUND,
                    Wording.of("party.none", "You have no such organisation."));
        }
        if (choice.address().filter(text -> !MailServer.isAddress(text)).isPresent()) {
            throw Problem.field(
                    "address", Wording.of("mail.address", "This is no e-mail address."));
        }
        return database.transaction(() -> {
            database.sql(
                            """
                            insert into notice_mail values (?, ?, ?, ?, ?)
                            on conflict (organisation_id) do update set
                                is_sent = excluded.is_sent, address = excluded.address,
                                set_by = excluded.set_by, set_at = excluded.set_at
                            """,
                            organisationId,
                            choice.isSent(),
                            choice.address().<Object>map(text -> text).orElse(Database.Absent.TEXT),
                            actor.name(),
                            clock.instant())
                    .update();
            var sent = Map.of("sent", Boolean.toString(choice.isSent()));
            trail.record(actor, "notices.mail", "organisation:" + organisationId, sent);
            return choice;
        });
    }

    /// Whom a notice goes to now; a member whose address is no plain one is left out.
    List<String> addresses(UUID organisationId) {
        var choice = of(organisationId);
        if (!choice.isSent()) {
            return List.of();
        }
        return choice.address()
                .map(List::of)
                .orElseGet(() ->
                        members.apply(organisationId).stream()
                                .map(Member::email)
                                .filter(MailServer::isAddress)
                                .distinct()
                                .limit(MOST)
                                .toList());
    }
}
