package io.intertie.web;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What was typed into a form and what is wrong with it, field by field.
public record Form(Map<String, String> values, Map<String, String> faults) {
    /// A form that nobody has filled in.
    public static final Form EMPTY = new Form(Map.of(), Map.of());

    public Form {
        values = Map.copyOf(values);
        faults = Map.copyOf(faults);
    }

    /// A form with what was typed; an absent field counts as empty.
    public static Form of(Map<String, @Nullable String> typed) {
        var values = new HashMap<String, String>();
        typed.forEach((name, value) -> values.put(name, value == null ? "" : value.strip()));
        return new Form(values, Map.of());
    }

    /// The form with one more fault; the first at a field stays.
    public Form wrong(String name, String fault) {
        var all = new HashMap<>(faults);
        all.putIfAbsent(name, fault);
        return new Form(values, all);
    }

    /// The form with the faults that a room has found.
    public Form wrong(Pages.Told told) {
        var all = new HashMap<>(told.faults());
        all.putAll(faults);
        if (all.isEmpty()) {
            all.put("", told.detail());
        }
        return new Form(values, all);
    }

    public boolean isRight() {
        return faults.isEmpty();
    }

    /// What was typed into a field; empty if nothing.
    public String value(String name) {
        return values.getOrDefault(name, "");
    }

    /// What was typed, or what the field starts with.
    public String value(String name, String start) {
        return values.getOrDefault(name, start);
    }

    /// What is wrong with a field, or null for a template's `th:if`.
    public @Nullable String fault(String name) {
        return faults.get(name);
    }

    /// A field that may be left empty.
    public Optional<String> optional(String name) {
        return Optional.of(value(name)).filter(value -> !value.isEmpty());
    }
}
