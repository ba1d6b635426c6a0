package io.intertie.platform.http;

/// Every refusal that a caller can meet, with its HTTP status; each has a page at `/docs/errors/`.
///
/// The management API renders them as RFC 9457 problem+json, the gateway in the dialect of its
/// client.
public enum ProblemType {
    MALFORMED_JSON(400, "The body is not valid JSON"),
    INVALID_REQUEST(400, "The request is not valid"),
    UNAUTHENTICATED(401, "The key is missing or not valid"),
    INSUFFICIENT_FUNDS(402, "The wallet does not cover the request"),
    SPEND_LIMIT_REACHED(402, "A spend limit leaves less than the request may cost"),
    FORBIDDEN(403, "This is not yours to do"),
    NOT_FOUND(404, "There is no such thing"),
    MODEL_NOT_FOUND(404, "There is no such model"),
    METHOD_NOT_ALLOWED(405, "The path does not answer this method"),
    CONFLICT(409, "It has changed meanwhile"),
    TOO_LARGE(413, "The body is larger than allowed"),
    UNPROCESSABLE(422, "Some fields need correction"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    INTERNAL(500, "An error of ours"),
    UPSTREAM_FAILED(502, "The provider failed"),
    UPSTREAM_UNAVAILABLE(503, "No provider can serve the model now"),
    UNAVAILABLE(503, "A part of the market is away"),
    UPSTREAM_TIMEOUT(504, "The provider did not answer in time");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /// The last part of the page that explains it: `insufficient-funds`.
    public String slug() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /// Whether trying again later may help, so that the answer carries Retry-After.
    public boolean isTemporary() {
        return status == 503 || status == 429;
    }
}
