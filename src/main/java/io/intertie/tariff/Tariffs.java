package io.intertie.tariff;

import io.intertie.identity.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The sites' tariffs, version by version.
public interface Tariffs {
    /// Drafts a new version for a site; it prices nothing until a second person verifies it.
    TariffVersion draft(TariffVersion draft, Actor actor);

    /// Verifies a draft: never by its drafter, unless the market is a demonstration's first seed.
    TariffVersion verify(UUID versionId, Actor actor);

    Optional<TariffVersion> find(UUID versionId);

    /// The verified version in force at a site.
    Optional<TariffVersion> inForce(UUID dataCenterId, Instant at);

    /// All versions of a site, the newest first.
    List<TariffVersion> of(UUID dataCenterId);

    /// The shipped reference tables that a site can start from: region code and name.
    List<ReferenceTariff> references();

    /// A shipped reference table, by its code, for example `CN-NM-W`.
    Optional<ReferenceTariff> reference(String code);
}
