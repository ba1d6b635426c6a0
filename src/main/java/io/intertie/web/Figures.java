package io.intertie.web;

import com.ibm.icu.number.LocalizedNumberFormatter;
import com.ibm.icu.number.Notation;
import com.ibm.icu.number.NumberFormatter;
import com.ibm.icu.number.Precision;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/// How amounts, quantities and times are written for one reader.
///
/// **Always true** a bare `¥` is written only where the reader's language cannot take it for the
/// other currency; digits are Latin; nothing exact is rounded unless the name says so.
public final class Figures {
    private static final String MINUS = "\u2212";
    private static final String NARROW_SPACE = "\u202f";
    private static final int MICRO = 6;
    private static final int PRICED = 10;
    private static final int PICO = 12;
    private static final Map<String, String> SYMBOLS =
            Map.of(
                    "EUR", "€", "USD", "US$", "GBP", "£", "CNY", "CN¥", "JPY", "JP¥", "INR", "₹",
                    "KRW", "₩");

    private final Locale locale;
    private final ZoneId zone;
    private final Currency own;
    private final boolean chinese;

    private Figures(Locale locale, ZoneId zone, Currency own) {
        this.locale = locale;
        this.zone = zone;
        this.own = own;
        this.chinese = locale.getLanguage().equals("zh");
    }

    /// The figures of a reader with these preferences.
    public static Figures of(Prefs prefs) {
        return new Figures(prefs.locale(), prefs.zone(), prefs.currency());
    }

    /// The same reader looking at another place's clock.
    public Figures in(ZoneId place) {
        return new Figures(locale, place, own);
    }

    public ZoneId zone() {
        return zone;
    }

    /// A wallet's amount in whole minor units, what is below them left out: `€98.50`.
    public String money(Money amount) {
        return signed(
                amount.currency(), amount.wholeMinor().major(), amount.currency().minorDigits());
    }

    /// An amount in whole minor units, or else to the last micro: `€98.50`, `€0.002341`.
    public String exact(Money amount) {
        return exact(amount.currency(), amount.major());
    }

    /// An amount with its ISO code, for invoices and auditors: `EUR 98.50`.
    public String iso(Money amount) {
        return code(amount.currency(), atLeast(amount.major(), amount.currency().minorDigits()));
    }

    /// An amount with its ISO code, all its decimals and at least so many: `CNY 0.016548`.
    public String iso(Currency currency, BigDecimal major, int digits) {
        return code(currency, atLeast(major, digits));
    }

    /// An amount with all its decimals, in six, ten or twelve places, so that costs stand under
    /// each other: what one request costs.
    public String cost(Currency currency, BigDecimal major) {
        return symbol(currency, in(major, MICRO, PRICED, PICO));
    }

    /// A request's cost from the pico that the ledger counts.
    public String cost(Currency currency, long pico) {
        return cost(currency, BigDecimal.valueOf(pico, 12));
    }

    /// A sum of costs at a glance, cut to six places, or to the minor unit from one major unit on.
    public String costBrief(Currency currency, long pico) {
        var major = BigDecimal.valueOf(pico, PICO);
        var isWhole = major.abs().compareTo(BigDecimal.ONE) >= 0;
        return signed(currency, major, isWhole ? currency.minorDigits() : MICRO);
    }

    /// A price per 1M tokens, four decimals or more: `€0.2931`.
    public String price(Currency currency, long microPerMillion) {
        return symbol(currency, atLeast(BigDecimal.valueOf(microPerMillion, 6), 4));
    }

    /// A part of a price, always to the last micro, so that parts stand under each other.
    public String micro(Currency currency, long micro) {
        return symbol(currency, BigDecimal.valueOf(micro, 6));
    }

    /// A price on a chart's axis, in as few decimals as it needs, two at least.
    public String axis(Currency currency, long micro) {
        return axis(currency, micro, 2);
    }

    /// A price on a chart's axis, in as many decimals as the step between two of them needs.
    public String axis(Currency currency, long micro, int digits) {
        return symbol(currency, atLeast(BigDecimal.valueOf(micro, 6), digits));
    }

    /// A price of electricity per kWh, three to six decimals.
    public String perKwh(Currency currency, BigDecimal price) {
        return symbol(currency, atLeast(price.setScale(6, RoundingMode.HALF_UP), 3));
    }

    /// A price of electricity at a glance: three or four decimals.
    public String perKwhBrief(Currency currency, BigDecimal price) {
        return symbol(currency, atLeast(price.setScale(4, RoundingMode.HALF_UP), 3));
    }

    /// A whole number with its groups: `1,284,077`.
    public String count(long number) {
        return number(BigDecimal.valueOf(number), 0, 0);
    }

    /// A decimal as exact as it is.
    public String decimal(BigDecimal number) {
        return number(number, 0, 12);
    }

    /// A decimal rounded half up to at most so many digits.
    public String rounded(BigDecimal number, int digits) {
        return number(number.setScale(digits, RoundingMode.HALF_UP), 0, digits);
    }

    /// A large number in short: `1.85M`, in Chinese `185万`. Show [#count] as its title.
    public String compact(long number) {
        return formatter()
                .notation(Notation.compactShort())
                .precision(Precision.maxSignificantDigits(3))
                .format(number)
                .toString();
    }

    /// A fraction as a percentage with one digit: `18.9%`.
    public String percent(BigDecimal fraction) {
        return number(fraction.movePointRight(2).setScale(1, RoundingMode.HALF_UP), 1, 1) + "%";
    }

    /// A fraction as a percentage that never claims more than it has: 99.98%, not 100%.
    public String uptime(BigDecimal fraction) {
        return number(fraction.movePointRight(2).setScale(2, RoundingMode.DOWN), 2, 2) + "%";
    }

    /// A difference as a percentage with its sign: `+8%`.
    public String change(BigDecimal fraction) {
        var percent = fraction.movePointRight(2).setScale(0, RoundingMode.HALF_UP);
        var sign = percent.signum() < 0 ? MINUS : percent.signum() > 0 ? "+" : "±";
        return sign + percent.abs().toPlainString() + "%";
    }

    /// Energy in the unit that fits: `4.89 Wh`, `1.272 kWh`.
    public String energy(BigDecimal wattHours) {
        var thousand = BigDecimal.valueOf(1000);
        return wattHours.compareTo(thousand) < 0
                ? plain(in(wattHours, 3, MICRO)) + " Wh"
                : number(wattHours.movePointLeft(3), 0, 3) + " kWh";
    }

    public String millis(long millis) {
        return count(millis) + " ms";
    }

    /// An exchange rate as exact as it was quoted.
    public String rate(BigDecimal rate) {
        return number(rate, 4, 10);
    }

    /// A moment for `<time>`: minutes in the reader's zone, the full instant in `datetime`.
    public Moment moment(Instant instant) {
        return stamped(instant, chinese ? "y年M月d日 HH:mm" : "d MMM y, HH:mm");
    }

    /// A moment with its seconds and its zone.
    public Moment precise(Instant instant) {
        return stamped(instant, (chinese ? "y年M月d日 HH:mm:ss" : "d MMM y, HH:mm:ss") + " zzz");
    }

    /// A clock time: `14:00`.
    public Moment clock(Instant instant) {
        return stamped(instant, "HH:mm");
    }

    public String date(LocalDate date) {
        return DateTimeFormatter.ofPattern(chinese ? "y年M月d日" : "d MMM y", locale).format(date);
    }

    /// A day of the coming week: `Thu 26 Nov`.
    public String weekday(LocalDate date) {
        return DateTimeFormatter.ofPattern(chinese ? "M/d EEE" : "EEE d MMM", locale).format(date);
    }

    /// A written time and the instant that it stands for.
    public record Moment(String iso, String text) {}

    private Moment stamped(Instant instant, String pattern) {
        var text = DateTimeFormatter.ofPattern(pattern, locale).format(instant.atZone(zone));
        return new Moment(instant.toString(), text);
    }

    private String signed(Currency currency, BigDecimal major, int digits) {
        return symbol(currency, major.setScale(digits, RoundingMode.DOWN));
    }

    private String exact(Currency currency, BigDecimal major) {
        return symbol(currency, in(major, currency.minorDigits(), MICRO));
    }

    private String symbol(Currency currency, BigDecimal amount) {
        var symbol = symbol(currency);
        if (symbol.equals(currency.code())) {
            return code(currency, amount);
        }
        return sign(amount) + symbol + plain(amount);
    }

    private String code(Currency currency, BigDecimal amount) {
        return currency.code() + "\u00a0" + sign(amount) + plain(amount);
    }

    /// The sign of a currency: short only for the reader's own, and never an ambiguous yen sign.
    public String symbol(Currency currency) {
        var code = currency.code();
        if (currency.equals(own)) {
            if (code.equals("USD")) {
                return "$";
            }
            if (code.equals("CNY") && chinese) {
                return "¥";
            }
        }
        return SYMBOLS.getOrDefault(code, code);
    }

    private String plain(BigDecimal amount) {
        return number(amount.abs(), amount.scale(), Math.max(0, amount.scale()));
    }

    private static String sign(BigDecimal amount) {
        return amount.signum() < 0 ? MINUS : "";
    }

    // In the first of these places that holds it whole, or in as many as it needs.
    private static BigDecimal in(BigDecimal amount, int... places) {
        var bare = amount.stripTrailingZeros();
        for (var digits : places) {
            if (bare.scale() <= digits) {
                return bare.setScale(digits, RoundingMode.UNNECESSARY);
            }
        }
        return bare;
    }

    private static BigDecimal atLeast(BigDecimal amount, int digits) {
        var bare = amount.stripTrailingZeros();
        return bare.scale() < digits ? bare.setScale(digits, RoundingMode.UNNECESSARY) : bare;
    }

    private String number(BigDecimal number, int atLeast, int atMost) {
        return formatter()
                .precision(Precision.minMaxFraction(atLeast, atMost))
                .format(number)
                .toString()
                .replace("-", MINUS)
                .replace("\u00a0", NARROW_SPACE);
    }

    private LocalizedNumberFormatter formatter() {
        return NumberFormatter.withLocale(
                Locale.forLanguageTag(locale.toLanguageTag() + "-u-nu-latn"));
    }
}
