package io.intertie.web;

import io.intertie.identity.Organisation;
import io.intertie.ledger.Wallet;
import io.intertie.ledger.Wallets;
import io.intertie.money.Money;
import io.intertie.notice.Notices;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/// What the head of every page says of an organisation.
@ApplicationScoped
class Standing {
    private final Wallets wallets;
    private final Notices notices;

    @Inject
    Standing(Wallets wallets, Notices notices) {
        this.wallets = wallets;
        this.notices = notices;
    }

    /// What a buyer can spend.
    Optional<Money> available(Organisation organisation) {
        return organisation.kind() == Organisation.Kind.BUYER
                ? wallets.find(organisation.id(), organisation.currency()).map(Wallet::available)
                : Optional.empty();
    }

    /// How many notices nobody has read; the operator is told none.
    int unread(Organisation organisation) {
        return organisation.kind() == Organisation.Kind.OPERATOR
                ? 0
                : notices.unreadLately(organisation.id());
    }
}
