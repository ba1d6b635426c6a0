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

    /// Keeps what is left, and how this request moved each leg: what a receipt is explained by, and
    /// what the seal covers.
    void write(ChargeUsage.Charge charge, ChargeLegs.Carries before, ChargeLegs legs) {
        writeStep(charge, before, legs);
        charge.vat().ifPresent(vat -> writeVat(charge, vat, legs.after().vat()));
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

    /// The step, and the provider's carry after it, by one statement.
    private void writeStep(ChargeUsage.Charge charge, ChargeLegs.Carries before, ChargeLegs legs) {
        var after = legs.after();
        database.sql(
                        """
                        with step as (
                            insert into carry_step (book_id, request_id, organisation_id, currency,
                                provider_id, provider_currency, fee_bps,
                                buyer_before, buyer_micro, buyer_after,
                                share_before, share_micro, share_after,
                                provider_before, provider_micro, provider_after,
                                vat_jurisdiction, vat_bps, vat_before, vat_micro, vat_after)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                                ?, ?, ?, ?, ?)
                            returning *)
                        insert into provider_carry (book_id, organisation_id, currency,
                            provider_id, provider_currency, carry_pico)
                        select book_id, organisation_id, currency, provider_id,
                            provider_currency, provider_after
                        from step
                        on conflict (book_id, organisation_id, currency,
                            provider_id, provider_currency)
                        do update set carry_pico = excluded.carry_pico\
                        """,
                        Book.ID,
                        charge.requestId(),
                        charge.buyerId(),
                        charge.buyerCurrency().code(),
                        charge.providerId(),
                        charge.providerCurrency().code(),
                        charge.feeBps(),
                        before.buyer().pico(),
                        legs.netMicro(),
                        after.buyer().pico(),
                        before.share().rest(),
                        legs.shareMicro(),
                        after.share().rest(),
                        before.provider().pico(),
                        legs.providerMicro(),
                        after.provider().pico(),
                        charge.vat()
                                .<Object>map(ChargeUsage.Vat::jurisdiction)
                                .orElse(Database.Absent.TEXT),
                        ofVat(charge, charge.vat().map(ChargeUsage.Vat::bps).orElse(0)),
                        ofVat(charge, before.vat().rest()),
                        ofVat(charge, legs.vatMicro()),
                        ofVat(charge, after.vat().rest()))
                .update();
    }

    private static Object ofVat(ChargeUsage.Charge charge, long number) {
        return charge.vat().isPresent() ? number : Database.Absent.NUMBER;
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
