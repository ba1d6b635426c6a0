package io.intertie.tariff.energy;

import io.intertie.platform.persistence.Database;
import io.intertie.platform.persistence.Row;
import io.intertie.tariff.EnergyProfile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Keeps measured profiles in `measured_energy`, one for each listing.
@ApplicationScoped
class MeasuredStore {
    private static final String ALL =
            "select *, coalesce(steadiness, -1) as steady from measured_energy";

    private final Database database;

    @Inject
    MeasuredStore(Database database) {
        this.database = database;
    }

    Optional<MeasuredEnergy> find(UUID listingId) {
        return database.sql(ALL + " where listing_id = ?", listingId).first(MeasuredStore::read);
    }

    List<MeasuredEnergy> all() {
        return database.sql(ALL).list(MeasuredStore::read);
    }

    void remove(UUID listingId) {
        database.sql("delete from measured_energy where listing_id = ?", listingId).update();
    }

    void insert(MeasuredEnergy one) {
        var profile = one.profile();
        database.sql(
                        "insert into measured_energy values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        one.listingId(),
                        profile.input(),
                        profile.cachedInput(),
                        profile.output(),
                        profile.grade().name(),
                        one.intervals(),
                        one.from(),
                        one.until(),
                        one.steadiness()
                                .<Object>map(figure -> figure)
                                .orElse(Database.Absent.NUMBER))
                .update();
    }

    private static MeasuredEnergy read(Row row) {
        var grade = row.constant(EnergyProfile.Grade.class, "grade");
        var intervals = row.count("intervals");
        var how = grade == EnergyProfile.Grade.A ? "metered" : "GPU telemetry";
        return new MeasuredEnergy(
                row.id("listing_id"),
                new EnergyProfile(
                        row.decimal("input_kwh"),
                        row.decimal("cached_input_kwh"),
                        row.decimal("output_kwh"),
                        grade,
                        how + ", " + intervals + " intervals reported by the site"),
                intervals,
                row.instant("from_at"),
                row.instant("until_at"),
                Optional.of(row.decimal("steady")).filter(one -> one.signum() >= 0));
    }
}
