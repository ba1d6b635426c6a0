package io.intertie.platform.persistence;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/// What questions that went together came to.
public final class Answers {
    private final IdentityHashMap<Question<?>, List<?>> all;

    Answers(IdentityHashMap<Question<?>, List<?>> all) {
        this.all = all;
    }

    /// The rows of one of the questions.
    @SuppressWarnings("unchecked")
    public <T> List<T> to(Question<T> question) {
        var rows = Optional.ofNullable(all.get(question));
        return (List<T>) rows.orElseThrow(() -> new IllegalArgumentException("never asked"));
    }
}
