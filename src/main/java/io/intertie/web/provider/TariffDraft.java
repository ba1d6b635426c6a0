package io.intertie.web.provider;

import io.intertie.catalog.DataCenter;
import io.intertie.platform.persistence.UuidV7;
import io.intertie.tariff.ReferenceTariff;
import io.intertie.tariff.TariffVersion;
import io.intertie.web.Form;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A draft of a site's next tariff, as it was typed; its time is the site's own clock.
record TariffDraft(Form form) {
    private static final String FRACTION = "0(\\.\\d{1,6})?|1(\\.0{1,6})?";

    /// The form with what is wrong with it.
    Form checked(List<ReferenceTariff> known, UnaryOperator<String> words) {
        var right = form;
        if (known.stream().noneMatch(one -> one.code().equals(form.value("reference")))) {
            right = right.wrong("reference", words.apply("supply.fault.reference"));
        }
        var load = form.value("loadFactor");
        if (!load.matches(FRACTION) || new BigDecimal(load).signum() == 0) {
            right = right.wrong("loadFactor", words.apply("supply.fault.load"));
        }
        if (!form.value("lossFraction").matches(FRACTION)) {
            right = right.wrong("lossFraction", words.apply("supply.fault.loss"));
        }
        if (form.optional("effectiveFrom").isPresent() && local().isEmpty()) {
            right = right.wrong("effectiveFrom", words.apply("supply.fault.time"));
        }
        return right;
    }

    /// The draft for a site; without a time it begins now.
    TariffVersion of(DataCenter site, ReferenceTariff reference, Instant now) {
        return new TariffVersion(
                UuidV7.at(now),
                site.id(),
                1,
                reference.currency(),
                reference.table(),
                reference.demandPerKwMonth(),
                new BigDecimal(form.value("loadFactor")),
                new BigDecimal(form.value("lossFraction")),
                local().map(time -> time.atZone(site.zone()).toInstant()).orElse(now),
                TariffVersion.State.DRAFT,
                reference.source(),
                reference.quality(),
                "");
    }

    private Optional<LocalDateTime> local() {
        try {
            return form.optional("effectiveFrom").map(LocalDateTime::parse);
        } catch (DateTimeParseException malformed) {
            return Optional.empty();
        }
    }
}
