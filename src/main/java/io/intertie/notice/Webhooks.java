package io.intertie.notice;

import io.intertie.audit.Trail;
import io.intertie.identity.Actor;
import io.intertie.platform.config.Secret;
import io.intertie.platform.config.Settings;
import io.intertie.platform.http.OutboundAddresses;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.UuidV7;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The address that an organisation wants its notices sent to, one at most.
///
/// **Always true** the secret is nowhere: it is derived from the operator's master key and a random
/// id, and a new address has a new one.
@ApplicationScoped
public class Webhooks {
    private final Database database;
    private final OutboundAddresses addresses;
    private final Trail trail;
    private final Clock clock;
    private final Secret masterKey;

    /// An address with the secret that its requests are signed with.
    public record Webhook(UUID organisationId, URI address, Secret secret) {}

    @Inject
    Webhooks(
            Database database,
            OutboundAddresses addresses,
            Trail trail,
            Clock clock,
            Settings settings) {
        this(database, addresses, trail, clock, settings.masterKey());
    }

    Webhooks(
            Database database,
            OutboundAddresses addresses,
            Trail trail,
            Clock clock,
            Secret masterKey) {
        this.database = database;
        this.addresses = addresses;
        this.trail = trail;
        this.clock = clock;
        this.masterKey = masterKey;
    }

    /// Sets the address, with a new secret.
    ///
    /// @throws Problem at `address` if it is not a public https address
    public Webhook set(UUID organisationId, URI address, Actor actor) {
        mustActFor(organisationId, actor);
        check(address);
        var written = written(address);
        database.transaction(() -> {
            var now = clock.instant();
            database.sql(
                            """
                            insert into webhook values (?, ?, ?, ?, ?)
                            on conflict (organisation_id) do update set
                                address = excluded.address, secret_id = excluded.secret_id,
                                set_by = excluded.set_by, set_at = excluded.set_at
                            """,
                            organisationId,
                            written,
                            UuidV7.at(now),
                            actor.name(),
                            now)
                    .update();
            var host = Map.of("host", address.getHost());
            trail.record(actor, "webhook.set", "organisation:" + organisationId, host);
        });
        return of(organisationId).orElseThrow();
    }

    /// Ends it; what was not delivered stays on the organisation's page.
    public void remove(UUID organisationId, Actor actor) {
        mustActFor(organisationId, actor);
        database.transaction(() -> {
            int removed =
                    database.sql("delete from webhook where organisation_id = ?", organisationId)
                            .update();
            if (removed > 0) {
                trail.record(actor, "webhook.removed", "organisation:" + organisationId, Map.of());
            }
        });
    }

    public Optional<Webhook> of(UUID organisationId) {
        return database.sql("select * from webhook where organisation_id = ?", organisationId)
                .first(row ->
                        new Webhook(
                                organisationId,
                                URI.create(row.text("address")),
                                Signature.secret(masterKey, row.id("secret_id"))));
    }

    private void check(URI address) {
        refuseIf(
                address.getScheme() == null,
                Wording.of("webhook.https", "The address must be https."));
        refuseIf(
                written(address).length() > 500,
                Wording.of("webhook.long", "Longer than 500 characters."));
        refuseIf(address.getHost() == null, Wording.of("webhook.host", "A webhook needs a host."));
        refuseIf(
                address.getRawUserInfo() != null,
                Wording.of("webhook.user", "It must not hold a user or password."));
        refuseIf(
                address.getRawFragment() != null,
                Wording.of("webhook.fragment", "It must not hold a fragment."));
        refuseIf(
                address.getPort() == 0 || address.getPort() > 65_535,
                Wording.of("endpoint.port", "There is no such port."));
        var isLocal = resolved(address.getHost()).stream().allMatch(InetAddress::isLoopbackAddress);
        var isPlain = "http".equalsIgnoreCase(address.getScheme());
        refuseIf(
                !"https".equalsIgnoreCase(address.getScheme()) && !(isPlain && isLocal),
                Wording.of("webhook.https", "The address must be https."));
    }

    /// As it goes on the wire: no letters but ASCII, and a scheme as everybody writes it.
    private static String written(URI address) {
        var scheme = address.getScheme();
        return scheme.toLowerCase(Locale.ROOT) + address.toASCIIString().substring(scheme.length());
    }

    private List<InetAddress> resolved(String host) {
        try {
            return addresses.resolve(host);
        } catch (Problem refused) {
            throw Problem.field("address", refused.wording().orElseThrow());
        }
    }

    private static void refuseIf(boolean fault, Wording message) {
        if (fault) {
            throw Problem.field("address", message);
        }
    }

    private static void mustActFor(UUID organisationId, Actor actor) {
        if (!actor.mayActFor(organisationId)) {
            throw new Problem(
                    ProblemType.NOT_FOUND,
                    Wording.of("party.none", "You have no such organisation."));
        }
    }
}
