package io.intertie.certification;

/// What a step found wrong, and what its provider can do about it.
public enum Finding {
    ADDRESS_REFUSED("The host cannot be found, or is no public address. List a public one."),
    UNREACHABLE("Nothing answers there. Check the host, the port, the firewall and the name."),
    TLS_FAILED("The TLS handshake failed. Serve a valid certificate for this host, TLS 1.2 or up."),
    TIMED_OUT("No whole answer came in time. Check the load and the proxy's buffering."),
    BROKEN("The connection broke before the answer was whole. Look into the server's log."),
    TOO_LARGE("The answer is larger than the request allows. Respect max_tokens."),
    REDIRECTED("The endpoint redirects, which is never followed. List where it leads to."),
    CREDENTIAL_REFUSED("The credential is refused. List the endpoint with one that is valid."),
    CREDENTIAL_IGNORED(
            "A wrong credential is answered too. Check credentials, or list without one."),
    MODEL_UNKNOWN("The endpoint does not know the model. Give the name that it serves it under."),
    RATE_LIMITED("The endpoint answers 429. Raise the limits of the market's credential."),
    UNEXPECTED_STATUS("The endpoint answers with an error. Look into the server's log."),
    NO_ANSWER("The answer is no completion in OpenAI's shape. Serve the OpenAI-compatible API."),
    NOT_STREAMED("With stream: true no server-sent events came. Turn streaming on."),
    ERROR_IN_STREAM("An error came in the middle of the stream. Look into the server's log."),
    NO_FINISH_REASON("No chunk has a finish_reason. Send one with the last choice."),
    NO_DONE("The stream ends without data: [DONE]. Send it as the last event."),
    NO_USAGE("There is no usage. Send it, in a stream after include_usage."),
    NO_TOOL_CALL("A required tool was not called. Turn tool calls on, or declare no TOOLS."),
    BAD_ARGUMENTS("The tool call's arguments are no JSON of its schema. Check the tool parser."),
    NOT_TO_SCHEMA("The answer does not fit the schema. Turn guided output on, or declare no JSON."),
    COUNTS_DIFFER("The usage is far from what was sent. Report the model's own token counts."),
    TOO_MANY_FAILED("Under load more than 1 in 100 requests failed. Add capacity."),
    UNSTEADY("Tokens come in bursts with long gaps. Check batching, and buffering by proxies."),
    FAULT_ACCEPTED("A request without messages was answered as if right. Answer it with 400."),
    FAULT_CRASHES("A malformed request is answered with a server's error. Answer it with 400."),
    FAULT_UNREADABLE("The error has no JSON with error.message. Answer in OpenAI's error shape."),
    OUR_FAULT("An error of the market's own. Start the run again.");

    private final String remedy;

    Finding(String remedy) {
        this.remedy = remedy;
    }

    /// What happened and what to do next, in English.
    public String remedy() {
        return remedy;
    }
}
