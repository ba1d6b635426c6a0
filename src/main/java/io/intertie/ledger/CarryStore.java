package io.intertie.ledger;

import io.intertie.money.Carry;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/// What is owed below one micro: to providers by wallet, provider and currency, and to
/// jurisdictions by wallet. The wallet's own carries are in its row.
///
/// Read and written only under the lock of the wallet's row.
@ApplicationScoped
class CarryStore {
    private final Database database;

    @Inject
    CarryStore(Database database) {
        this.database = database;
    }

    /// All that earlier charges left, of a wallet that is locked.
    ChargeLegs.Carries before(ChargeUsage.Charge charge, WalletStore.Locked locked) {
        return new ChargeLegs.Carries(
                new Carry(locked.wallet().carryPico()),
                locked.share(),
                provider(charge),
                charge.vat().map(vat -> vat(charge, vat)).orElse(FineCarry.NONE));
    }

    void write(ChargeUsage.Charge charge, ChargeLegs.Carries carries) {
        writeProvider(charge, carries.provider());
        charge.vat().ifPresent(vat -> writeVat(charge, vat, carries.vat()));
    }

    private Carry provider(ChargeUsage.Charge charge) {
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

    private void writeProvider(ChargeUsage.Charge charge, Carry carry) {
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

    private FineCarry vat(ChargeUsage.Charge charge, ChargeUsage.Vat vat) {
        return database.sql(
                        """
                        select carry from vat_carry
                        where book_id = ? and organisation_id = ? and currency = ?
                            and jurisdiction = ?\
                        """,
                        Book.ID,
                        charge.buyerId(),
                        charge.buyerCurrency().code(),
                        vat.jurisdiction())
                .first(row -> new FineCarry(row.number("carry")))
                .orElse(FineCarry.NONE);
    }

    private void writeVat(ChargeUsage.Charge charge, ChargeUsage.Vat vat, FineCarry carry) {
        database.sql(
                        """
                        insert into vat_carry
                            (book_id, organisation_id, currency, jurisdiction, carry)
                        values (?, ?, ?, ?, ?)
                        on conflict (book_id, organisation_id, currency, jurisdiction)
                        do update set carry = excluded.carry\
                        """,
                        Book.ID,
                        charge.buyerId(),
                        charge.buyerCurrency().code(),
                        vat.jurisdiction(),
                        carry.rest())
                .update();
    }
}
