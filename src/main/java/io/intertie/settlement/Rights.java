package io.intertie.settlement;

import io.intertie.identity.Actor;
import io.intertie.identity.Role;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import java.util.UUID;

/// Who may act here.
final class Rights {
    private Rights() {}

    static void mustRunTheMarket(Actor actor) {
        if (!actor.is(Role.ADMIN)) {
            throw new Problem(
                    ProblemType.FORBIDDEN,
                    Wording.of("settlement.admin", "Only an admin of the market settles."));
        }
    }

    static void mustBePaidOrRunTheMarket(Actor actor, UUID providerId) {
        if (!actor.mayActFor(providerId)) {
            throw new Problem(
                    ProblemType.FORBIDDEN,
                    Wording.of(
                            "account.own", "Only the provider or an admin changes this account."));
        }
    }
}
