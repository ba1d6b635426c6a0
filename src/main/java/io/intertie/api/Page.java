package io.intertie.api;

import java.util.List;

/// A list as management returns it.
public record Page<T>(List<T> data) {}
