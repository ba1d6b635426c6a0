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

@ApplicationScoped
class ApiKeyStore {
    private final EntityManager entityManager;

    @Inject
    ApiKeyStore(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    void add(ApiKeyRow row) {
        entityManager.persist(row);
        entityManager.flush();
    }

    /// The key, if it is the organisation's, held until the transaction ends.
    Optional<ApiKeyRow> lock(UUID id, UUID organisationId) {
        return entityManager
                .createQuery(
                        "select k from ApiKeyRow k"
                                + " where k.id = :id and k.organisationId = :organisation",
                        ApiKeyRow.class)
                .setParameter("id", id)
                .setParameter("organisation", organisationId)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .stream()
                .findFirst();
    }

    /// The key that has or had a secret.
    Optional<ApiKeyRow> bySha256(String sha256) {
        return entityManager
                .createQuery(
                        "select k from ApiKeyRow k"
                                + " where k.sha256 = :sha256 or k.previousSha256 = :sha256",
                        ApiKeyRow.class)
                .setParameter("sha256", sha256)
                .getResultList()
                .stream()
                .findFirst();
    }

    /// The key that a secret opens at an instant, be it the present one or the one before.
    Optional<ApiKeyRow> opened(String sha256, Instant at) {
        return entityManager
                .createQuery(
                        "select k from ApiKeyRow k where k.sha256 = :sha256"
                                + " or k.previousSha256 = :sha256 and k.previousUntil > :at",
                        ApiKeyRow.class)
                .setParameter("sha256", sha256)
                .setParameter("at", at)
                .getResultList()
                .stream()
                .findFirst();
    }

    List<ApiKeyRow> of(UUID organisationId) {
        return entityManager
                .createQuery(
                        "select k from ApiKeyRow k where k.organisationId = :organisation"
                                + " order by k.createdAt desc, k.id desc",
                        ApiKeyRow.class)
                .setParameter("organisation", organisationId)
                .getResultList();
    }

    /// The keys of some secrets, present ones and those before them, that are usable at an instant.
    ///
    /// One statement, however many there are, which is planned once and reads by the hashes.
    List<ApiKeyRow> usable(ApiKey.Purpose purpose, Collection<String> sha256, Instant at) {
        List<?> rows =
                entityManager
                        .createNativeQuery(
                                """
                                select * from api_key
                                where (sha256 = any (string_to_array(:secrets, ' '))
                                        or previous_sha256
                                            = any (string_to_array(:secrets, ' ')))
                                    and purpose = :purpose and revoked_at is null
                                    and (expires_at is null or expires_at > :at)
                                """,
                                ApiKeyRow.class)
                        .setParameter("secrets", String.join(" ", sha256))
                        .setParameter("purpose", purpose.name())
                        .setParameter("at", at)
                        .getResultList();
        return rows.stream().map(ApiKeyRow.class::cast).toList();
    }

    void touched(List<UUID> ids, Instant at) {
        entityManager
                .createQuery(
                        "update ApiKeyRow k set k.lastUsedAt = :at where k.id in :ids"
                                + " and (k.lastUsedAt is null or k.lastUsedAt < :at)")
                .setParameter("at", at)
                .setParameter("ids", ids)
                .executeUpdate();
    }
}
