package io.intertie.ledger;

import io.intertie.money.Carry;
import io.intertie.money.Currency;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Books that charges alone have written: what the arithmetic comes to, without a database.
final class BooksInMemory {
    private static final BigInteger PER_MICRO = BigInteger.valueOf(1_000_000);
    private static final BigInteger FINE = BigInteger.valueOf(10_000_000_000L);

    private final Book.Mode mode;
    private final Map<Account, Long> balances = new HashMap<>();
    private final Map<Object, Carry> buyers = new HashMap<>();
    private final Map<Object, FineCarry> shares = new HashMap<>();
    private final Map<Object, Carry> providers = new HashMap<>();
    private final Map<Object, FineCarry> vats = new HashMap<>();

    BooksInMemory(Book.Mode mode) {
        this.mode = mode;
    }

    private record OfProvider(Object wallet, UUID provider, Currency currency) {}

    private record OfVat(Object wallet, String jurisdiction) {}

    /// Where a charge carries.
    private record Places(Account wallet, OfProvider provider, OfVat vat) {
        static Places of(ChargeUsage.Charge charge) {
            var wallet =
                    Account.of(AccountCode.BUYER_WALLET, charge.buyerId(), charge.buyerCurrency());
            var jurisdiction = charge.vat().map(ChargeUsage.Vat::jurisdiction).orElse("");
            return new Places(
                    wallet,
                    new OfProvider(wallet, charge.providerId(), charge.providerCurrency()),
                    new OfVat(wallet, jurisdiction));
        }
    }

    void charge(ChargeUsage.Charge charge) {
        var places = Places.of(charge);
        var legs = legs(charge, places);
        var payment = new ChargeLegs.Payment(0, legs.dueMicro(), 0);
        legs.postings(charge, mode, payment).forEach(this::add);
        keep(places, legs);
    }

    /// What a charge would come to now.
    ChargeLegs legs(ChargeUsage.Charge charge) {
        return legs(charge, Places.of(charge));
    }

    private ChargeLegs legs(ChargeUsage.Charge charge, Places places) {
        return ChargeLegs.of(
                charge,
                new ChargeLegs.Carries(
                        buyers.getOrDefault(places.wallet(), Carry.NONE),
                        shares.getOrDefault(places.wallet(), FineCarry.NONE),
                        providers.getOrDefault(places.provider(), Carry.NONE),
                        vats.getOrDefault(places.vat(), FineCarry.NONE)));
    }

    /// Carries on with what it left.
    void keep(ChargeUsage.Charge charge, ChargeLegs legs) {
        keep(Places.of(charge), legs);
    }

    private void keep(Places places, ChargeLegs legs) {
        buyers.put(places.wallet(), legs.after().buyer());
        shares.put(places.wallet(), legs.after().share());
        providers.put(places.provider(), legs.after().provider());
        vats.put(places.vat(), legs.after().vat());
    }

    Carry carry(Account wallet) {
        return buyers.getOrDefault(wallet, Carry.NONE);
    }

    FineCarry share(Account wallet) {
        return shares.getOrDefault(wallet, FineCarry.NONE);
    }

    void add(Posting posting) {
        add(posting.from(), -posting.amount().micro());
        add(posting.to(), posting.amount().micro());
    }

    private void add(Account account, long micro) {
        balances.merge(account, micro, Math::addExact);
    }

    /// All that these books hold, to be compared with others'.
    List<Object> state() {
        balances.values().removeIf(balance -> balance == 0);
        return List.of(balances, buyers, shares, providers, vats);
    }

    long balance(Account account) {
        return balances.getOrDefault(account, 0L);
    }

    Map<Account, Long> balances() {
        return Map.copyOf(balances);
    }

    /// All that these accounts were ever charged, by what is posted and what is carried.
    ///
    /// **Units** pico.
    BigInteger charged(Account wallet) {
        var vat =
                balances.entrySet().stream()
                        .filter(one -> one.getKey().code() == AccountCode.OUTPUT_VAT)
                        .filter(one -> one.getKey().currency().equals(wallet.currency()))
                        .mapToLong(Map.Entry::getValue)
                        .sum();
        return pico(-balance(wallet) - vat)
                .add(BigInteger.valueOf(buyers.getOrDefault(wallet, Carry.NONE).pico()));
    }

    BigInteger owed(Account accrued) {
        var carried =
                providers.entrySet().stream()
                        .filter(one -> one.getKey() instanceof OfProvider of && isOf(of, accrued))
                        .mapToLong(one -> one.getValue().pico())
                        .sum();
        return pico(balance(accrued)).add(BigInteger.valueOf(carried));
    }

    private static boolean isOf(OfProvider key, Account accrued) {
        return key.provider().toString().equals(accrued.owner())
                && key.currency().equals(accrued.currency());
    }

    /// **Units** 1e-10 micro.
    BigInteger vat(Account vat) {
        var carried =
                vats.entrySet().stream()
                        .filter(one ->
                                one.getKey() instanceof OfVat of
                                        && of.jurisdiction().equals(vat.owner()))
                        .mapToLong(one -> one.getValue().rest())
                        .sum();
        return BigInteger.valueOf(balance(vat)).multiply(FINE).add(BigInteger.valueOf(carried));
    }

    /// What is carried for a wallet, a provider or a jurisdiction. **Units** 1e-10 micro.
    BigInteger carried(Account account) {
        var fine =
                switch (account.code()) {
                    case BUYER_WALLET -> carry(account).pico() * 10_000L;
                    case PROVIDER_ACCRUED ->
                            providers.entrySet().stream()
                                    .filter(one ->
                                            one.getKey() instanceof OfProvider of
                                                    && isOf(of, account))
                                    .mapToLong(one -> one.getValue().pico() * 10_000L)
                                    .sum();
                    default ->
                            vats.entrySet().stream()
                                    .filter(one ->
                                            one.getKey() instanceof OfVat of && isOf(of, account))
                                    .mapToLong(one -> one.getValue().rest())
                                    .sum();
                };
        return BigInteger.valueOf(fine);
    }

    private static boolean isOf(OfVat key, Account vat) {
        return key.jurisdiction().equals(vat.owner())
                && key.wallet() instanceof Account wallet
                && wallet.currency().equals(vat.currency());
    }

    private static BigInteger pico(long micro) {
        return BigInteger.valueOf(micro).multiply(PER_MICRO);
    }
}
