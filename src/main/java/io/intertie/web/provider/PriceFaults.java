package io.intertie.web.provider;

import io.intertie.tariff.PriceVersion;
import io.intertie.tariff.Repricing;
import io.intertie.web.Figures;
import io.intertie.web.Form;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/// Why a proposal was rejected, in the reader's language and by the site's clock.
record PriceFaults(
        Repricing.Proposal proposal,
        Optional<PriceVersion> last,
        Instant now,
        Figures clock,
        Words words) {
    private static final Duration NOTICE = Duration.ofDays(7);

    /// The form with the faults at their fields.
    Form at(Form form, Map<String, String> faults) {
        var wrong = form;
        for (var fault : faults.entrySet()) {
            wrong = wrong.wrong(fault.getKey(), text(fault.getKey(), fault.getValue()));
        }
        return wrong;
    }

    private String text(String field, String fault) {
        return switch (field) {
            case "effectiveFrom" -> time();
            case "tariff", "quotes", "reason", "margin" -> words.of("supply.rejected." + field);
            default -> fault;
        };
    }

    private String time() {
        var from = proposal.effectiveFrom();
        if (from.isBefore(now.minus(Duration.ofMinutes(5)))) {
            return words.of("supply.fault.past");
        }
        var begun = last.map(PriceVersion::effectiveFrom).filter(at -> !from.isAfter(at));
        return begun.isPresent()
                ? words.of("supply.rejected.later", clock.precise(begun.get()).text())
                : words.of("supply.rejected.notice", clock.precise(earliest()).text());
    }

    // A full hour that keeps the notice and leaves an hour or two to publish.
    private Instant earliest() {
        return now.plus(NOTICE).truncatedTo(ChronoUnit.HOURS).plus(2, ChronoUnit.HOURS);
    }
}
