package io.intertie.web.books;

import io.intertie.money.Money;
import io.intertie.settlement.Statement;
import io.intertie.web.Figures;
import java.time.ZoneOffset;
import java.util.List;

/// What a window comes to, written out: closed, or tried without writing anything.
public record StatementView(
        Period period,
        Sums sums,
        String requests,
        List<Line> lines,
        List<Collected> collected,
        List<Control> controls,
        String hash,
        boolean isSound) {
    /// From when until when usage was counted.
    public record Period(Figures.Moment opensAt, Figures.Moment closesAt) {}

    /// From gross to payable.
    public record Sums(
            String gross,
            String reserve,
            String due,
            String broughtForward,
            String payable,
            String carried,
            boolean isPayable) {}

    /// Usage of one model.
    public record Line(String model, String requests, String input, String output, String earned) {}

    /// What buyers paid in one currency.
    public record Collected(
            String captures, String paid, String overrun, String fee, String forProviders) {}

    /// A check, what it compared, and the end of its key.
    public record Control(String name, boolean isPassed, String detail) {}

    public static StatementView of(Statement statement, Names names, Figures figures) {
        var utc = figures.in(ZoneOffset.UTC);
        return new StatementView(
                new Period(utc.moment(statement.opensAt()), utc.moment(statement.closesAt())),
                sums(statement, utc),
                utc.count(statement.requests()),
                statement.lines().stream().map(one -> line(one, statement, names, utc)).toList(),
                statement.collected().stream().map(one -> collected(one, utc)).toList(),
                statement.controls().stream()
                        .map(one -> new Control(one.name(), one.passed(), one.detail()))
                        .toList(),
                statement.hash(),
                statement.isSound());
    }

    private static Sums sums(Statement statement, Figures utc) {
        return new Sums(
                utc.iso(statement.gross()),
                utc.iso(statement.reserve().negated()),
                utc.iso(statement.due()),
                utc.iso(statement.broughtForward()),
                utc.iso(statement.payable()),
                utc.iso(statement.carried()),
                statement.gross().isPositive() && statement.payable().isPositive());
    }

    private static Line line(Statement.Line line, Statement of, Names names, Figures utc) {
        return new Line(
                names.model(line.modelId()),
                utc.count(line.requests()),
                utc.count(line.inputTokens()),
                utc.count(line.outputTokens()),
                utc.iso(of.gross().currency(), line.earned(), 6));
    }

    private static Collected collected(Statement.Collection one, Figures utc) {
        Money overrun = one.overrun();
        return new Collected(
                utc.count(one.captures()),
                utc.iso(one.paid()),
                utc.iso(overrun),
                utc.iso(one.fee()),
                utc.iso(one.forProviders()));
    }
}
