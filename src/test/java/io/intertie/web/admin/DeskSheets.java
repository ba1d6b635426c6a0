package io.intertie.web.admin;

import io.intertie.audit.AuditEntry;
import io.intertie.audit.Verification;
import io.intertie.fx.Freshness;
import io.intertie.identity.Role;
import io.intertie.ledger.AccountCode;
import io.intertie.ledger.TrialBalanceLine;
import io.intertie.metering.Nodes;
import io.intertie.money.Money;
import io.intertie.proof.Break;
import io.intertie.proof.Verified;
import io.intertie.settlement.Payout;
import io.intertie.settlement.SettlementWindow;
import io.intertie.tariff.TariffVersion;
import io.intertie.web.Figures;
import io.intertie.web.Form;
import io.intertie.web.Frame;
import io.intertie.web.Prefs;
import io.intertie.web.Preview;
import io.intertie.web.SmallMarket;
import io.intertie.web.SmallTariffs;
import io.intertie.web.books.EntryView;
import io.intertie.web.books.PayoutLine;
import io.intertie.web.books.RateView;
import io.intertie.web.books.SmallBooks;
import io.intertie.web.books.StatementView;
import io.intertie.web.books.WindowLine;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// The operator's pages over the small market.
public final class DeskSheets {
    private static final Frame.Reader ADMIN =
            new Frame.Reader(
                    SmallMarket.id(900),
                    "Wei Li",
                    "Intertie",
                    Optional.empty(),
                    Set.of(Role.ADMIN));

    private DeskSheets() {}

    public static List<Preview.Sheet> all() {
        return List.of(
                sheet("admin", "admin/exceptions", DeskSheets::exceptions),
                sheet("windows", "admin/windows", DeskSheets::windows),
                sheet("window-open", "admin/window", figures -> window(true, figures)),
                sheet("window-closed", "admin/window", figures -> window(false, figures)),
                sheet("payouts", "admin/payouts", DeskSheets::payouts),
                sheet("reconcile", "admin/reconcile", figures -> ReconcileSheet.page()),
                sheet(
                        "payout",
                        "admin/payout",
                        figures -> payout(Payout.State.AWAITING_APPROVAL, false, figures)),
                sheet(
                        "payout-preparer",
                        "admin/payout",
                        figures -> payout(Payout.State.AWAITING_APPROVAL, true, figures)),
                sheet(
                        "payout-held",
                        "admin/payout",
                        figures -> payout(Payout.State.HELD, false, figures)),
                sheet(
                        "payout-sent",
                        "admin/payout",
                        figures -> payout(Payout.State.SENT, false, figures)),
                sheet(
                        "payout-settled",
                        "admin/payout",
                        figures -> payout(Payout.State.SETTLED, false, figures)),
                sheet(
                        "payout-failed",
                        "admin/payout",
                        figures -> payout(Payout.State.FAILED, false, figures)),
                sheet("trial-balance", "admin/trial-balance", DeskSheets::books),
                sheet("audit", "admin/audit", DeskSheets::audit),
                sheet("verify", "admin/verify", figures -> verify(true, figures)),
                sheet("verify-broken", "admin/verify", figures -> verify(false, figures)),
                sheet("nodes", "admin/nodes", DeskSheets::nodes),
                sheet("admin-fx", "admin/fx", figures -> FxPreview.page(rates(figures), figures)),
                sheet("feeds", "admin/feeds", figures -> FeedsPreview.page(true, figures)),
                sheet("feeds-quiet", "admin/feeds", figures -> FeedsPreview.page(false, figures)),
                sheet("tariffs", "admin/tariffs", DeskSheets::tariffs),
                sheet(
                        "entry",
                        "admin/entry",
                        figures ->
                                new EntryPage.View(
                                        EntryView.of(SmallBooks.entries().getFirst(), figures),
                                        List.of())));
    }

    private static Object exceptions(Figures figures) {
        var tried = StatementView.of(SmallBooks.statement(true), SmallBooks.names(), figures);
        return new ExceptionsPage.View(
                List.of(
                        new ExceptionsPage.Closable(
                                line(SettlementWindow.State.OPEN, figures), tried)),
                List.of(payoutLine(Payout.State.AWAITING_APPROVAL, figures)),
                drafts(figures).stream().filter(Drafts.Line::isDraft).toList(),
                rates(figures),
                new ExceptionsPage.FeedAlarms(List.of("ENTSO-E A44 FR", "FR"), 5),
                true,
                "1,204");
    }

    private static Object windows(Figures figures) {
        return new WindowsPage.View(
                List.of(
                        line(SettlementWindow.State.OPEN, figures),
                        line(SettlementWindow.State.CLOSED, figures),
                        line(SettlementWindow.State.SENT, figures),
                        line(SettlementWindow.State.SETTLED, figures),
                        line(SettlementWindow.State.FAILED, figures)),
                "");
    }

    private static Object window(boolean isOpen, Figures figures) {
        return new WindowPage.View(
                line(isOpen ? SettlementWindow.State.OPEN : SettlementWindow.State.CLOSED, figures),
                StatementView.of(SmallBooks.statement(true), SmallBooks.names(), figures),
                isOpen
                        ? Optional.empty()
                        : Optional.of(payoutLine(Payout.State.AWAITING_APPROVAL, figures)),
                true,
                Optional.empty());
    }

    private static Object payouts(Figures figures) {
        return new PayoutsPage.View(
                List.of(
                        payoutLine(Payout.State.AWAITING_APPROVAL, figures),
                        payoutLine(Payout.State.HELD, figures),
                        payoutLine(Payout.State.SENT, figures),
                        payoutLine(Payout.State.SETTLED, figures),
                        payoutLine(Payout.State.FAILED, figures)),
                "");
    }

    private static Object payout(Payout.State state, boolean isPreparer, Figures figures) {
        return new PayoutPage.View(
                SmallBooks.trace(state, true, figures),
                true,
                isPreparer,
                Optional.empty(),
                Form.EMPTY);
    }

    private static NodesPage.View nodes(Figures figures) {
        var leased = List.of(Money.of("12.40", SmallMarket.EUR), Money.of("3", SmallMarket.EUR));
        var lines =
                Stream.of(Nodes.State.values())
                        .map(state ->
                                new Nodes.Node(
                                        SmallMarket.id(70),
                                        "gateway-" + state.name().charAt(0),
                                        state,
                                        SmallMarket.NOON,
                                        state == Nodes.State.LOST ? List.of() : leased))
                        .map(node -> NodesPage.Line.of(node, figures))
                        .toList();
        return new NodesPage.View(lines, true, "0");
    }

    private static Object books(Figures figures) {
        return BooksPage.of(
                List.of(
                        balance(AccountCode.BUYER_WALLET, 9_000_000, 182_400_000),
                        balance(AccountCode.PSP_CLEARING, 182_400_000, 0),
                        balance(AccountCode.PLATFORM_FEE, 0, 450_000),
                        balance(AccountCode.FX_POSITION, 0, 8_550_000)),
                figures);
    }

    private static TrialBalanceLine balance(AccountCode code, long debits, long credits) {
        return new TrialBalanceLine(code, SmallMarket.EUR, debits, credits, credits - debits);
    }

    private static Object audit(Figures figures) {
        var entry =
                new AuditEntry(
                        SmallMarket.id(990),
                        1_204,
                        SmallMarket.NOON,
                        "wli",
                        SmallMarket.id(900),
                        "payout.approved",
                        "PO-2026-000047",
                        "{\"amount\":\"CNY 986748.32\"}",
                        "127.0.0.1",
                        "9c41".repeat(16));
        return new TrailPage.View(
                List.of(TrailPage.Line.of(entry, figures)),
                "",
                Optional.of(
                        TrailPage.Verified.of(
                                new Verification.Intact(1_204, "9c41".repeat(16)), figures)),
                200);
    }

    private static Object verify(boolean isSound, Figures figures) {
        var breaks =
                isSound
                        ? List.<Break>of()
                        : List.of(
                                new Break(
                                        "journal_line",
                                        "journal_id=" + SmallMarket.id(802) + ", line_no=2",
                                        "is not what block 41 sealed; it reads now: journal_line"
                                                + " micro=2342"),
                                new Break(
                                        "usage_record",
                                        "request_id=" + SmallMarket.id(803),
                                        "is missing"));
        var verified =
                new Verified(
                        12_041, 41_300, 92_004, 2, 1_204, "9c41".repeat(16), breaks, breaks.size());
        return new VerifyPage.View(
                Optional.of(
                        new VerifyPage.Head(
                                "12,041", figures.precise(SmallMarket.NOON), "9c41".repeat(16))),
                Optional.of(VerifyPage.Result.of(verified, figures)));
    }

    private static Object tariffs(Figures figures) {
        return new DraftsPage.View(drafts(figures), true, Optional.of("forbidden"));
    }

    private static List<Drafts.Line> drafts(Figures figures) {
        var verified = new SmallTariffs().inForce(SmallMarket.id(11));
        var draft =
                new TariffVersion(
                        SmallMarket.id(901),
                        verified.dataCenterId(),
                        4,
                        verified.currency(),
                        verified.table(),
                        verified.demandPerKwMonth(),
                        verified.loadFactor(),
                        verified.lossFraction(),
                        SmallMarket.NOON,
                        TariffVersion.State.DRAFT,
                        verified.source(),
                        verified.quality(),
                        verified.tableHash());
        return List.of(
                Drafts.Line.of(draft, Optional.of(verified), SmallBooks.names(), figures),
                Drafts.Line.of(verified, Optional.empty(), SmallBooks.names(), figures));
    }

    private static List<Rates.Line> rates(Figures figures) {
        var rate = RateView.of(SmallBooks.quote(), figures);
        return List.of(
                line(rate, 1, Freshness.State.FRESH, 0, true),
                line(rate, 5, Freshness.State.STALE, 100, true),
                line(rate, 55, Freshness.State.STOPPED, 0, false),
                line(rate, 55, Freshness.State.SEED, 0, true));
    }

    private static Rates.Line line(
            RateView rate, int age, Freshness.State state, int buffer, boolean inForce) {
        return new Rates.Line(
                rate, "0.12417806", "1%", age, new Freshness(age, state, buffer), inForce);
    }

    private static WindowLine line(SettlementWindow.State state, Figures figures) {
        return WindowLine.of(SmallBooks.window(state), SmallBooks.names(), figures);
    }

    private static PayoutLine payoutLine(Payout.State state, Figures figures) {
        return PayoutLine.of(SmallBooks.payout(state), SmallBooks.names(), figures);
    }

    private static Preview.Sheet sheet(String name, String view, Function<Figures, Object> page) {
        Function<Prefs, Object> model = prefs -> page.apply(Figures.of(prefs));
        return new Preview.Sheet(name, view, Optional.of(ADMIN), model);
    }

    public static void main(String[] arguments) throws IOException {
        var preview = new Preview();
        for (var sheet : all()) {
            preview.write(sheet);
        }
    }
}
