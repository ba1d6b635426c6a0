package io.intertie.api;

import io.intertie.identity.Actor;
import io.intertie.identity.Role;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.proof.Viewer;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.UUID;

/// Who calls, for the time of one request.
@RequestScoped
class Caller {
    private Optional<Actor> known = Optional.empty();

    void become(Actor actor) {
        known = Optional.of(actor);
    }

    /// The caller, who must have shown a key or a token.
    Actor actor() {
        return known.orElseThrow(() ->
                new Problem(
                        ProblemType.UNAUTHENTICATED,
                        "Send a management key or an access token as bearer."));
    }

    boolean isKnown() {
        return known.isPresent();
    }

    UUID organisation() {
        return actor().organisationId();
    }

    boolean runsTheMarket() {
        return actor().is(Role.ADMIN) || actor().is(Role.AUDITOR);
    }

    /// Who asks for evidence.
    Viewer viewer() {
        return new Viewer(organisation(), runsTheMarket());
    }

    /// Whether rows of that organisation are the caller's to see.
    boolean maySee(UUID organisationId) {
        return runsTheMarket() || organisation().equals(organisationId);
    }
}
