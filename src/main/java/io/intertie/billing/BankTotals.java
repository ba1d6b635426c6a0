package io.intertie.billing;

import io.intertie.billing.BankStatement.Entry;
import io.intertie.platform.files.XmlTree;
import io.intertie.platform.files.XmlTree.Refused;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Whether a bank's file agrees with itself.
final class BankTotals {
    /// As the schema has it; a plain one, so that no exponent makes it gigantic.
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,18}(\\.\\d{1,17})?");

    private BankTotals() {}

    static void agree(BankStatement.Balances balances, List<Entry> entries) throws Refused {
        var sum = balances.opens();
        for (var entry : entries) {
            if (!entry.amount().currency().equals(sum.currency())) {
                throw new Refused(
                        "bank.currency", "An entry is in another currency than its account.");
            }
            sum = sum.plus(entry.amount());
        }
        if (!sum.equals(balances.closes())) {
            throw new Refused(
                    "bank.sum",
                    "The balances do not fit the entries: these lead to %s, the statement says"
                            + " %s.",
                    sum,
                    balances.closes());
        }
    }

    /// Where the file says how many entries it has and what they sum up to, that must be so.
    static void agree(XmlTree part) throws Refused {
        var all = part.all("Ntry");
        agree(part, "TtlNtries", all);
        agree(part, "TtlCdtNtries", all.stream().filter(BankTotals::isCredit).toList());
        agree(part, "TtlDbtNtries", all.stream().filter(one -> !isCredit(one)).toList());
    }

    private static void agree(XmlTree part, String total, List<XmlTree> entries) throws Refused {
        var said = part.at("TxsSummry/" + total);
        if (said.isEmpty()) {
            return;
        }
        var sum =
                entries.stream()
                        .map(one -> decimal(one.text("Amt").orElse("")))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        var fits =
                said.get()
                                .text("NbOfNtries")
                                .map(number -> Integer.parseInt(number) == entries.size())
                                .orElse(true)
                        && said.get()
                                .text("Sum")
                                .map(text -> decimal(text).compareTo(sum) == 0)
                                .orElse(true);
        if (!fits) {
            throw new Refused("bank.total", "%s does not fit the entries of the file.", total);
        }
    }

    private static boolean isCredit(XmlTree element) {
        return element.text("CdtDbtInd").equals(Optional.of("CRDT"));
    }

    /// A decimal as a bank writes it, never negative.
    static BigDecimal decimal(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            throw new NumberFormatException("an amount");
        }
        return new BigDecimal(text);
    }
}
