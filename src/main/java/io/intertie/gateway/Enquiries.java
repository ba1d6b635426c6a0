package io.intertie.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intertie.access.ApiKey;
import io.intertie.gateway.admission.Admission;
import io.intertie.gateway.admission.Caller;
import io.intertie.gateway.dialect.Dialect;
import io.intertie.gateway.dialect.Dialects;
import io.intertie.gateway.readout.Document;
import io.intertie.gateway.readout.ReadOuts;
import io.intertie.gateway.wire.Arrival;
import io.intertie.gateway.wire.Client;
import io.intertie.gateway.wire.Conversation;
import io.intertie.gateway.wire.Endpoint;
import io.intertie.gateway.wire.Fault;
import io.intertie.gateway.wire.InputSize;
import io.intertie.gateway.wire.Json;
import io.intertie.gateway.wire.ModelRequest;
import io.intertie.metering.UsageRecord.CountedBy;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.inject.Direct;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/// Answers what asks no model: which models there are, how many tokens a prompt has.
///
/// Each on a virtual thread, so that it may wait. A key that comes with a request must be valid,
/// because clients test their keys here.
@Direct
class Enquiries {
    private static final String COUNT_TOKENS = "messages/count_tokens";

    private final Snapshots snapshots;
    private final ModelList models;
    private final Books books;
    private final OwnCounts ownCounts;

    @Inject
    Enquiries(Snapshots snapshots, ModelList models, ReadOuts readOuts, OwnCounts ownCounts) {
        this(snapshots, models, readOuts::answer, ownCounts);
    }

    Enquiries(Snapshots snapshots, ModelList models, Books books, OwnCounts ownCounts) {
        this.snapshots = snapshots;
        this.models = models;
        this.books = books;
        this.ownCounts = ownCounts;
    }

    /// Reads out what a key's holder may know of it.
    interface Books {
        Optional<Document> answer(Caller caller, String method, String path, String query);
    }

    /// Answers by and by; `over` is run when it has.
    Conversation answer(Arrival arrival, Client client, Runnable over) {
        Thread.ofVirtual().name(arrival.toString()).start(() -> answerNow(arrival, client, over));
        return Conversation.NONE;
    }

    private record Told(int status, Map<String, String> headers, byte[] body) {}

    private void answerNow(Arrival arrival, Client client, Runnable over) {
        var dialect = dialect(arrival);
        var told = told(arrival, dialect);
        var headers = new LinkedHashMap<>(dialect.headers(arrival.requestId()));
        headers.putAll(told.headers());
        client.loop()
                .execute(() -> {
                    client.whole(told.status(), headers, told.body());
                    over.run();
                });
    }

    private static Dialect dialect(Arrival arrival) {
        return arrival.path().startsWith("messages")
                ? Dialects.at("messages").orElseThrow()
                : Dialects.usual();
    }

    private Told told(Arrival arrival, Dialect dialect) {
        try {
            if (ReadOuts.isOne(arrival.path())) {
                return readOut(arrival);
            }
            return new Told(200, Map.of(), Json.write(found(arrival)));
        } catch (Refused refused) {
            return told(arrival, dialect, refused.fault);
        } catch (Problem problem) {
            return told(arrival, dialect, Fault.of(problem));
        } catch (RuntimeException | Error failed) {
            return told(arrival, dialect, Turns.fault(arrival, failed));
        }
    }

    private static Told told(Arrival arrival, Dialect dialect, Fault fault) {
        var body = dialect.refusal(fault, arrival.requestId());
        var headers =
                fault.retryAfter()
                        .map(wait -> Map.of("retry-after", Long.toString(wait.toSeconds())))
                        .orElse(Map.of());
        return new Told(fault.type().status(), headers, body);
    }

    private Told readOut(Arrival arrival) {
        var caller = known(arrival, ApiKey.Scope.MODELS).caller().orElseThrow();
        var document =
                books.answer(caller, arrival.method(), arrival.path(), arrival.query())
                        .orElseThrow();
        return new Told(document.status(), document.headers(), document.body());
    }

    /// Ends an enquiry with a fault.
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Fault fault;

        Refused(Fault fault) {
            super(fault.code(), null, false, false);
            this.fault = fault;
        }
    }

    private ObjectNode found(Arrival arrival) {
        var path = arrival.path();
        if (path.equals(COUNT_TOKENS)) {
            allow(arrival, "POST");
            return counted(arrival);
        }
        if (path.equals("models") || path.startsWith("models/")) {
            allow(arrival, "GET");
            var seen = seen(arrival);
            return path.equals("models")
                    ? models.all(seen.snapshot, seen.caller)
                    : models.one(seen.snapshot, seen.caller, path.substring("models/".length()))
                            .orElseThrow(() -> new Refused(noModel()));
        }
        if (Dialects.at(path).isPresent()) {
            allow(arrival, "POST");
        }
        throw new Refused(
                new Fault(
                        ProblemType.NOT_FOUND,
                        "unknown_url",
                        "There is nothing at this path. Nothing was charged."));
    }

    private static void allow(Arrival arrival, String method) {
        if (!arrival.method().equals(method)) {
            throw new Refused(
                    new Fault(
                            ProblemType.METHOD_NOT_ALLOWED,
                            "method_not_allowed",
                            "The path answers %s only. Nothing was charged.".formatted(method)));
        }
    }

    private static Fault noModel() {
        return new Fault(
                        ProblemType.MODEL_NOT_FOUND,
                        "model_not_found",
                        "There is no such model. GET /v1/models lists them.")
                .at(Optional.of("model"));
    }

    /// The market, as whoever asks sees it.
    private record Seen(Snapshot snapshot, Optional<Caller> caller) {}

    private Seen seen(Arrival arrival) {
        var hasKey =
                arrival.heads().first("authorization").isPresent()
                        || arrival.heads().first("x-api-key").isPresent();
        return hasKey
                ? known(arrival, ApiKey.Scope.MODELS)
                : new Seen(snapshots.current(), Optional.empty());
    }

    private Seen known(Arrival arrival, ApiKey.Scope scope) {
        var snapshot = snapshots.current();
        for (int times = 1; ; times++) {
            switch (identity(snapshot, arrival, scope)) {
                case Admission.Identity.Known(var caller) -> {
                    return new Seen(snapshot, Optional.of(caller));
                }
                case Admission.Identity.Refused(var fault, var doubt) -> {
                    var read = snapshots.told(arrival, doubt, times);
                    snapshot = waited(read.orElseThrow(() -> new Refused(fault)));
                }
            }
        }
    }

    private static Admission.Identity identity(
            Snapshot snapshot, Arrival arrival, ApiKey.Scope scope) {
        return snapshot.admission()
                .identify(arrival.heads(), arrival.from(), scope, arrival.receivedAt());
    }

    private static Snapshot waited(CompletionStage<Snapshot> read) {
        try {
            return read.toCompletableFuture().get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Problem problem) {
                throw problem;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    /// What a prompt counts: by the model's tokenizer, or by the estimate that a request is
    /// admitted with.
    private ObjectNode counted(Arrival arrival) {
        var seen = known(arrival, ApiKey.Scope.CHAT);
        var asked = ModelRequest.read(Endpoint.CHAT_COMPLETIONS, Dialects.counted(arrival.body()));
        var model =
                seen.snapshot
                        .admission()
                        .model(asked.model())
                        .orElseThrow(() -> new Refused(noModel()));
        var tokenizer = model.tokenizer();
        var exact =
                tokenizer.isPresent()
                        ? ownCounts.input(tokenizer.get(), asked)
                        : OptionalLong.empty();
        var by = exact.isPresent() ? OwnCounts.by(tokenizer.orElseThrow()) : CountedBy.BYTES;
        return Json.object()
                .put(
                        "input_tokens",
                        exact.orElseGet(() -> InputSize.estimate(asked.input().textBytes())))
                .put("counted_by", by.word());
    }
}
