package io.intertie.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

@ApplicationScoped
class SubscriptionStore {
    private final EntityManager entityManager;

    @Inject
    SubscriptionStore(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    void add(SubscriptionRow row) {
        entityManager.persist(row);
        entityManager.flush();
    }

    /// Lets one subscription of an organisation start at a time, until the transaction ends.
    void lockStartsOf(UUID organisationId) {
        entityManager
                .createNativeQuery(
                        "select 1 from (select pg_advisory_xact_lock(:key)) as locked",
                        Integer.class)
                .setParameter("key", organisationId.getLeastSignificantBits())
                .getSingleResult();
    }

    /// The subscription, if it is the organisation's, held until the transaction ends.
    Optional<SubscriptionRow> lock(UUID id, UUID organisationId) {
        return entityManager
                .createQuery(
                        "select s from SubscriptionRow s"
                                + " where s.id = :id and s.organisationId = :organisation",
                        SubscriptionRow.class)
                .setParameter("id", id)
                .setParameter("organisation", organisationId)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .stream()
                .findFirst();
    }

    Optional<SubscriptionRow> liveOf(UUID organisationId, UUID modelId) {
        return entityManager
                .createQuery(
                        "select s from SubscriptionRow s where s.organisationId = :organisation"
                                + " and s.modelId = :model and s.endedAt is null",
                        SubscriptionRow.class)
                .setParameter("organisation", organisationId)
                .setParameter("model", modelId)
                .getResultList()
                .stream()
                .findFirst();
    }

    List<SubscriptionRow> of(UUID organisationId) {
        return entityManager
                .createQuery(
                        "select s from SubscriptionRow s where s.organisationId = :organisation"
                                + " order by s.startedAt desc, s.id desc",
                        SubscriptionRow.class)
                .setParameter("organisation", organisationId)
                .getResultList();
    }

    List<UUID> servedBy(UUID modelId, UUID listingId, Instant by) {
        return entityManager
                .createQuery(
                        "select s.organisationId from SubscriptionRow s where s.endedAt is null"
                                + " and s.startedAt <= :by and s.modelId = :model"
                                + " and (s.listingId is null or s.listingId = :listing)",
                        UUID.class)
                .setParameter("by", by)
                .setParameter("model", modelId)
                .setParameter("listing", listingId)
                .getResultList();
    }

    /// One statement, however many organisations there are, which is planned once.
    List<SubscriptionRow> live(Collection<UUID> organisations) {
        var ids = organisations.stream().map(UUID::toString).collect(Collectors.joining(" "));
        List<?> rows =
                entityManager
                        .createNativeQuery(
                                """
                                select * from subscription where ended_at is null
                                    and organisation_id = any
                                        (cast(string_to_array(:organisations, ' ') as uuid[]))
                                """,
                                SubscriptionRow.class)
                        .setParameter("organisations", ids)
                        .getResultList();
        return rows.stream().map(SubscriptionRow.class::cast).toList();
    }
}
