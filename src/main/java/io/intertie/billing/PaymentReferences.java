package io.intertie.billing;

import io.intertie.money.Currency;
import io.intertie.platform.config.Settings;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;

/// What a buyer writes on a bank transfer so that it finds its wallet: `RF` and two check digits,
/// then twelve digits (ISO 11649).
///
/// A wrong digit, or two that changed places, do not lead to another wallet: the check digits fit
/// no more. (With letters among them that would not be so for each mistake.)
@ApplicationScoped
public class PaymentReferences {
    private static final int LENGTH = 12;
    private static final Pattern FORM = Pattern.compile("RF[0-9]{14}");
    private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);

    private final Database database;
    private final Settings.Bank bank;
    private final SecureRandom random = new SecureRandom();

    @Inject
    PaymentReferences(Database database, Settings settings) {
        this.database = database;
        this.bank = settings.bank();
    }

    /// The account that buyers transfer to.
    public Settings.Bank account() {
        return bank;
    }

    /// Whose wallet a reference is.
    public record Wallet(UUID organisationId, Currency currency, String reference) {
        /// As people read it: in groups of four.
        public String spaced() {
            return reference.replaceAll("(.{4})(?=.)", "$1 ");
        }
    }

    /// A wallet's reference, which never changes.
    public Wallet of(UUID organisationId, Currency currency) {
        return find(organisationId, currency)
                .orElseGet(() -> {
                    database.sql(
                                    "insert into payment_reference"
                                            + " (reference, organisation_id, currency)"
                                            + " values (?, ?, ?) on conflict do nothing",
                                    checked(drawn()),
                                    organisationId,
                                    currency.code())
                            .update();
                    return find(organisationId, currency).orElseThrow();
                });
    }

    private String drawn() {
        var body = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            body.append(random.nextInt(10));
        }
        return body.toString();
    }

    private Optional<Wallet> find(UUID organisationId, Currency currency) {
        return database.sql(
                        "select reference from payment_reference"
                                + " where organisation_id = ? and currency = ?",
                        organisationId,
                        currency.code())
                .first(row -> new Wallet(organisationId, currency, row.text("reference")));
    }

    /// The wallet of a reference, however it is spaced.
    public Optional<Wallet> find(String typed) {
        return database.sql("select * from payment_reference where reference = ?", compact(typed))
                .first(row ->
                        new Wallet(
                                row.id("organisation_id"),
                                Currency.of(row.text("currency")),
                                row.text("reference")));
    }

    /// All wallets' references of a currency.
    public List<Wallet> in(Currency currency) {
        return database.sql(
                        "select * from payment_reference where currency = ? order by reference",
                        currency.code())
                .list(row ->
                        new Wallet(row.id("organisation_id"), currency, row.text("reference")));
    }

    /// The wallets that a text of the bank names: whatever is a sound reference, and one of ours.
    List<Wallet> named(String text) {
        var sound = new TreeSet<String>();
        for (var piece : text.split("\\|", -1)) {
            var plain = compact(piece);
            var found = FORM.matcher(plain);
            for (int from = 0; found.find(from); from = found.start() + 1) {
                if (isSound(found.group())) {
                    sound.add(found.group());
                }
            }
        }
        return sound.stream().flatMap(reference -> find(reference).stream()).toList();
    }

    static String compact(String typed) {
        return typed.replaceAll("[\\s.,;:/+-]", "").toUpperCase(Locale.ROOT);
    }

    /// The reference of a body: its check digits make the whole leave 1 when divided by 97.
    static String checked(String body) {
        var rest = digits(body + "RF00").mod(NINETY_SEVEN).intValueExact();
        return "RF" + String.format(Locale.ROOT, "%02d", 98 - rest) + body;
    }

    static boolean isSound(String reference) {
        return FORM.matcher(reference).matches()
                && digits(reference.substring(4) + reference.substring(0, 4))
                        .mod(NINETY_SEVEN)
                        .equals(BigInteger.ONE);
    }

    /// Letters count from 10, as in an IBAN.
    private static BigInteger digits(String text) {
        var digits = new StringBuilder();
        text.chars().forEach(letter -> digits.append(Character.digit(letter, 36)));
        return new BigInteger(digits.toString());
    }
}
