package io.intertie.web.provider;

import io.intertie.web.Form;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/// The fields of a price proposal as they come in, and which button was pressed.
public final class TypedPrice {
    @FormParam("base.INPUT")
    @DefaultValue("")
    private String baseInput = "";

    @FormParam("base.CACHED_INPUT")
    @DefaultValue("")
    private String baseCachedInput = "";

    @FormParam("base.OUTPUT")
    @DefaultValue("")
    private String baseOutput = "";

    @FormParam("energy.INPUT")
    @DefaultValue("")
    private String energyInput = "";

    @FormParam("energy.CACHED_INPUT")
    @DefaultValue("")
    private String energyCachedInput = "";

    @FormParam("energy.OUTPUT")
    @DefaultValue("")
    private String energyOutput = "";

    @FormParam("energy.grade")
    @DefaultValue("")
    private String energyGrade = "";

    @FormParam("energy.source")
    @DefaultValue("")
    private String energySource = "";

    @FormParam("margin")
    @DefaultValue("")
    private String margin = "";

    @FormParam("effectiveFrom")
    @DefaultValue("")
    private String effectiveFrom = "";

    @FormParam("reason")
    @DefaultValue("")
    private String reason = "";

    @FormParam("plan")
    @DefaultValue("BANDED")
    private String plan = "BANDED";

    @FormParam("spot.zone")
    @DefaultValue("")
    private String spotZone = "";

    @FormParam("spot.floorPerKwh")
    @DefaultValue("")
    private String spotFloor = "";

    @FormParam("spot.ceilingPerKwh")
    @DefaultValue("")
    private String spotCeiling = "";

    @FormParam("confirmed")
    @DefaultValue("")
    private String confirmed = "";

    @FormParam("do")
    @DefaultValue("preview")
    private String button = "preview";

    /// Whether to publish; anything else asks for a preview.
    boolean isPublish() {
        return button.equals("publish");
    }

    Form form() {
        var typed = new HashMap<String, @Nullable String>();
        typed.put("base.INPUT", baseInput);
        typed.put("base.CACHED_INPUT", baseCachedInput);
        typed.put("base.OUTPUT", baseOutput);
        typed.put("energy.INPUT", energyInput);
        typed.put("energy.CACHED_INPUT", energyCachedInput);
        typed.put("energy.OUTPUT", energyOutput);
        typed.put("energy.grade", energyGrade);
        typed.put("energy.source", energySource);
        typed.put("margin", margin);
        typed.put("effectiveFrom", effectiveFrom);
        typed.put("reason", reason);
        typed.put("plan", plan);
        typed.put("spot.zone", spotZone);
        typed.put("spot.floorPerKwh", spotFloor);
        typed.put("spot.ceilingPerKwh", spotCeiling);
        typed.put("confirmed", confirmed);
        return Form.of(typed);
    }
}
