package io.intertie.api;

import io.intertie.access.OrganisationLimits.Logging;
import io.intertie.identity.Role;
import io.intertie.logs.Log;
import io.intertie.logs.Logs;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.Wording;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// Whether the caller's organisation has requests and answers kept, and what there is of them.
@Path("logs")
@Produces(MediaType.APPLICATION_JSON)
public class LogsResource {
    private static final int MOST = 200;

    private final Logs logs;
    private final Caller caller;

    @Inject
    LogsResource(Logs logs, Caller caller) {
        this.logs = logs;
        this.caller = caller;
    }

    /// For how many days, and of which keys; without keys of all.
    public record NewRule(@Nullable Integer days, @Nullable List<String> keys) {}

    /// Whether logs are kept, for how many days, of which keys (none named is all), and how many
    /// there are.
    public record Rule(boolean kept, int days, List<String> keys, long logs) {}

    /// A log, unopened; sizes are those of the whole bodies, `truncated` says that less is kept.
    public record Seen(
            String requestId,
            Instant at,
            String apiKeyId,
            String path,
            int status,
            boolean streamed,
            long requestBytes,
            long answerBytes,
            boolean truncated,
            Optional<Instant> keptUntil) {
        static Seen of(Log.Head head, Optional<Instant> until) {
            return new Seen(
                    head.requestId().toString(),
                    head.at(),
                    head.apiKeyId().toString(),
                    "/v1/" + head.path(),
                    head.status(),
                    head.streamed(),
                    head.askedBytes(),
                    head.answeredBytes(),
                    head.isCut(),
                    until);
        }
    }

    @GET
    @Needs(Role.BUYER)
    @Operation(summary = "The newest logs of the organisation, unopened: 200 at most")
    public Page<Seen> newest(
            @Parameter(description = "only those before this request")
                    @QueryParam("before")
                    @DefaultValue("")
                    String before) {
        var from =
                before.isEmpty()
                        ? Optional.<UUID>empty()
                        : Optional.of(Fields.id(before, "before"));
        return new Page<>(
                logs.newest(caller.organisation(), from, MOST).stream()
                        .map(head -> Seen.of(head, logs.keptUntil(head)))
                        .toList());
    }

    @GET
    @Path("rule")
    @Needs(Role.BUYER)
    @Operation(summary = "Whether requests and answers are kept, how long, and of which keys")
    public Rule rule() {
        var rule = logs.rule(caller.organisation());
        return new Rule(
                rule.isPresent(),
                rule.map(Logging::days).orElse(0),
                rule.map(Logging::keys).stream()
                        .flatMap(keys -> keys.stream().map(UUID::toString))
                        .sorted()
                        .toList(),
                logs.count(caller.organisation()));
    }

    @PUT
    @Path("rule")
    @Needs(Role.BUYER)
    @Operation(summary = "Have requests and answers kept; a shorter time deletes what is older")
    public Rule allow(NewRule given) {
        var keys =
                Optional.ofNullable(given.keys()).orElse(List.of()).stream()
                        .map(key -> Fields.id(key, "keys"))
                        .collect(Collectors.toSet());
        var logging = new Logging(Fields.present(given.days(), "days"), keys);
        logs.allow(caller.organisation(), logging, caller.actor());
        return rule();
    }

    @DELETE
    @Path("rule")
    @Needs(Role.BUYER)
    @Operation(summary = "Keep nothing more, and delete all logs at once")
    public Rule forbid(
            @Parameter(description = "true: all that is kept will be deleted")
                    @QueryParam("confirm")
                    @DefaultValue("false")
                    boolean confirm) {
        if (!confirm) {
            throw Problem.field(
                    "confirm",
                    Wording.of(
                            "logs.confirm",
                            "This deletes all %s logs of the organisation. Say confirm=true to do"
                                    + " it.",
                            logs.count(caller.organisation())));
        }
        logs.forbid(caller.organisation(), caller.actor());
        return rule();
    }
}
