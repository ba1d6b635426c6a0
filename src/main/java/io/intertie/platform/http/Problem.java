package io.intertie.platform.http;

import java.util.Map;

/// The one exception that is meant for a caller: what happened, and which field is at fault.
///
/// `fields` maps a field's name to what is wrong with it. The text is safe to show; it never holds
/// a secret or a prompt.
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final transient Map<String, String> fields;

    public Problem(ProblemType type, String detail) {
        this(type, detail, Map.of());
    }

    public Problem(ProblemType type, String detail, Map<String, String> fields) {
        super(detail);
        this.type = type;
        this.fields = Map.copyOf(fields);
    }

    /// A form's mistake at one field.
    public static Problem field(String name, String fault) {
        return new Problem(ProblemType.UNPROCESSABLE, fault, Map.of(name, fault));
    }

    public ProblemType type() {
        return type;
    }

    /// What happened, in a sentence.
    public String detail() {
        return String.valueOf(getMessage());
    }

    public Map<String, String> fields() {
        return fields;
    }
}
