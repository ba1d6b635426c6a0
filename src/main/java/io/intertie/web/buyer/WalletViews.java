package io.intertie.web.buyer;

import io.intertie.billing.AutoTopUps;
import io.intertie.billing.BankFiles;
import io.intertie.billing.CardPayment;
import io.intertie.billing.LowBalance;
import io.intertie.billing.PaymentReferences;
import io.intertie.billing.TopUps;
import io.intertie.identity.Organisation;
import io.intertie.web.Figures;
import io.intertie.web.Form;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// Puts together what the wallet's page shows: money, and the ways in which it comes.
@ApplicationScoped
class WalletViews {
    private static final int MOVEMENTS = 50;

    private final Account account;
    private final TopUps topUps;
    private final AutoTopUps autoTopUps;
    private final LowBalance lowBalance;
    private final PaymentReferences references;
    private final BankFiles bankFiles;

    @Inject
    WalletViews(
            Account account,
            TopUps topUps,
            AutoTopUps autoTopUps,
            LowBalance lowBalance,
            PaymentReferences references,
            BankFiles bankFiles) {
        this.account = account;
        this.topUps = topUps;
        this.autoTopUps = autoTopUps;
        this.lowBalance = lowBalance;
        this.references = references;
        this.bankFiles = bankFiles;
    }

    /// The page's forms, with what was typed and what is wrong with it.
    record Forms(Form topUp, Form card, Form rule, Form alert, String orderId) {
        /// A new order each time: a declined one is over.
        static Forms empty() {
            return new Forms(
                    Form.EMPTY, Form.EMPTY, Form.EMPTY, Form.EMPTY, UUID.randomUUID().toString());
        }

        Forms withTopUp(Form typed) {
            return new Forms(typed, card, rule, alert, orderId);
        }

        Forms withCard(Form typed) {
            return new Forms(topUp, typed, rule, alert, orderId);
        }

        Forms withRule(Form typed) {
            return new Forms(topUp, card, typed, alert, orderId);
        }

        Forms withAlert(Form typed) {
            return new Forms(topUp, card, rule, typed, orderId);
        }
    }

    WalletPage.View view(Organisation buyer, Figures figures, Forms forms, String about) {
        var movements =
                account.movements(buyer, MOVEMENTS).stream()
                        .map(movement -> WalletPage.Movement.of(movement, figures))
                        .toList();
        var payments =
                topUps.of(buyer.id()).stream()
                        .filter(one -> one.amount().currency().equals(buyer.currency()))
                        .toList();
        return new WalletPage.View(
                account.balance(buyer, figures),
                movements,
                account.archived(movements.size(), MOVEMENTS),
                forms.topUp(),
                forms.orderId(),
                movements.stream().filter(one -> one.entryId().equals(about)).findFirst(),
                ways(buyer, payments, forms, figures),
                rules(buyer, forms, figures),
                payments.stream()
                        .filter(one -> one.id().toString().equals(about))
                        .map(one -> payment(one, figures))
                        .findFirst());
    }

    private WalletPage.Ways ways(
            Organisation buyer, List<CardPayment> payments, Forms forms, Figures figures) {
        return new WalletPage.Ways(
                topUps.takesCards(),
                topUps.simulates(),
                payments.stream()
                        .filter(one -> one.state() != CardPayment.State.PAID)
                        .limit(5)
                        .map(one -> payment(one, figures))
                        .toList(),
                topUps.cameBack(buyer.id()).stream()
                        .map(one -> figures.money(one.amount()))
                        .toList(),
                transfer(buyer),
                bankFiles.of(buyer.id()).stream()
                        .filter(line -> line.amount().currency().equals(buyer.currency()))
                        .limit(5)
                        .map(line ->
                                new WalletPage.Receipt(
                                        figures.date(line.bookedOn()),
                                        "+" + figures.exact(line.amount()),
                                        line.payer()))
                        .toList(),
                forms.card());
    }

    WalletPage.Transfer transfer(Organisation buyer) {
        var bank = references.account();
        return new WalletPage.Transfer(
                bank.holder(),
                bank.iban().replaceAll("(.{4})(?=.)", "$1 "),
                bank.bic(),
                references.of(buyer.id(), buyer.currency()).spaced());
    }

    private WalletPage.Rules rules(Organisation buyer, Forms forms, Figures figures) {
        var rule = autoTopUps.find(buyer.id(), buyer.currency());
        var alert = lowBalance.find(buyer.id(), buyer.currency());
        return new WalletPage.Rules(
                rule.filter(AutoTopUps.Rule::enabled)
                        .map(one ->
                                new WalletPage.Rule(
                                        figures.money(one.below()),
                                        figures.money(one.amount()),
                                        figures.money(one.monthly()))),
                autoTopUps.card(buyer.id(), buyer.currency()),
                alert.map(one -> figures.money(one.below())),
                alert.flatMap(LowBalance.Alert::raisedAt).map(figures::moment),
                forms.rule(),
                forms.alert());
    }

    static WalletPage.Payment payment(CardPayment payment, Figures figures) {
        return new WalletPage.Payment(
                payment.id().toString(),
                figures.money(payment.amount()),
                payment.state().name().toLowerCase(Locale.ROOT),
                payment.processor() == CardPayment.Processor.SANDBOX,
                payment.purpose() == CardPayment.Purpose.AUTO,
                payment.state() == CardPayment.State.PENDING
                        ? payment.payAt().map(Object::toString)
                        : Optional.empty(),
                payment.reason(),
                figures.in(ZoneOffset.UTC).moment(payment.startedAt()));
    }
}
