package io.intertie.web.provider;

import io.intertie.catalog.DataCenter;
import io.intertie.money.Currency;
import io.intertie.platform.persistence.UuidV7;
import io.intertie.tariff.ReferenceTariff;
import io.intertie.tariff.TariffTable;
import io.intertie.tariff.TariffVersion;
import io.intertie.tariff.Tariffs;
import io.intertie.web.Form;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A draft of a site's next tariff, as it was typed; its time is the site's own clock.
///
/// Without a table of its own it takes the shipped tariff as it is.
record TariffDraft(Form form) {
    private static final String FRACTION = "0(\\.\\d{1,6})?|1(\\.0{1,6})?";
    private static final String KEEP = "keep";
    private static final int SHOWN = 3;
    private static final Duration GRACE = Duration.ofMinutes(5);

    /// Where it is typed: the site, the currency that its provider is paid in, the shipped tariffs
    /// in it, the time, and whether it may begin in the past, as a site's first one.
    record Desk(
            DataCenter site,
            Currency currency,
            List<ReferenceTariff> known,
            Optional<TariffVersion> inForce,
            Instant now,
            boolean isFirst,
            Words words) {}

    /// The tariff in force, to change it; an empty form if there is none. What its prices are made
    /// of is kept unless somebody says otherwise.
    static Form startingFrom(Optional<TariffVersion> inForce) {
        return inForce.map(
                        one -> {
                            var values = new HashMap<String, @Nullable String>();
                            values.put("parts", KeptParts.of(inForce).isPresent() ? KEEP : "");
                            values.put("table", TariffLines.write(one.table()));
                            values.put("demand", plain(one.demandPerKwMonth()));
                            values.put("loadFactor", plain(one.loadFactor()));
                            values.put("lossFraction", plain(one.lossFraction()));
                            values.put("source", one.source());
                            values.put("quality", one.quality());
                            return Form.of(values);
                        })
                .orElse(Form.EMPTY);
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    /// The form with the shipped tariff's figures in it.
    Form filled(Desk desk) {
        var reference = reference(desk);
        if (reference.isEmpty()) {
            return form.wrong("reference", desk.words().of("supply.fault.reference"));
        }
        var from = reference.get();
        var values = new HashMap<String, @Nullable String>(form.values());
        values.put("table", TariffLines.write(from.table()));
        values.put("parts", "");
        values.put("demand", from.demandPerKwMonth().toPlainString());
        values.put("source", from.source());
        values.put("quality", from.quality());
        return Form.of(values);
    }

    /// The form with what is wrong with it.
    Form checked(Desk desk) {
        var words = desk.words();
        var right = isOwn() ? checkedOwn(desk) : checkedReference(desk);
        var load = form.value("loadFactor");
        if (!load.matches(FRACTION) || new BigDecimal(load).signum() == 0) {
            right = right.wrong("loadFactor", words.of("supply.fault.load"));
        }
        if (!form.value("lossFraction").matches(FRACTION)) {
            right = right.wrong("lossFraction", words.of("supply.fault.loss"));
        }
        var fault = time(desk).fault();
        if (fault.isPresent()) {
            right = right.wrong("effectiveFrom", words.of("supply.fault." + fault.get()));
        }
        var isPast = from(desk).isBefore(desk.now().minus(GRACE));
        if (isPast && !desk.isFirst()) {
            right = right.wrong("effectiveFrom", words.of("supply.fault.past"));
        }
        return right.isRight() && form.value("confirmed").isEmpty() ? likely(right, desk) : right;
    }

    private Form likely(Form right, Desk desk) {
        var unlikely =
                TariffVersion.doubted(of(desk).table(), desk.inForce().map(TariffVersion::table));
        var cells = unlikely.stream().limit(SHOWN).map(TariffLines::line).toList();
        return cells.isEmpty()
                ? right
                : right.wrong(
                        "confirmed",
                        desk.words().of("supply.fault.unlikely", String.join("; ", cells)));
    }

    private Form checkedReference(Desk desk) {
        return reference(desk).isPresent()
                ? form
                : form.wrong("reference", desk.words().of("supply.fault.start"));
    }

    private Form checkedOwn(Desk desk) {
        var words = desk.words();
        var right = form;
        var fault = TariffLines.read(form.value("table"), words).fault();
        if (fault.isPresent()) {
            right = right.wrong("table", fault.get());
        } else if (kept(desk).filter(parts -> !parts.fits(typed(desk))).isPresent()) {
            right = right.wrong("table", words.of("supply.fault.parts"));
        }
        if (!form.value("demand").matches("\\d{1,6}(\\.\\d{1,6})?")) {
            right = right.wrong("demand", words.of("supply.fault.demand"));
        }
        if (form.value("source").isEmpty()) {
            right = right.wrong("source", words.of("supply.fault.source"));
        }
        if (form.value("quality").isEmpty()) {
            right = right.wrong("quality", words.of("supply.fault.quality"));
        }
        return right;
    }

    /// The draft for a form that is right; without a time it begins now.
    TariffVersion of(Desk desk) {
        var reference = reference(desk);
        var site = desk.site();
        return new TariffVersion(
                UuidV7.at(desk.now()),
                site.id(),
                1,
                desk.currency(),
                isOwn() ? own(desk) : reference.orElseThrow().table(),
                isOwn()
                        ? new BigDecimal(form.value("demand"))
                        : reference.orElseThrow().demandPerKwMonth(),
                new BigDecimal(form.value("loadFactor")),
                new BigDecimal(form.value("lossFraction")),
                from(desk),
                TariffVersion.State.DRAFT,
                isOwn() ? form.value("source") : reference.orElseThrow().source(),
                isOwn() ? form.value("quality") : reference.orElseThrow().quality(),
                "");
    }

    private TariffTable own(Desk desk) {
        var typed = typed(desk);
        return kept(desk).map(parts -> parts.table(typed)).orElse(typed);
    }

    private Optional<KeptParts> kept(Desk desk) {
        return form.value("parts").equals(KEEP) ? KeptParts.of(desk.inForce()) : Optional.empty();
    }

    private TariffTable typed(Desk desk) {
        var rules = TariffLines.read(form.value("table"), desk.words()).rules();
        var site = desk.site();
        return TariffTable.of(site.zone(), Tariffs.calendarOf(site.country()), rules);
    }

    private boolean isOwn() {
        return form.optional("table").isPresent();
    }

    private Optional<ReferenceTariff> reference(Desk desk) {
        return desk.known().stream()
                .filter(one -> one.code().equals(form.value("reference")))
                .findFirst();
    }

    private Instant from(Desk desk) {
        return time(desk).at().orElse(desk.now());
    }

    private TypedTime time(Desk desk) {
        return new TypedTime(form.optional("effectiveFrom"), desk.site().zone());
    }
}
