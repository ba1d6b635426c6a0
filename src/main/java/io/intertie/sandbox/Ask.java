package io.intertie.sandbox;

import java.util.OptionalInt;

/// What a client asked for, whichever endpoint it used.
///
/// @param seed follows from all that was said, so that the same prompt gets the same answer
/// @param inputTokens as the client is to be told
/// @param outputLimit the most tokens to write, absent when there is no limit
record Ask(
        SandboxModel model,
        long seed,
        int inputTokens,
        boolean stream,
        boolean usageWanted,
        OptionalInt outputLimit,
        Wish wish,
        Behaviour behaviour) {}
