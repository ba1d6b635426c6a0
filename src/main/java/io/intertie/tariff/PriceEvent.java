package io.intertie.tariff;

/// What this room tells the rooms above it.
sealed interface PriceEvent permits PriceVersionPublished, PriceProposed, SuspensionChanged {}
