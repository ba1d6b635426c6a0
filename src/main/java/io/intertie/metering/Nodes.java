package io.intertie.metering;

import io.intertie.audit.Trail;
import io.intertie.identity.Actor;
import io.intertie.ledger.Leases;
import io.intertie.ledger.Wallet;
import io.intertie.ledger.Wallets;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The gateway nodes for who runs the market: what they lease, and which of them are gone.
@ApplicationScoped
public class Nodes {
    /// A node tells twice a second that it is there.
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private final Leases leases;
    private final Wallets wallets;
    private final Trail trail;
    private final Clock clock;

    @Inject
    Nodes(Leases leases, Wallets wallets, Trail trail, Clock clock) {
        this.leases = leases;
        this.wallets = wallets;
        this.trail = trail;
        this.clock = clock;
    }

    /// How a node is: at work, silent with its log and leases, or given up.
    public enum State {
        LIVE,
        SILENT,
        LOST
    }

    /// A node and what it leases, one amount for each currency.
    public record Node(UUID id, String name, State state, Instant seenAt, List<Money> leased) {
        public Node {
            leased = List.copyOf(leased);
        }

        /// Whether money waits for a node that may never return.
        public boolean isOrphan() {
            return state != State.LIVE && !leased.isEmpty();
        }
    }

    public List<Node> all() {
        var now = clock.instant();
        return leases.nodes().stream()
                .map(known ->
                        new Node(
                                known.id(),
                                known.name(),
                                state(known, now),
                                known.seenAt(),
                                known.leased()))
                .toList();
    }

    private static State state(Leases.Known known, Instant now) {
        if (known.isLost()) {
            return State.LOST;
        }
        return known.seenAt().plus(SILENCE).isBefore(now) ? State.SILENT : State.LIVE;
    }

    /// Gives a silent node up: its leases return to their wallets. What its log holds is booked if
    /// it returns after all.
    ///
    /// @throws Problem NOT_FOUND if there is no such node, CONFLICT if it is at work
    public void declareLost(UUID nodeId, Actor actor) {
        var node =
                all().stream()
                        .filter(one -> one.id().equals(nodeId))
                        .findFirst()
                        .orElseThrow(() ->
                                new Problem(
                                        ProblemType.NOT_FOUND,
                                        Wording.of("node.none", "There is no such node.")));
        if (node.state() == State.LIVE) {
            throw new Problem(
                    ProblemType.CONFLICT,
                    Wording.of(
                            "node.live",
                            "Node %s was there at %s: stop it first. Nothing was changed.",
                            node.name(),
                            node.seenAt()));
        }
        if (leases.declareLost(nodeId)) {
            trail.record(
                    actor,
                    "node.lost",
                    "node:" + nodeId,
                    Map.of("leased", node.leased().toString(), "name", node.name()));
        }
    }

    /// Sets how a wallet is spent; empty leaves it to the market's setting.
    ///
    /// @throws Problem NOT_FOUND if there is no such wallet
    public void spend(
            UUID organisationId,
            Currency currency,
            Optional<Wallet.Spending> spending,
            Actor actor) {
        if (!wallets.spend(organisationId, currency, spending)) {
            throw new Problem(
                    ProblemType.NOT_FOUND, Wording.of("wallet.none", "There is no such wallet."));
        }
        trail.record(
                actor,
                "wallet.spending",
                "organisation:" + organisationId,
                Map.of(
                        "currency", currency.code(),
                        "spending", spending.map(Enum::name).orElse("the market's")));
    }
}
