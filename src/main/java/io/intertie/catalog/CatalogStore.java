package io.intertie.catalog;

import io.intertie.platform.config.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

@ApplicationScoped
class CatalogStore {
    private final EntityManager entityManager;
    private final CredentialSeal seal;

    @Inject
    CatalogStore(EntityManager entityManager, CredentialSeal seal) {
        this.entityManager = entityManager;
        this.seal = seal;
    }

    /// Inserts now, so that a constraint speaks inside the act that met it.
    void add(Object row) {
        entityManager.persist(row);
        entityManager.flush();
    }

    <R> Optional<R> find(Class<R> type, UUID id) {
        return Optional.ofNullable(entityManager.find(type, id));
    }

    /// The listing, held against other movers until the transaction ends.
    Optional<ListingRow> lockListing(UUID id) {
        return Optional.ofNullable(
                entityManager.find(ListingRow.class, id, LockModeType.PESSIMISTIC_WRITE));
    }

    /// Keeps a credential; the plain text goes no further than this method.
    void addCredential(UUID listingId, Secret credential) {
        add(new CredentialRow(listingId, seal.seal(listingId, credential)));
    }

    Optional<Secret> credential(UUID listingId) {
        return find(CredentialRow.class, listingId).map(row -> seal.open(listingId, row.sealed()));
    }

    Map<UUID, Secret> credentials() {
        return entityManager
                .createQuery("select c from CredentialRow c", CredentialRow.class)
                .getResultList()
                .stream()
                .collect(
                        Collectors.toMap(
                                CredentialRow::listingId,
                                row -> seal.open(row.listingId(), row.sealed())));
    }

    List<ProviderRow> providers() {
        return entityManager
                .createQuery("select p from ProviderRow p order by p.slug", ProviderRow.class)
                .getResultList();
    }

    Optional<ProviderRow> providerBySlug(String slug) {
        return entityManager
                .createQuery("select p from ProviderRow p where p.slug = :slug", ProviderRow.class)
                .setParameter("slug", slug)
                .getResultList()
                .stream()
                .findFirst();
    }

    List<DataCenterRow> dataCenters() {
        return entityManager
                .createQuery(
                        "select d from DataCenterRow d order by d.slug, d.id", DataCenterRow.class)
                .getResultList();
    }

    List<DataCenterRow> dataCentersOf(UUID providerId) {
        return entityManager
                .createQuery(
                        "select d from DataCenterRow d where d.providerId = :provider"
                                + " order by d.slug",
                        DataCenterRow.class)
                .setParameter("provider", providerId)
                .getResultList();
    }

    List<ModelRow> models() {
        return entityManager
                .createQuery("select m from ModelRow m order by m.author, m.slug", ModelRow.class)
                .getResultList();
    }

    Optional<ModelRow> model(String author, String slug) {
        return entityManager
                .createQuery(
                        "select m from ModelRow m where m.author = :author and m.slug = :slug",
                        ModelRow.class)
                .setParameter("author", author)
                .setParameter("slug", slug)
                .getResultList()
                .stream()
                .findFirst();
    }

    List<ListingRow> listings() {
        return entityManager
                .createQuery(
                        "select l from ListingRow l order by l.addedAt, l.id", ListingRow.class)
                .getResultList();
    }

    List<ListingRow> listingsOf(UUID providerId) {
        return entityManager
                .createQuery(
                        "select l from ListingRow l where l.providerId = :provider"
                                + " order by l.addedAt, l.id",
                        ListingRow.class)
                .setParameter("provider", providerId)
                .getResultList();
    }
}
