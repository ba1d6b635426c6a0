package io.intertie.platform.http;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The one exception that is meant for a caller: what happened, and which field is at fault.
///
/// `fields` maps a field's name to what is wrong with it. The text is safe to show; it never holds
/// a secret or a prompt. What a room says has a [Wording], so that pages say it in the reader's
/// language; what an edge says of its own is in English alone, and no page shows it.
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final transient Map<String, String> fields;
    private final transient Optional<Wording> wording;
    private final transient Map<String, Wording> faults;

    public Problem(ProblemType type, String detail) {
        this(type, detail, Map.of());
    }

    public Problem(ProblemType type, String detail, Map<String, String> fields) {
        super(detail);
        this.type = type;
        this.fields = Map.copyOf(fields);
        this.wording = Optional.empty();
        this.faults = Map.of();
    }

    public Problem(ProblemType type, Wording wording) {
        this(type, wording, Map.of());
    }

    public Problem(ProblemType type, Wording wording, Map<String, Wording> faults) {
        super(wording.english());
        this.type = type;
        this.fields = english(faults);
        this.wording = Optional.of(wording);
        this.faults = Map.copyOf(faults);
    }

    /// A form's mistake at one field, said by an edge.
    public static Problem field(String name, String fault) {
        return new Problem(ProblemType.UNPROCESSABLE, fault, Map.of(name, fault));
    }

    /// A form's mistake at one field.
    public static Problem field(String name, Wording fault) {
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

    /// What happened, in any language; empty if an edge says it.
    public Optional<Wording> wording() {
        return wording;
    }

    /// What is wrong with each field, in any language; empty if an edge says it.
    public Map<String, Wording> faults() {
        return faults;
    }

    /// Faults in English, as the API tells them.
    public static Map<String, String> english(Map<String, Wording> faults) {
        var told = new TreeMap<String, String>();
        faults.forEach((field, fault) -> told.put(field, fault.english()));
        return Map.copyOf(told);
    }
}
