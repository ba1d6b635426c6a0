package io.intertie.web.provider;

import io.intertie.catalog.Catalog;
import io.intertie.catalog.DataCenter;
import io.intertie.catalog.Listing;
import io.intertie.catalog.Provider;
import io.intertie.identity.Actor;
import io.intertie.identity.Organisation;
import io.intertie.identity.Role;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.web.Messages;
import io.intertie.web.Visit;
import io.intertie.web.books.Names;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What belongs to the signed-in provider; anything else is not found.
@RequestScoped
class Estate {
    private final Visit visit;
    private final Catalog catalog;
    private final Messages messages;

    @Inject
    Estate(Visit visit, Catalog catalog, Messages messages) {
        this.visit = visit;
        this.catalog = catalog;
        this.messages = messages;
    }

    /// The provider's organisation.
    ///
    /// @throws Problem if the member is no provider
    Organisation organisation() {
        if (!visit.signedIn().is(Role.PROVIDER)) {
            throw new Problem(ProblemType.FORBIDDEN, "Only a provider's people see this page.");
        }
        return visit.organisation();
    }

    Optional<Provider> provider() {
        return catalog.provider(organisation().id());
    }

    List<DataCenter> sites() {
        return catalog.dataCentersOf(organisation().id());
    }

    List<Listing> listings() {
        return catalog.listingsOf(organisation().id());
    }

    DataCenter site(String id) {
        var owner = organisation().id();
        return catalog.dataCenter(id(id))
                .filter(one -> one.providerId().equals(owner))
                .orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "no such site"));
    }

    Listing listing(String id) {
        var owner = organisation().id();
        return catalog.listing(id(id))
                .filter(one -> one.providerId().equals(owner))
                .orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "no such listing"));
    }

    Names names() {
        return Names.of(catalog);
    }

    Actor actor() {
        return visit.actor();
    }

    /// A text for a form's fault, in the reader's language.
    String word(String key, Object... arguments) {
        return messages.text(visit.prefs().locale(), key, arguments);
    }

    static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException malformed) {
            throw new Problem(ProblemType.NOT_FOUND, "no such id");
        }
    }
}
