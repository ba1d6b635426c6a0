package io.intertie.settlement;

import io.intertie.identity.Actor;
import io.intertie.money.Currency;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Windows, statements and payouts, for whoever may see them.
@ApplicationScoped
public class Settlements {
    private final SettlementStore store;
    private final PaperStore papers;
    private final Measuring measuring;
    private final BankAccounts accounts;
    private final Tracing tracing;
    private final Clock clock;

    @Inject
    Settlements(
            SettlementStore store,
            PaperStore papers,
            Measuring measuring,
            BankAccounts accounts,
            Tracing tracing,
            Clock clock) {
        this.store = store;
        this.papers = papers;
        this.measuring = measuring;
        this.accounts = accounts;
        this.tracing = tracing;
        this.clock = clock;
    }

    /// The open window of a provider and currency, opened if there is none.
    public SettlementWindow open(UUID providerId, Currency currency) {
        return store.open(providerId, currency, clock.instant());
    }

    /// The newest first.
    public List<SettlementWindow> windows() {
        return store.windows();
    }

    public List<SettlementWindow> windowsOf(UUID providerId) {
        return store.windowsOf(providerId);
    }

    public Optional<SettlementWindow> window(UUID id) {
        return store.window(id);
    }

    /// The statement of a closed window.
    public Optional<Statement> statement(UUID windowId) {
        return papers.statement(windowId);
    }

    /// The canonical JSON text of a closed window's statement: its SHA-256 is the statement's hash.
    public Optional<String> statementText(UUID windowId) {
        return papers.text(windowId);
    }

    /// The newest first.
    public List<Payout> payouts() {
        return store.payouts();
    }

    public List<Payout> payoutsOf(UUID providerId) {
        return store.payoutsOf(providerId);
    }

    public Optional<Payout> payout(UUID id) {
        return store.payout(id);
    }

    public Optional<Payout> payoutOfWindow(UUID windowId) {
        return store.payoutOfWindow(windowId);
    }

    /// The pain.001.001.09 file of a payout that was sent.
    public Optional<String> paymentFile(UUID payoutId) {
        return papers.paymentFile(payoutId);
    }

    /// A payout back to its requests; at most `limit` of these, the oldest first.
    public Optional<Trace> trace(UUID payoutId, int limit) {
        return tracing.trace(payoutId, limit);
    }

    /// What the open window would close to now: nothing is written.
    ///
    /// Not within a transaction of the caller.
    ///
    /// @throws Problem if the window is closed, or there is none
    public Statement dryRun(UUID windowId) {
        var window =
                store.window(windowId)
                        .orElseThrow(() ->
                                new Problem(
                                        ProblemType.NOT_FOUND,
                                        Wording.of("window.none", "There is no such window.")));
        if (!window.isOpen()) {
            throw new Problem(
                    ProblemType.CONFLICT,
                    Wording.of("window.closed", "The window is closed already."));
        }
        return measuring.measure(window, clock.instant());
    }

    /// Where a provider is paid: `number` is an IBAN, or digits in a country that has none.
    public record BankAccount(String holder, String number, String bic, String country) {
        /// The last four characters, for pages and records that must not show the number.
        public String ending() {
            return number.substring(Math.max(0, number.length() - 4));
        }

        boolean isIban() {
            return !number.isEmpty() && Character.isLetter(number.charAt(0));
        }
    }

    /// Changes where a provider is paid, from the next approval on; by the provider or an admin.
    ///
    /// @throws Problem naming the field at fault, or if it is not theirs to change
    public void bankAccount(UUID providerId, BankAccount account, Actor actor) {
        accounts.change(providerId, account, actor);
    }

    public Optional<BankAccount> bankAccount(UUID providerId) {
        return accounts.inForce(providerId).map(BankAccounts.Version::account);
    }
}
