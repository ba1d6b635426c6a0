package io.intertie.web.provider;

import io.intertie.web.Form;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The fields of a tariff's draft as they come in, and which button was pressed.
public final class TypedTariff {
    @FormParam("reference")
    @DefaultValue("")
    private String reference = "";

    @FormParam("table")
    @DefaultValue("")
    private String table = "";

    @FormParam("demand")
    @DefaultValue("")
    private String demand = "";

    @FormParam("loadFactor")
    @DefaultValue("")
    private String loadFactor = "";

    @FormParam("lossFraction")
    @DefaultValue("")
    private String lossFraction = "";

    @FormParam("parts")
    @DefaultValue("")
    private String parts = "";

    @FormParam("confirmed")
    @DefaultValue("")
    private String confirmed = "";

    @FormParam("source")
    @DefaultValue("")
    private String source = "";

    @FormParam("quality")
    @DefaultValue("")
    private String quality = "";

    @FormParam("effectiveFrom")
    @DefaultValue("")
    private String effectiveFrom = "";

    @FormParam("do")
    @DefaultValue("draft")
    private String button = "draft";

    @FormParam("told")
    @DefaultValue("")
    private String told = "";

    @FormParam("season")
    @DefaultValue("")
    private String season = "";

    @FormParam("price.band")
    private List<String> bands = List.of();

    @FormParam("price.perKwh")
    private List<String> prices = List.of();

    @FormParam("season.months")
    private List<String> months = List.of();

    @FormParam("cell")
    private List<String> cells = List.of();

    /// Whether to copy the shipped tariff into the fields, to be changed there.
    boolean isFill() {
        return button.equals("fill");
    }

    /// Whether only to draw what would be drafted.
    boolean isPreview() {
        return button.equals("preview");
    }

    /// Whether only to show the grid again, drawn as it is now.
    boolean isDraw() {
        return button.equals("draw") || isSeason();
    }

    /// Whether one more season is wanted.
    boolean isSeason() {
        return button.equals("season");
    }

    /// The season that lies open, [GridView#FLAWED] where none was chosen.
    int shown() {
        return season.matches("\\d{1,2}") ? Integer.parseInt(season) : GridView.FLAWED;
    }

    /// The grid as it was typed; none where the text beside it was changed, which then counts.
    Optional<TariffGrid> grid() {
        var isText = !told.strip().lines().toList().equals(table.strip().lines().toList());
        return isText
                ? Optional.empty()
                : TariffGrid.typed(new TariffGrid.Typed(bands, prices, months, cells));
    }

    Form form() {
        var typed = new HashMap<String, @Nullable String>();
        typed.put("reference", reference);
        typed.put(
                "table",
                grid().filter(TariffGrid::isRight)
                        .map(grid -> TariffLines.write(grid.rules()))
                        .orElse(table));
        typed.put("demand", demand);
        typed.put("loadFactor", loadFactor);
        typed.put("lossFraction", lossFraction);
        typed.put("parts", parts);
        typed.put("confirmed", confirmed);
        typed.put("source", source);
        typed.put("quality", quality);
        typed.put("effectiveFrom", effectiveFrom);
        return Form.of(typed);
    }
}
