package io.intertie.web.admin;

import io.intertie.catalog.Catalog;
import io.intertie.identity.Actor;
import io.intertie.identity.Role;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.web.Figures;
import io.intertie.web.Visit;
import io.intertie.web.books.Names;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/// Who sits at the operator's desk: admins act, auditors look.
@RequestScoped
class Desk {
    private final Visit visit;
    private final Catalog catalog;

    @Inject
    Desk(Visit visit, Catalog catalog) {
        this.visit = visit;
        this.catalog = catalog;
    }

    /// The figures of the admin or auditor who looks.
    ///
    /// @throws Problem if it is neither
    Figures figures() {
        var member = visit.signedIn();
        if (!member.is(Role.ADMIN) && !member.is(Role.AUDITOR)) {
            throw new Problem(ProblemType.FORBIDDEN, "Only the operator's people see this page.");
        }
        return visit.figures();
    }

    /// Whether actions are offered.
    boolean mayAct() {
        return visit.signedIn().is(Role.ADMIN);
    }

    /// Who acts.
    ///
    /// @throws Problem if it is no admin
    Actor actor() {
        if (!mayAct()) {
            throw new Problem(ProblemType.FORBIDDEN, "Only an admin of the market does this.");
        }
        return visit.actor();
    }

    /// Who looks, as an actor of the market.
    Actor reader() {
        return visit.actor();
    }

    /// The user name that payouts and drafts keep.
    String userName() {
        return visit.signedIn().username();
    }

    Names names() {
        return Names.of(catalog);
    }

    static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException malformed) {
            throw new Problem(ProblemType.NOT_FOUND, "no such id");
        }
    }
}
