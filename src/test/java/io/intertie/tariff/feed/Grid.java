package io.intertie.tariff.feed;

import io.intertie.audit.TestTrail;
import io.intertie.audit.Trail;
import io.intertie.catalog.DataCenter;
import io.intertie.catalog.Listing;
import io.intertie.catalog.Provider;
import io.intertie.fx.MovingClock;
import io.intertie.identity.Actor;
import io.intertie.identity.Role;
import io.intertie.money.Currency;
import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.TestDatabase;
import io.intertie.tariff.Band;
import io.intertie.tariff.TariffTable;
import io.intertie.tariff.TariffTable.Rule;
import io.intertie.tariff.TariffVersion;
import io.intertie.tariff.Tariffs;
import io.intertie.tariff.TestTariffs;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Two providers with a site each in Guangdong and one in Zhejiang, all with a tariff in force:
/// 0.25 at night, 1.00 from ten o'clock on.
final class Grid {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    final MovingClock clock = new MovingClock("2026-11-25T14:00:00Z");
    final Database database = TestDatabase.fresh();
    final Trail trail = TestTrail.on(database, clock);
    final Provider delta = provider("delta");
    final Provider pearl = provider("pearl");
    final List<DataCenter> all =
            List.of(
                    site("shenzhen", delta, "CN-GD"),
                    site("foshan", pearl, "CN-GD"),
                    site("ningbo", pearl, "CN-ZJ"));
    final Actor ada = new Actor("ada", Actor.OPERATOR, Set.of(Role.ADMIN), "-");
    final Actor bo = new Actor("bo", Actor.OPERATOR, Set.of(Role.ADMIN), "-");
    final Actor pam = new Actor("pam", delta.organisationId(), Set.of(Role.PROVIDER), "-");
    final Actor quin = new Actor("quin", pearl.organisationId(), Set.of(Role.PROVIDER), "-");
    final Map<UUID, Provider> providers =
            Map.of(delta.organisationId(), delta, pearl.organisationId(), pearl);
    final Tariffs tariffs = TestTariffs.on(database, all, providers, clock);
    final DocumentStore documents = new DocumentStore(database);
    final MonthlyTables tables =
            new MonthlyTables(
                    new Sites(
                            () -> all,
                            id -> Optional.ofNullable(providers.get(id)),
                            () -> List.of(listing(all.getFirst()))),
                    tariffs,
                    documents,
                    database,
                    trail,
                    clock);

    Grid() {
        for (var site : all) {
            var draft = tariffs.draft(tariff(site), ada);
            var _ = tariffs.verify(draft.id(), bo);
        }
    }

    /// How many drafts wait at all sites.
    long drafts() {
        return all.stream()
                .flatMap(site -> tariffs.of(site.id()).stream())
                .filter(version -> version.state() == TariffVersion.State.DRAFT)
                .count();
    }

    TariffVersion draft(UUID id) {
        return tariffs.find(id).orElseThrow();
    }

    private static TariffVersion tariff(DataCenter site) {
        return new TariffVersion(
                UUID.randomUUID(),
                site.id(),
                0,
                Currency.of("CNY"),
                new TariffTable(
                        SHANGHAI,
                        List.of(
                                rule("00:00", "10:00", Band.VALLEY, "0.25"),
                                rule("10:00", "00:00", Band.PEAK, "1.00"))),
                new BigDecimal("31.2"),
                new BigDecimal("0.85"),
                BigDecimal.ZERO,
                Instant.parse("2026-01-01T00:00:00Z"),
                TariffVersion.State.DRAFT,
                "a grid company's table",
                "secondary",
                "");
    }

    private static Rule rule(String from, String until, Band band, String price) {
        return new Rule(
                EnumSet.allOf(Month.class),
                LocalTime.parse(from),
                LocalTime.parse(until),
                band,
                new BigDecimal(price));
    }

    private static Provider provider(String slug) {
        return new Provider(UUID.randomUUID(), slug, slug, "CN", Currency.of("CNY"), true);
    }

    private static DataCenter site(String slug, Provider provider, String region) {
        return new DataCenter(
                UUID.randomUUID(),
                provider.organisationId(),
                slug,
                slug,
                "CN",
                SHANGHAI,
                region,
                new BigDecimal("1.2"),
                "declared");
    }

    private static Listing listing(DataCenter site) {
        return new Listing(
                UUID.randomUUID(),
                UUID.randomUUID(),
                site.providerId(),
                site.id(),
                URI.create("http://localhost/v1"),
                "gpt",
                Listing.State.LIVE,
                1000,
                "fp8",
                new Listing.DataPolicy(0, false));
    }
}
