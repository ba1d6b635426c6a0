package io.intertie.billing;

import io.intertie.billing.SentPayments.Named;
import io.intertie.money.Currency;
import io.intertie.money.Money;
import io.intertie.platform.files.XmlTree;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a bank's file says of one payment, by its end-to-end id.
final class PaymentDetails {
    private static final int ID_AT_MOST = 35;
    private static final int REASON_AT_MOST = 200;

    private PaymentDetails() {}

    /// The payment that a `TxDtls` names; `entry` may state the charges for it.
    static Optional<Named> of(XmlTree detail, XmlTree entry, Money amount) {
        return id(detail.text("Refs/EndToEndId"))
                .map(endToEndId ->
                        new Named(
                                endToEndId,
                                accounts(detail, "RltdPties"),
                                reason(detail.at("RtrInf")),
                                fee(List.of(detail, entry), amount)
                                        .or(() -> kept(detail, amount))));
    }

    /// All that a bank passes on from the payer, as one text.
    static String remittance(XmlTree detail) {
        var info = detail.all("RmtInf").stream().findFirst();
        var structured =
                info.stream()
                        .flatMap(one -> one.all("Strd").stream())
                        .flatMap(one -> one.text("CdtrRefInf/Ref").stream());
        // Banks break a text where a line ends, so its pieces belong together.
        var free =
                info.stream()
                        .map(one ->
                                one.all("Ustrd").stream()
                                        .map(XmlTree::text)
                                        .collect(Collectors.joining()));
        var endToEnd =
                detail.text("Refs/EndToEndId").filter(id -> !id.equals("NOTPROVIDED")).stream();
        return Stream.of(structured, free, endToEnd)
                .flatMap(one -> one)
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining(" | "));
    }

    static Optional<String> id(Optional<String> text) {
        return text.filter(id -> !id.equals("NOTPROVIDED") && id.length() <= ID_AT_MOST);
    }

    static Set<String> accounts(XmlTree element, String parties) {
        var accounts = new HashSet<String>();
        for (var party : List.of("DbtrAcct", "CdtrAcct")) {
            var at = (parties.isEmpty() ? "" : parties + "/") + party + "/Id/";
            element.text(at + "IBAN")
                    .or(() -> element.text(at + "Othr/Id"))
                    .ifPresent(accounts::add);
        }
        return accounts;
    }

    /// `Rsn` and what is said beside it, as one text; empty where nothing says that it came back.
    static Optional<String> reason(Optional<XmlTree> element) {
        return element.map(info -> {
            var code = info.text("Rsn/Cd").or(() -> info.text("Rsn/Prtry"));
            var more = info.all("AddtlInf").stream().map(XmlTree::text);
            var text =
                    Stream.concat(code.stream(), more)
                            .filter(one -> !one.isEmpty())
                            .collect(Collectors.joining(" "));
            var said = text.isEmpty() ? "no reason given" : text;
            return said.length() <= REASON_AT_MOST ? said : said.substring(0, REASON_AT_MOST);
        });
    }

    /// Charges that are within the amount, where the nearest element states any.
    private static Optional<Money> fee(List<XmlTree> elements, Money amount) {
        for (var element : elements) {
            var charges =
                    element.all("Chrgs").stream()
                            .flatMap(one -> one.all("Rcrd").stream())
                            .filter(PaymentDetails::isKept)
                            .flatMap(one -> one.at("Amt").stream())
                            .map(PaymentDetails::money)
                            .toList();
            if (!charges.isEmpty()
                    && charges.stream().allMatch(one -> isIn(one, amount.currency()))) {
                return charges.stream().reduce(Money::plus);
            }
        }
        return Optional.empty();
    }

    private static boolean isKept(XmlTree charge) {
        return !charge.text("CdtDbtInd").equals(Optional.of("CRDT"))
                && !charge.text("ChrgInclInd").map(Set.of("false", "0")::contains).orElse(false);
    }

    private static boolean isIn(Money amount, Currency currency) {
        return amount.currency().equals(currency);
    }

    /// What is missing of the amount that was once sent, where a bank states no charges.
    private static Optional<Money> kept(XmlTree detail, Money amount) {
        return detail.at("AmtDtls/InstdAmt/Amt")
                .map(PaymentDetails::money)
                .filter(sent -> isIn(sent, amount.currency()) && amount.isPositive())
                .map(sent -> sent.minus(amount))
                .filter(Money::isPositive);
    }

    static Money money(XmlTree amount) {
        var currency = Currency.of(amount.attributes().getOrDefault("Ccy", ""));
        return Money.of(BankTotals.decimal(amount.text()).toPlainString(), currency);
    }
}
