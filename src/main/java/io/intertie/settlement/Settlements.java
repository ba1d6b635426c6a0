package io.intertie.settlement;

import io.intertie.identity.Actor;
import io.intertie.money.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Windows, statements and payouts, for whoever may see them.
public interface Settlements {
    /// The open window of a provider and currency, opened if there is none.
    SettlementWindow open(UUID providerId, Currency currency);

    List<SettlementWindow> windows();

    List<SettlementWindow> windowsOf(UUID providerId);

    Optional<SettlementWindow> window(UUID id);

    Optional<Statement> statement(UUID windowId);

    List<Payout> payouts();

    List<Payout> payoutsOf(UUID providerId);

    Optional<Payout> payout(UUID id);

    Optional<Payout> payoutOfWindow(UUID windowId);

    /// The pain.001.001.09 file of an approved payout.
    Optional<String> paymentFile(UUID payoutId);

    /// What the window would close to now: nothing is written.
    Statement dryRun(UUID windowId);

    /// Where a payout is paid to.
    record BankAccount(String holder, String iban, String bic, String country) {}

    void bankAccount(UUID providerId, BankAccount account, Actor actor);

    Optional<BankAccount> bankAccount(UUID providerId);
}
