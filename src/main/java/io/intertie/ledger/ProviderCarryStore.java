package io.intertie.ledger;

import io.intertie.money.Carry;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/// What providers are owed below one micro, by wallet, provider and currency.
///
/// Read and written only under the lock of the wallet's row.
@ApplicationScoped
class ProviderCarryStore {
    private final Database database;

    @Inject
    ProviderCarryStore(Database database) {
        this.database = database;
    }

    Carry read(ChargeUsage.Charge charge) {
        return database.sql(
                        """
                        select carry_pico from provider_carry
                        where book_id = ? and organisation_id = ? and currency = ?
                            and provider_id = ? and provider_currency = ?\
                        """,
                        Book.ID,
                        charge.buyerId(),
                        charge.buyerCurrency().code(),
                        charge.providerId(),
                        charge.providerCurrency().code())
                .first(row -> new Carry(row.number("carry_pico")))
                .orElse(Carry.NONE);
    }

    void write(ChargeUsage.Charge charge, Carry carry) {
        database.sql(
                        """
                        insert into provider_carry (book_id, organisation_id, currency,
                            provider_id, provider_currency, carry_pico)
                        values (?, ?, ?, ?, ?, ?)
                        on conflict (book_id, organisation_id, currency,
                            provider_id, provider_currency)
                        do update set carry_pico = excluded.carry_pico\
                        """,
                        Book.ID,
                        charge.buyerId(),
                        charge.buyerCurrency().code(),
                        charge.providerId(),
                        charge.providerCurrency().code(),
                        carry.pico())
                .update();
    }
}
