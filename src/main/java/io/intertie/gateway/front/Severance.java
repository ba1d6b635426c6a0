package io.intertie.gateway.front;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Closes a client's connection to the portal's port, which no servlet can.
///
/// A servlet that fails in the middle of an answer is ended by the server as if it were whole, with
/// the last of its chunks. Payara's own request leads to the connection; the way is looked up by
/// name, so that nothing of it is needed elsewhere. On another server the stream just ends.
final class Severance {
    private static final Logger LOG = Logger.getLogger(Severance.class.getName());
    private static final String[] WAY = {
        "getUnwrappedCoyoteRequest", "getCoyoteRequest", "getContext", "getConnection"
    };

    private Severance() {}

    /// What was written before still leaves.
    static void of(ServletRequest request) {
        Object at = request;
        while (at instanceof ServletRequestWrapper wrapper) {
            at = wrapper.getRequest();
        }
        try {
            for (var step : WAY) {
                at = at.getClass().getMethod(step).invoke(at);
            }
            at.getClass().getMethod("terminateSilently").invoke(at);
        } catch (ReflectiveOperationException | RuntimeException elsewhere) {
            LOG.log(Level.FINE, "a broken stream ended like a whole one", elsewhere);
        }
    }
}
