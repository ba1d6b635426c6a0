package io.intertie.metering;

import io.intertie.identity.Organisation;
import io.intertie.identity.Organisations;
import io.intertie.ledger.Wallet;
import io.intertie.ledger.Wallets;
import io.intertie.money.Currency;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/// What buyers have used, by key and in all, and what their wallets had and have: exact.
///
/// **Units** the currency's major unit, up to twelve decimals. Days, weeks (from Monday) and months
/// begin at midnight UTC.
@ApplicationScoped
public class Consumption {
    private static final String AS_OF_ONE_MOMENT =
            "set transaction isolation level repeatable read, read only";
    private static final int PICO = 12;

    private final Database database;
    private final UsageSums sums;
    private final Wallets wallets;
    private final Organisations organisations;
    private final Clock clock;

    @Inject
    Consumption(
            Database database,
            UsageSums sums,
            Wallets wallets,
            Organisations organisations,
            Clock clock) {
        this.database = database;
        this.sums = sums;
        this.wallets = wallets;
        this.organisations = organisations;
        this.clock = clock;
    }

    /// What a key has used in one currency: since it was made, and in the periods that run now.
    public record Used(
            Currency currency,
            BigDecimal ever,
            BigDecimal today,
            BigDecimal thisWeek,
            BigDecimal thisMonth) {
        /// Nothing yet.
        public static Used none(Currency currency) {
            var nothing = BigDecimal.ZERO;
            return new Used(currency, nothing, nothing, nothing, nothing);
        }
    }

    /// A wallet: what came into it, what requests have used of that, and what a new request may
    /// still set aside. `had` less `used` is what it holds.
    public record Credit(
            Currency currency, BigDecimal had, BigDecimal used, BigDecimal available) {}

    /// What a key of an organisation has used, by currency.
    public List<Used> ofKey(UUID organisationId, UUID keyId) {
        return sums.ofKey(organisationId, keyId, clock.instant());
    }

    /// An organisation's wallets, that of its own currency first.
    public List<Credit> credits(UUID organisationId) {
        var own = currency(organisationId);
        return database.transaction(() -> {
            // Both as of one moment: what is charged in between would be in one of them only.
            database.sql(AS_OF_ONE_MOMENT).update();
            var used = sums.ofBuyer(organisationId);
            return wallets.of(organisationId).stream()
                    .sorted(
                            Comparator.comparing((Wallet one) -> !currency(one).equals(own))
                                    .thenComparing(one -> currency(one).code()))
                    .map(one -> credit(one, used.getOrDefault(currency(one), BigDecimal.ZERO)))
                    .toList();
        });
    }

    private static Currency currency(Wallet wallet) {
        return wallet.posted().currency();
    }

    private static Credit credit(Wallet wallet, BigDecimal used) {
        var holds =
                wallet.posted()
                        .plus(wallet.promo())
                        .major()
                        .subtract(BigDecimal.valueOf(wallet.carryPico(), PICO));
        return new Credit(currency(wallet), holds.add(used), used, wallet.available().major());
    }

    /// The currency that an organisation pays in.
    ///
    /// @throws java.util.NoSuchElementException if there is no such organisation
    public Currency currency(UUID organisationId) {
        return organisations.find(organisationId).map(Organisation::currency).orElseThrow();
    }
}
