package io.intertie.gateway.readout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.gateway.admission.Caller;
import java.util.Optional;

/// Knows who serves a model, as a caller sees it.
public interface Endpoints {
    /// The endpoints of a model by its name; empty if there is none.
    ///
    /// @throws io.intertie.platform.http.Problem `UNAVAILABLE` if what is known is too old
    Optional<ObjectNode> of(Caller caller, String name);
}
