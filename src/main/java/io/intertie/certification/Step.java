package io.intertie.certification;

import io.intertie.catalog.Listing;
import io.intertie.catalog.Model;
import io.intertie.catalog.Model.Capability;
import java.util.Arrays;
import java.util.List;

/// What a run looks at, in this order. docs/certification.md says what each one asks for.
public enum Step {
    CONNECT,
    AUTH,
    STREAM,
    TOOLS,
    JSON,
    TOKENS,
    LOAD,
    JITTER,
    ERRORS;

    /// The steps that a listing of a model is to pass.
    static List<Step> of(Listing listing, Model model) {
        return Arrays.stream(values()).filter(step -> step.concerns(listing, model)).toList();
    }

    private boolean concerns(Listing listing, Model model) {
        var isChat = model.kind() == Model.Kind.CHAT;
        return switch (this) {
            case CONNECT, AUTH, TOKENS, LOAD, ERRORS -> true;
            case STREAM, JITTER -> isChat;
            case TOOLS -> isChat && listing.capabilities().contains(Capability.TOOLS);
            case JSON -> isChat && listing.capabilities().contains(Capability.JSON);
        };
    }

    /// Whether there is no use in going on where this step is not passed.
    boolean isGround() {
        return this == CONNECT || this == AUTH;
    }
}
