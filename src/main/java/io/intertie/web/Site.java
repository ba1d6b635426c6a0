package io.intertie.web;

import java.util.function.UnaryOperator;

/// Where the market is reached, and how an asset's name becomes its address.
record Site(String url, UnaryOperator<String> assets) {}
