package io.intertie.web.buyer;

import io.intertie.access.ApiKey;
import io.intertie.web.Form;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What was typed into the form of a key.
public final class KeyFields {
    @FormParam("name")
    @DefaultValue("")
    private String name = "";

    @FormParam("purpose")
    @DefaultValue("GATEWAY")
    private String purpose = "";

    @FormParam("lastDay")
    @DefaultValue("")
    private String lastDay = "";

    @FormParam("limit")
    @DefaultValue("")
    private String limit = "";

    @FormParam("reset")
    @DefaultValue("")
    private String reset = "";

    @FormParam("taskLimit")
    @DefaultValue("")
    private String taskLimit = "";

    @FormParam("scopes")
    private List<String> scopes = List.of();

    @FormParam("addresses")
    @DefaultValue("")
    private String addresses = "";

    @FormParam("modelsOf")
    @DefaultValue("ANY")
    private String modelsOf = "";

    @FormParam("models")
    private List<String> models = List.of();

    @FormParam("keyRequests")
    @DefaultValue("")
    private String requests = "";

    @FormParam("keyTokens")
    @DefaultValue("")
    private String tokens = "";

    @FormParam("keyAtOnce")
    @DefaultValue("")
    private String atOnce = "";

    @FormParam("countries")
    @DefaultValue("")
    private String countries = "";

    @FormParam("excluded")
    @DefaultValue("")
    private String excluded = "";

    @FormParam("deniesTraining")
    @DefaultValue("")
    private String deniesTraining = "";

    @FormParam("deniesRetention")
    @DefaultValue("")
    private String deniesRetention = "";

    Form form() {
        return form(purpose);
    }

    /// What was typed to change a key, whose purpose stays.
    Form form(ApiKey.Purpose kept) {
        return form(kept.name());
    }

    private Form form(String chosen) {
        var typed = new HashMap<String, String>();
        typed.put("name", name);
        typed.put("purpose", chosen);
        typed.put("lastDay", lastDay);
        typed.put("limit", limit);
        typed.put("reset", reset);
        typed.put("taskLimit", taskLimit);
        typed.put("scopes", String.join(" ", scopes));
        typed.put("addresses", addresses);
        typed.put("modelsOf", modelsOf);
        typed.put("models", String.join(" ", models));
        typed.put("keyRequests", requests);
        typed.put("keyTokens", tokens);
        typed.put("keyAtOnce", atOnce);
        typed.put("countries", countries);
        typed.put("excluded", excluded);
        typed.put("deniesTraining", deniesTraining);
        typed.put("deniesRetention", deniesRetention);
        return Form.of(Map.copyOf(typed));
    }
}
