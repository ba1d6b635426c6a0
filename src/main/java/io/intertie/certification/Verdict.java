package io.intertie.certification;

import java.util.Optional;

/// What a step came to: passed where nothing was found. `shown` is the call that shows it.
record Verdict(Optional<Finding> finding, String detail, Optional<Reply> shown) {
    static Verdict passed(String detail) {
        return new Verdict(Optional.empty(), detail, Optional.empty());
    }

    static Verdict failed(Finding finding, String detail, Reply shown) {
        return new Verdict(Optional.of(finding), detail, Optional.of(shown));
    }

    static Verdict failed(Finding finding, Reply shown) {
        return failed(finding, "status=" + shown.status(), shown);
    }
}
