package io.intertie.certification;

import io.intertie.catalog.Listing;
import io.intertie.catalog.Model;
import io.intertie.platform.config.Secret;
import java.util.List;
import java.util.Optional;

/// What is examined: a listing of a model, called as its provider would.
record Subject(Listing listing, Model model, Optional<Secret> credential) {
    boolean isChat() {
        return model.kind() == Model.Kind.CHAT;
    }

    String path() {
        return isChat() ? "/chat/completions" : "/embeddings";
    }

    List<Step> steps() {
        return Step.of(listing, model);
    }
}
