package io.intertie.platform.http;

import java.util.LinkedHashMap;
import java.util.Map;

/// The mistakes of one form, told all at once.
public final class Faults {
    private final Map<String, Wording> fields = new LinkedHashMap<>();

    /// Notes a fault at a field; the first one of a field stays.
    public Faults when(boolean wrong, String field, Wording fault) {
        if (wrong) {
            fields.putIfAbsent(field, fault);
        }
        return this;
    }

    /// Refuses the form if it has any fault.
    ///
    /// @throws Problem with all the fields at fault
    public void refuse() {
        if (!fields.isEmpty()) {
            var first = fields.values().iterator().next();
            throw new Problem(ProblemType.UNPROCESSABLE, first, fields);
        }
    }
}
