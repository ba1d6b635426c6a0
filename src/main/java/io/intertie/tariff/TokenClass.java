package io.intertie.tariff;

/// The classes of tokens that are priced apart; disjoint, so that their counts add up.
public enum TokenClass {
    INPUT,
    CACHED_INPUT,
    OUTPUT
}
