package io.intertie.web.provider;

import io.intertie.web.Form;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import java.util.HashMap;
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

    /// Whether to copy the shipped tariff into the fields, to be changed there.
    boolean isFill() {
        return button.equals("fill");
    }

    /// Whether only to draw what would be drafted.
    boolean isPreview() {
        return button.equals("preview");
    }

    Form form() {
        var typed = new HashMap<String, @Nullable String>();
        typed.put("reference", reference);
        typed.put("table", table);
        typed.put("demand", demand);
        typed.put("loadFactor", loadFactor);
        typed.put("lossFraction", lossFraction);
        typed.put("source", source);
        typed.put("quality", quality);
        typed.put("effectiveFrom", effectiveFrom);
        return Form.of(typed);
    }
}
