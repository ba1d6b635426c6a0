package io.intertie.gateway.dialect;

/// Follows JSON text that comes in pieces, to tell when its object has ended.
final class Nesting {
    private int depth;
    private boolean inText;
    private boolean escaped;
    private boolean complete;

    /// Takes the next piece; returns how much of it belongs to the object.
    int take(String piece) {
        for (int at = 0; at < piece.length(); at++) {
            if (complete) {
                return at;
            }
            take(piece.charAt(at));
        }
        return piece.length();
    }

    private void take(char unit) {
        if (escaped) {
            escaped = false;
        } else if (inText) {
            escaped = unit == '\\';
            inText = unit != '"';
        } else {
            switch (unit) {
                case '"' -> inText = true;
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    depth--;
                    complete = depth <= 0;
                }
                default -> {}
            }
        }
    }

    boolean isComplete() {
        return complete;
    }
}
