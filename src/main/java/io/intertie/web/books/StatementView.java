package io.intertie.web.books;

import io.intertie.settlement.Statement;
import io.intertie.web.Figures;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

    /// From gross to payable, as a column that adds up; `payable` once more by itself.
    public record Sums(
            String gross,
            String reserve,
            String due,
            String broughtForward,
            Optional<String> returned,
            String payable,
            String payableInColumn,
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
                lines(statement, names, utc),
                collected(statement, utc),
                statement.controls().stream()
                        .map(one -> new Control(one.name(), one.passed(), one.detail()))
                        .toList(),
                statement.hash(),
                statement.isSound());
    }

    private static Sums sums(Statement statement, Figures utc) {
        var even =
                Even.of(
                        Stream.of(
                                statement.gross(),
                                statement.reserve(),
                                statement.due(),
                                statement.broughtForward(),
                                statement.returned(),
                                statement.payable(),
                                statement.carried()),
                        utc);
        return new Sums(
                even.text(statement.gross()),
                even.text(statement.reserve().negated()),
                even.text(statement.due()),
                even.text(statement.broughtForward()),
                Optional.of(statement.returned())
                        .filter(amount -> !amount.isZero())
                        .map(even::text),
                utc.iso(statement.payable()),
                even.text(statement.payable()),
                even.text(statement.carried().negated()),
                statement.gross().isPositive() && statement.payable().isPositive());
    }

    private static List<Line> lines(Statement statement, Names names, Figures utc) {
        var currency = statement.gross().currency();
        var even =
                Even.ofAmounts(
                        statement.lines().stream()
                                .map(line -> new Even.Amount(currency, line.earned())),
                        6,
                        utc);
        return statement.lines().stream()
                .map(line ->
                        new Line(
                                names.model(line.modelId()),
                                utc.count(line.requests()),
                                utc.count(line.inputTokens()),
                                utc.count(line.outputTokens()),
                                even.text(currency, line.earned())))
                .toList();
    }

    private static List<Collected> collected(Statement statement, Figures utc) {
        var even =
                Even.of(
                        statement.collected().stream()
                                .flatMap(one ->
                                        Stream.of(
                                                one.paid(),
                                                one.overrun(),
                                                one.fee(),
                                                one.forProviders())),
                        utc);
        return statement.collected().stream()
                .map(one ->
                        new Collected(
                                utc.count(one.captures()),
                                even.text(one.paid()),
                                even.text(one.overrun()),
                                even.text(one.fee()),
                                even.text(one.forProviders())))
                .toList();
    }
}
