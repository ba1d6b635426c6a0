package io.intertie.embedded;

import java.util.stream.Collectors;

/// What a person needs to know once the market is up: where, as whom, and one call to paste.
record Summary(MarketOptions options, Secrets secrets) {
    @Override
    public String toString() {
        return """

        Intertie is up.

          Portal    %s
          Gateway   %s
          Sign in   %s
          API key   %s
          Scripts   . %s

        A call to paste:

          curl -sS %s/v1/chat/completions \\
            -H 'Authorization: Bearer %s' \\
            -H 'Content-Type: application/json' \\
            -d '{"model":"%s","messages":[{"role":"user","content":"hello"}]}'
        """
                .formatted(
                        options.portalUrl(),
                        options.gatewayUrl(),
                        signIns(),
                        secrets.of("INTERTIE_API_KEY"),
                        options.data().resolve("intertie.env"),
                        options.gatewayUrl(),
                        secrets.of("INTERTIE_API_KEY"),
                        Secrets.MODEL);
    }

    private String signIns() {
        return options.identity()
                .map(external -> "with a user of " + external.issuer())
                .orElseGet(() ->
                        Secrets.PEOPLE.stream()
                                .map(this::signIn)
                                .collect(Collectors.joining("\n            ")));
    }

    private String signIn(Secrets.Person person) {
        return "%-9s %-5s %s"
                .formatted(person.title(), person.login(), secrets.of(person.passwordName()));
    }
}
