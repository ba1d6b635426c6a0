package io.intertie.sandbox;

import com.fasterxml.jackson.databind.JsonNode;

/// A function that the client offers.
///
/// @param parameters its JSON schema, missing when it takes none
record Tool(String name, JsonNode parameters) {}
