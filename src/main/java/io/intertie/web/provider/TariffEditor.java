package io.intertie.web.provider;

import io.intertie.web.Form;
import java.util.List;
import java.util.Optional;

/// A tariff's form with the grid beside its text; no grid where the text can't be read.
record TariffEditor(Form form, Optional<GridView> grid) {
    /// The grid as it was typed, or else that of the form's text.
    static TariffEditor of(Form form, TypedTariff typed, List<ClockChange> changes, Words words) {
        var read = TariffLines.read(form.value("table"), words);
        var isBroken = read.isBroken() && form.optional("table").isPresent();
        var ofText =
                isBroken ? Optional.<TariffGrid>empty() : Optional.of(TariffGrid.of(read.rules()));
        var grid = typed.isFill() ? ofText : typed.grid().or(() -> ofText);
        var more = typed.isSeason() ? grid.map(TariffGrid::withSeason) : grid;
        var shown = typed.isSeason() ? Integer.MAX_VALUE : typed.shown();
        var isText = form.optional("table").isPresent();
        var told =
                typed.isDraw() && isText
                        ? read.fault().map(fault -> form.wrong("table", fault)).orElse(form)
                        : form;
        return new TariffEditor(
                told,
                more.map(one ->
                        GridView.of(
                                new GridView.Drawn(one, form.value("table"), shown, changes),
                                words)));
    }
}
