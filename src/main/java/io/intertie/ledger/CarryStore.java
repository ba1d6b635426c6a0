package io.intertie.ledger;

import io.intertie.money.Carry;
import io.intertie.money.Currency;
import io.intertie.platform.persistence.Columns;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Question;
import io.intertie.platform.persistence.Row;
import io.intertie.platform.persistence.Statement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// What is owed below one micro: to providers by wallet, provider and currency, and to
/// jurisdictions by wallet. The wallet's own carries are in its row.
///
/// Read and written only under the lock of the wallet's row.
@ApplicationScoped
class CarryStore {
    private static final String[] KEY = {"uuid", "text", "uuid", "text"};
    // With the numbers of the entries to come, which cost no journey of their own.
    private static final String BEFORE =
            """
            select key.*, carry.carry_pico, cast(null as bigint) as entry_no
            from {keys} as key (organisation_id, currency, provider_id, provider_currency)
            cross join lateral (
                select carry_pico from provider_carry c
                where c.book_id = ? and c.organisation_id = key.organisation_id
                    and c.currency = key.currency and c.provider_id = key.provider_id
                    and c.provider_currency = key.provider_currency offset 0) carry
            union all
            select null, null, null, null, null, nextval('journal_entry_no_seq')
            from generate_series(1, ?)\
            """
                    .replace("{keys}", Columns.unnest(KEY));
    private static final String[] PROVIDER = {"uuid", "text", "uuid", "text", "integer"};
    private static final String[] STEP = {
        "uuid",
        "uuid",
        "text",
        "uuid",
        "text",
        "smallint",
        "integer",
        "bigint",
        "integer",
        "bigint",
        "bigint",
        "bigint",
        "integer",
        "bigint",
        "integer",
        "text",
        "smallint",
        "bigint",
        "bigint",
        "bigint"
    };

    /// The steps, and the providers' carries after them, by one statement.
    private static final String WRITE =
            """
            with step as (
                insert into carry_step (book_id, capture_id, organisation_id, currency,
                    provider_id, provider_currency, fee_bps,
                    buyer_before, buyer_micro, buyer_after,
                    share_before, share_micro, share_after,
                    provider_before, provider_micro, provider_after,
                    vat_jurisdiction, vat_bps, vat_before, vat_micro, vat_after)
                select ?, step.* from {steps} as step)
            insert into provider_carry (book_id, organisation_id, currency,
                provider_id, provider_currency, carry_pico)
            select ?, carry.* from {carries} as carry
            on conflict (book_id, organisation_id, currency, provider_id, provider_currency)
            do update set carry_pico = excluded.carry_pico\
            """
                    .replace("{steps}", Columns.unnest(STEP))
                    .replace("{carries}", Columns.unnest(PROVIDER));

    private final Database database;

    @Inject
    CarryStore(Database database) {
        this.database = database;
    }

    /// Whose carry it is: a provider's with one wallet.
    record OfProvider(
            UUID organisationId, Currency currency, UUID providerId, Currency providerCurrency) {
        static OfProvider of(ChargeUsage.Charge charge) {
            return new OfProvider(
                    charge.buyerId(),
                    charge.buyerCurrency(),
                    charge.providerId(),
                    charge.providerCurrency());
        }

        private Object[] columns() {
            return new Object[] {
                organisationId, currency.code(), providerId, providerCurrency.code()
            };
        }
    }

    /// What charges of wallets that are locked must know: what earlier ones left to providers,
    /// nothing where absent; and numbers for entries.
    record Before(Map<OfProvider, Carry> providers, List<Long> entryNumbers) {
        static Before of(List<Known> all) {
            var providers = new HashMap<OfProvider, Carry>();
            var numbers = new ArrayList<Long>();
            for (var known : all) {
                switch (known) {
                    case Known.EntryNumber(var number) -> numbers.add(number);
                    case Known.Left(var provider, var carry) -> providers.put(provider, carry);
                }
            }
            return new Before(providers, numbers);
        }
    }

    /// One thing that charges must know.
    sealed interface Known {
        record EntryNumber(long number) implements Known {}

        record Left(OfProvider provider, Carry carry) implements Known {}
    }

    /// Asks what charges must know, for each provider and wallet, and so many charges.
    Question<Known> before(Set<OfProvider> keys, int charges) {
        var columns = new Columns(KEY);
        keys.forEach(key -> columns.add(key.columns()));
        var parameters = new ArrayList<Object>(List.of(columns.after()));
        parameters.add(Book.ID);
        parameters.add(charges);
        return new Question<>(
                database.sql(BEFORE, parameters.toArray()),
                row ->
                        row.textIfAny("entry_no").isPresent()
                                ? new Known.EntryNumber(row.number("entry_no"))
                                : new Known.Left(
                                        provider(row), new Carry(row.number("carry_pico"))));
    }

    private static OfProvider provider(Row row) {
        return new OfProvider(
                row.id("organisation_id"),
                Currency.of(row.text("currency")),
                row.id("provider_id"),
                Currency.of(row.text("provider_currency")));
    }

    /// How one capture moved each leg.
    record Step(ChargeUsage.Charge charge, ChargeLegs.Carries before, ChargeLegs legs) {}

    /// Keeps what is left, and how each capture moved each leg: what a receipt is explained by, and
    /// what the seal covers.
    Statement steps(List<Step> all) {
        var steps = new Columns(STEP);
        var last = new LinkedHashMap<OfProvider, Carry>();
        for (var step : all) {
            add(steps, step);
            last.put(OfProvider.of(step.charge()), step.legs().after().provider());
        }
        var carries = new Columns(PROVIDER);
        last.forEach((key, carry) ->
                carries.add(
                        key.organisationId(),
                        key.currency().code(),
                        key.providerId(),
                        key.providerCurrency().code(),
                        carry.pico()));
        var parameters = new ArrayList<Object>(List.of(steps.after(Book.ID)));
        parameters.addAll(List.of(carries.after(Book.ID)));
        return database.sql(WRITE, parameters.toArray());
    }

    /// Keeps what is left to jurisdictions.
    void writeVat(List<Step> all) {
        for (var step : all) {
            step.charge()
                    .vat()
                    .ifPresent(vat -> writeVat(step.charge(), vat, step.legs().after().vat()));
        }
    }

    private static void add(Columns steps, Step step) {
        var charge = step.charge();
        var before = step.before();
        var legs = step.legs();
        var after = legs.after();
        var vat = charge.vat();
        steps.add(
                charge.captureId(),
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
                vat.map(ChargeUsage.Vat::jurisdiction),
                vat.map(ChargeUsage.Vat::bps),
                vat.map(_ -> before.vat().rest()),
                vat.map(_ -> legs.vatMicro()),
                vat.map(_ -> after.vat().rest()));
    }

    /// What earlier charges of a wallet that is locked left to a jurisdiction.
    FineCarry vat(ChargeUsage.Charge charge, ChargeUsage.Vat vat) {
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
