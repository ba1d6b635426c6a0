package io.intertie.web.buyer;

import io.intertie.web.Form;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import java.util.Map;

/// What was typed into the form of an organisation's rules.
public final class RuleFields {
    @FormParam("togetherRequests")
    @DefaultValue("")
    private String togetherRequests = "";

    @FormParam("togetherTokens")
    @DefaultValue("")
    private String togetherTokens = "";

    @FormParam("togetherAtOnce")
    @DefaultValue("")
    private String togetherAtOnce = "";

    @FormParam("eachRequests")
    @DefaultValue("")
    private String eachRequests = "";

    @FormParam("eachTokens")
    @DefaultValue("")
    private String eachTokens = "";

    @FormParam("eachAtOnce")
    @DefaultValue("")
    private String eachAtOnce = "";

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
        return Form.of(
                Map.of(
                        "togetherRequests", togetherRequests,
                        "togetherTokens", togetherTokens,
                        "togetherAtOnce", togetherAtOnce,
                        "eachRequests", eachRequests,
                        "eachTokens", eachTokens,
                        "eachAtOnce", eachAtOnce,
                        "countries", countries,
                        "excluded", excluded,
                        "deniesTraining", deniesTraining,
                        "deniesRetention", deniesRetention));
    }
}
