package io.intertie.replay;

import java.util.UUID;

/// What is known of a request that may have come before; `first` is the id of the one that ran.
public sealed interface Again {
    /// It has not: it runs, and must end.
    record Never() implements Again {}

    /// It is under way.
    record UnderWay(UUID first) implements Again {}

    /// The key was used for another request.
    record Other(UUID first) implements Again {}

    /// It was answered.
    record Answered(UUID first, Kept answer) implements Again {}

    /// It was answered or at least charged, but its answer is not kept.
    record Gone(UUID first) implements Again {}
}
