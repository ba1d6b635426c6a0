package io.intertie.tariff.feed;

import io.intertie.platform.http.Wording;
import java.util.List;

/// What is wrong with a cell of a table: its line in the file (the header is line 1), its column.
///
/// `code` and `arguments` say the same as `what` to a program. `isConfirmable`: a figure that is
/// unlikely, and taken by whoever says that it is meant.
public record Fault(
        int line,
        String column,
        String what,
        boolean isConfirmable,
        String code,
        List<String> arguments) {
    public Fault {
        arguments = List.copyOf(arguments);
    }

    Fault(int line, String column, Wording wording, boolean isConfirmable) {
        this(
                line,
                column,
                wording.english(),
                isConfirmable,
                wording.code(),
                wording.arguments().stream().map(String::valueOf).toList());
    }

    /// Where it is, as people look for it.
    public String cell() {
        return at().english();
    }

    /// The same, for pages in any language.
    Wording at() {
        return column.isEmpty()
                ? Wording.of("table.line", "line %s", line)
                : Wording.of("table.cell", "line %s, %s", line, column);
    }

    /// What is wrong, for pages in any language.
    public Wording wording() {
        return new Wording(code, what, List.copyOf(arguments));
    }
}
