package io.intertie.web.buyer;

import io.intertie.identity.Organisation;
import io.intertie.ledger.Wallet;
import io.intertie.ledger.Wallets;
import io.intertie.metering.UsageRecords;
import io.intertie.money.Money;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.web.Figures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// An organisation's wallet and usage, for the pages that show both.
@ApplicationScoped
class Account {
    private final Wallets wallets;
    private final UsageRecords usage;
    private final Clock clock;

    @Inject
    Account(Wallets wallets, UsageRecords usage, Clock clock) {
        this.wallets = wallets;
        this.usage = usage;
        this.clock = clock;
    }

    Balance balance(Organisation organisation, Figures figures) {
        var nothing = Money.zero(organisation.currency());
        var wallet =
                wallets.find(organisation.id(), organisation.currency())
                        .orElse(
                                new Wallet(
                                        organisation.id(), nothing, nothing, nothing, nothing, 0));
        return Balance.of(wallet, figures);
    }

    /// The wallet's movements, the newest first.
    List<Wallets.Movement> movements(Organisation organisation, int limit) {
        return wallets.movements(organisation.id(), organisation.currency(), limit);
    }

    /// The month up to which movements are archived, where a list of so many reaches back to it.
    Optional<String> archived(int listed, int limit) {
        return listed < limit ? wallets.lastArchived() : Optional.empty();
    }

    List<UsageLine> latest(
            Organisation organisation, int limit, BuyerNames names, Figures figures) {
        return usage.ofBuyer(organisation.id(), limit).stream()
                .map(rated -> UsageLine.of(rated, names, figures))
                .toList();
    }

    /// What was charged together, as one line of the wallet.
    ///
    /// @throws Problem NOT_FOUND if it is nothing of the organisation's
    List<UsageLine> together(
            Organisation organisation, UUID captureId, BuyerNames names, Figures figures) {
        var lines =
                usage.capturedBy(captureId).stream()
                        .filter(rated -> rated.usage().buyerId().equals(organisation.id()))
                        .map(rated -> UsageLine.of(rated, names, figures))
                        .toList();
        if (lines.isEmpty()) {
            throw new Problem(ProblemType.NOT_FOUND, "no such charge");
        }
        return lines;
    }

    /// Since midnight in the reader's zone.
    Period today(Organisation organisation, BuyerNames names, Figures figures) {
        return since(local(figures).truncatedTo(ChronoUnit.DAYS), organisation, names, figures);
    }

    /// Since the first of the month in the reader's zone.
    Period month(Organisation organisation, BuyerNames names, Figures figures) {
        var first = local(figures).truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
        return since(first, organisation, names, figures);
    }

    private ZonedDateTime local(Figures figures) {
        return clock.instant().atZone(figures.zone());
    }

    private Period since(
            ZonedDateTime from, Organisation organisation, BuyerNames names, Figures figures) {
        var until = clock.instant().plus(Duration.ofSeconds(1));
        var totals = usage.totalsOfBuyer(organisation.id(), from.toInstant(), until);
        return Period.of(totals, organisation.currency(), names, figures);
    }
}
