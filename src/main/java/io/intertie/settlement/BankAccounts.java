package io.intertie.settlement;

import io.intertie.audit.Trail;
import io.intertie.identity.Actor;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.Wording;
import io.intertie.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/// Where providers are paid to: each change is a new version, and who made it is kept.
@ApplicationScoped
class BankAccounts {
    /// **Source** the IBAN registry does not list these; others must give an IBAN.
    private static final Set<String> WITHOUT_IBAN =
            Set.of(
                    "AU", "CA", "CN", "HK", "ID", "IN", "JP", "KR", "MX", "MY", "NZ", "PH", "SG",
                    "TH", "TW", "US", "VN", "ZA");

    private static final Pattern IBAN = Pattern.compile("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{5,34}");
    private static final Pattern BIC =
            Pattern.compile("[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?");
    private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);
    private static final int HOLDER_AT_MOST = 70;

    private final Database database;
    private final Clock clock;
    private final Trail trail;

    @Inject
    BankAccounts(Database database, Clock clock, Trail trail) {
        this.database = database;
        this.clock = clock;
        this.trail = trail;
    }

    /// A version of a provider's account, and who changed it to that.
    record Version(int number, Settlements.BankAccount account, String changedBy) {}

    void change(UUID providerId, Settlements.BankAccount entered, Actor actor) {
        Rights.mustBePaidOrRunTheMarket(actor, providerId);
        var account = checked(entered);
        database.transaction(() -> {
            var number = inForce(providerId).map(Version::number).orElse(0) + 1;
            database.sql(
                            "insert into bank_account (provider_id, version, holder, number, bic,"
                                    + " country, changed_by, changed_at)"
                                    + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                            providerId,
                            number,
                            account.holder(),
                            account.number(),
                            account.bic(),
                            account.country(),
                            actor.name(),
                            clock.instant())
                    .update();
            trail.record(
                    actor,
                    "bank-account.changed",
                    providerId.toString(),
                    Map.of(
                            "version", Integer.toString(number),
                            "country", account.country(),
                            "ending", account.ending()));
        });
    }

    Optional<Version> inForce(UUID providerId) {
        return database.sql(
                        "select * from bank_account where provider_id = ?"
                                + " order by version desc limit 1",
                        providerId)
                .first(row ->
                        new Version(
                                row.count("version"),
                                new Settlements.BankAccount(
                                        row.text("holder"),
                                        row.text("number"),
                                        row.text("bic"),
                                        row.text("country")),
                                row.text("changed_by")));
    }

    /// The account as a bank writes it: capitals, no spaces.
    ///
    /// @throws Problem naming the first field at fault
    static Settlements.BankAccount checked(Settlements.BankAccount entered) {
        var holder = entered.holder().strip();
        var number = compact(entered.number());
        var bic = compact(entered.bic());
        var country = compact(entered.country());
        must(
                !holder.isEmpty() && holder.length() <= HOLDER_AT_MOST,
                "holder",
                Wording.of(
                        "account.holder",
                        "The holder's name has 1 to %s characters.",
                        HOLDER_AT_MOST));
        must(
                holder.codePoints().noneMatch(BankAccounts::isUnprintable),
                "holder",
                Wording.of(
                        "account.print",
                        "The holder's name has a character that a bank file cannot carry."));
        must(
                Set.of(Locale.getISOCountries()).contains(country),
                "country",
                Wording.of("account.country", "The country is two letters of ISO 3166."));
        must(
                BIC.matcher(bic).matches(),
                "bic",
                Wording.of("account.bic", "A BIC has 8 or 11 letters and digits."));
        if (WITHOUT_IBAN.contains(country)) {
            must(
                    DIGITS.matcher(number).matches(),
                    "number",
                    Wording.of("account.number", "The number has 5 to 34 digits."));
        } else {
            must(
                    isIban(number),
                    "number",
                    Wording.of("account.iban", "This is no IBAN: its check digits do not fit."));
            must(
                    number.startsWith(country),
                    "country",
                    Wording.of("account.other", "The IBAN is of another country."));
        }
        return new Settlements.BankAccount(holder, number, bic, country);
    }

    private static boolean isUnprintable(int codePoint) {
        return Character.isISOControl(codePoint)
                || !Character.isDefined(codePoint)
                || Character.getType(codePoint) == Character.SURROGATE;
    }

    private static String compact(String entered) {
        return entered.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
    }

    /// ISO 13616: the country and check digits go to the end, letters count from 10, and the number
    /// leaves 1 when divided by 97.
    private static boolean isIban(String number) {
        if (!IBAN.matcher(number).matches()) {
            return false;
        }
        var digits = new StringBuilder();
        (number.substring(4) + number.substring(0, 4))
                .chars()
                .forEach(letter -> digits.append(Character.digit(letter, 36)));
        return new BigInteger(digits.toString()).mod(NINETY_SEVEN).equals(BigInteger.ONE);
    }

    private static void must(boolean holds, String field, Wording fault) {
        if (!holds) {
            throw Problem.field(field, fault);
        }
    }
}
