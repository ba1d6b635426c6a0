package io.intertie.gateway.front;

import io.intertie.gateway.wire.Fault;
import io.intertie.gateway.wire.Json;
import io.intertie.platform.http.ProblemType;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/// What the server itself refuses below `/v1`, in the shape that its clients read.
public class FailureMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = Logger.getLogger(FailureMapper.class.getName());

    @Override
    public Response toResponse(Throwable failed) {
        if (failed instanceof WebApplicationException refused) {
            return refusal(refused.getResponse().getStatus());
        }
        LOG.log(Level.SEVERE, "a front failed", failed);
        return refusal(500);
    }

    private static Response refusal(int status) {
        var fault =
                switch (status) {
                    case 404 ->
                            new Fault(
                                    ProblemType.NOT_FOUND,
                                    "unknown_url",
                                    "There is nothing at this path. Nothing was charged.");
                    case 405 ->
                            new Fault(
                                    ProblemType.INVALID_REQUEST,
                                    "method_not_allowed",
                                    "The path does not answer this method. Nothing was charged.");
                    default ->
                            status < 500
                                    ? new Fault(
                                            ProblemType.INVALID_REQUEST,
                                            "invalid_request",
                                            "The request is not valid. Nothing was charged.")
                                    : new Fault(
                                            ProblemType.INTERNAL,
                                            "internal_error",
                                            "An error of ours ended the request. Tell us the"
                                                    + " x-request-id if it comes again.");
                };
        return FacadeDesk.response(status, Map.of(), Json.write(fault.json()));
    }
}
