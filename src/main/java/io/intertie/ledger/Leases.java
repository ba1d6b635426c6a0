package io.intertie.ledger;

import io.intertie.money.Check;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// What gateway nodes may spend of wallets without asking for each request.
///
/// **Always true** money that is leased is nobody else's, so what all nodes spend together is never
/// more than the wallet has. A lease's rest returns when its node gives it back, or was declared
/// lost: the log of a node that is only silent may hold charges.
@ApplicationScoped
public class Leases {
    /// A lease is at most an eighth of what is available: whatever a wallet has left can be spent
    /// on any node, and its end is held strictly.
    private static final int SHARE = 8;

    private final Database database;
    private final LeaseStore leases;
    private final WalletStore wallets;
    private final Clock clock;

    @Inject
    Leases(Database database, LeaseStore leases, WalletStore wallets, Clock clock) {
        this.database = database;
        this.leases = leases;
        this.wallets = wallets;
        this.clock = clock;
    }

    /// A gateway node, named by its log, as it runs now; whether it leases of wallets that are not
    /// told how they are spent.
    public record Node(UUID id, UUID incarnation, boolean isLeasing) {}

    /// A node as the market knows it, with what it leases, one amount for each currency.
    public record Known(UUID id, String name, boolean isLost, Instant seenAt, List<Money> leased) {
        public Known {
            leased = List.copyOf(leased);
        }
    }

    /// Makes a node known; whoever ran on its log before leases nothing any more.
    public void join(Node node, String name) {
        database.sql(
                        """
                        insert into node
                            (book_id, id, name, incarnation, state, started_at, seen_at)
                        values (?, ?, ?, ?, 'LIVE', ?, ?)
                        on conflict (book_id, id) do update set name = excluded.name,
                            incarnation = excluded.incarnation, state = 'LIVE',
                            started_at = excluded.started_at, seen_at = excluded.seen_at\
                        """,
                        Book.ID,
                        node.id(),
                        name,
                        node.incarnation(),
                        clock.instant(),
                        clock.instant())
                .update();
    }

    /// Tells that a node is there; false if it was declared lost or runs elsewhere.
    public boolean seen(Node node) {
        return database.sql(
                                "update node set seen_at = ? where book_id = ? and id = ?"
                                        + " and incarnation = ? and state = 'LIVE'",
                                clock.instant(),
                                Book.ID,
                                node.id(),
                                node.incarnation())
                        .update()
                == 1;
    }

    /// Leases at least `atLeast` and at most `atMost` more of a wallet, if there is enough; empty
    /// where the wallet must be asked for each request.
    public Optional<Money> take(Node node, UUID organisationId, Money atLeast, Money atMost) {
        Check.that(atLeast.isPositive(), "lease of %s", atLeast);
        var micro = leases.take(node, atLeast, atMost, SHARE, organisationId);
        return micro.isPresent()
                ? Optional.of(new Money(atLeast.currency(), micro.getAsLong()))
                : Optional.empty();
    }

    /// Gives a part of a node's lease back to its wallet; no more than the lease has.
    public void giveBack(Node node, UUID organisationId, Money most) {
        giveBack(
                node.id(),
                new WalletStore.Key(organisationId, most.currency()),
                Optional.of(most.micro()));
    }

    /// Gives all that is left of a node's lease back to its wallet.
    public void giveBackAll(Node node, UUID organisationId, Currency currency) {
        giveBack(node.id(), new WalletStore.Key(organisationId, currency), Optional.empty());
    }

    /// Gives back all that a node leases, once its log is on the books.
    public void giveBackAll(UUID nodeId) {
        leases.of(nodeId).forEach(key -> giveBack(nodeId, key, Optional.empty()));
    }

    private void giveBack(UUID nodeId, WalletStore.Key key, Optional<Long> most) {
        database.transaction(() -> {
            // The wallet first, as a charge does.
            wallets.lock(Set.of(key));
            var rests = leases.rests(nodeId, Set.of(key)).answer();
            var rest = rests.isEmpty() ? 0 : rests.getFirst().micro();
            var micro = Math.min(rest, most.orElse(rest));
            if (micro > 0) {
                Check.that(
                        leases.consume(nodeId, Map.of(key, micro)).update() == 1,
                        "no lease %s",
                        key);
                wallets.unlease(key, micro);
            }
        });
    }

    /// Declares that a silent node will not return with its log: its leases return to their
    /// wallets, and what it served without booking it is the market's loss. False if there is
    /// nothing to declare: it is lost, and leases nothing.
    ///
    /// What it was leasing at the same moment may be left; declaring it again returns that too.
    public boolean declareLost(UUID nodeId) {
        var declared =
                database.sql(
                                        "update node set state = 'LOST' where book_id = ?"
                                                + " and id = ? and state = 'LIVE'",
                                        Book.ID,
                                        nodeId)
                                .update()
                        == 1;
        // Apart from it, or a node that leases just now and this one might wait for each other.
        var left = leases.of(nodeId);
        left.forEach(key -> giveBack(nodeId, key, Optional.empty()));
        return declared || !left.isEmpty();
    }

    /// All nodes that ever joined, by their names.
    public List<Known> nodes() {
        return database.sql(
                        """
                        select id, name, state, seen_at, (
                            select string_agg(currency || ' ' || micro, ',' order by currency)
                            from (select currency, sum(micro) as micro from lease l
                                  where l.book_id = n.book_id and l.node_id = n.id and micro > 0
                                  group by currency) each) as leased
                        from node n where book_id = ? order by name, id\
                        """,
                        Book.ID)
                .list(Leases::known);
    }

    private static Known known(Row row) {
        return new Known(
                row.id("id"),
                row.text("name"),
                row.text("state").equals("LOST"),
                row.instant("seen_at"),
                row.textIfAny("leased").stream()
                        .flatMap(all -> List.of(all.split(",")).stream())
                        .map(one -> one.split(" "))
                        .map(one -> new Money(Currency.of(one[0]), Long.parseLong(one[1])))
                        .toList());
    }
}
