package io.intertie.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// What kind of answer a request wants.
sealed interface Wish {
    record Words() implements Wish {}

    record JsonText(JsonNode schema) implements Wish {}

    record Calls(List<Tool> tools) implements Wish {
        public Calls {
            tools = List.copyOf(tools);
        }
    }
}
