package io.intertie.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PartyStore {
    // Any number that no other room's lock uses.
    private static final long NEWCOMERS = 7_305_211_931L;

    private final EntityManager entityManager;

    @Inject
    PartyStore(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    void add(Object row) {
        entityManager.persist(row);
        entityManager.flush();
    }

    /// Lets one newcomer in at a time, until the transaction ends: names and slugs are found free
    /// and taken in one step.
    void lockNewcomers() {
        entityManager
                .createNativeQuery(
                        "select 1 from (select pg_advisory_xact_lock(:key)) as locked",
                        Integer.class)
                .setParameter("key", NEWCOMERS)
                .getSingleResult();
    }

    Optional<OrganisationRow> organisation(UUID id) {
        return Optional.ofNullable(entityManager.find(OrganisationRow.class, id));
    }

    Optional<OrganisationRow> bySlug(String slug) {
        return entityManager
                .createQuery(
                        "select o from OrganisationRow o where o.slug = :slug",
                        OrganisationRow.class)
                .setParameter("slug", slug)
                .getResultList()
                .stream()
                .findFirst();
    }

    List<OrganisationRow> organisations() {
        return entityManager
                .createQuery(
                        "select o from OrganisationRow o order by o.slug", OrganisationRow.class)
                .getResultList();
    }

    Optional<MemberRow> byUsername(String username) {
        return entityManager
                .createQuery(
                        "select m from MemberRow m where m.username = :username", MemberRow.class)
                .setParameter("username", username)
                .getResultList()
                .stream()
                .findFirst();
    }

    List<MemberRow> members(UUID organisationId) {
        return entityManager
                .createQuery(
                        "select m from MemberRow m where m.organisationId = :organisation"
                                + " order by m.username",
                        MemberRow.class)
                .setParameter("organisation", organisationId)
                .getResultList();
    }

    Optional<ServiceAccountRow> serviceAccount(String clientId) {
        return Optional.ofNullable(entityManager.find(ServiceAccountRow.class, clientId));
    }
}
