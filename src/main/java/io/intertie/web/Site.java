package io.intertie.web;

import java.util.function.UnaryOperator;

/// Where the market and its gateway are reached, and how an asset's name becomes its address.
record Site(String url, String gateway, UnaryOperator<String> assets) {}
