package io.intertie.web;

import java.util.Locale;

/// Which colours a reader wants; `AUTO` follows their system.
public enum Theme {
    AUTO,
    LIGHT,
    DARK;

    /// What stands in `data-theme`.
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }
}
