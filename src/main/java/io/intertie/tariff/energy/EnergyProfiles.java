package io.intertie.tariff.energy;

import io.intertie.tariff.EnergyProfile;
import io.intertie.tariff.EnergyProfile.Grade;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The listings' energy profiles: declared until measured.
///
/// **Always true** while there are too few intervals, each class counts at the higher of the two
/// figures and the profile has the worse of the two grades; from [MeasuredEnergy#ENOUGH] on it is
/// what was measured (`EnergyProfilesTest`).
@ApplicationScoped
public class EnergyProfiles {
    private final MeasuredStore store;

    @Inject
    EnergyProfiles(MeasuredStore store) {
        this.store = store;
    }

    /// What was measured of a listing; empty until its site reported an interval in which it
    /// served.
    public Optional<MeasuredEnergy> of(UUID listingId) {
        return store.find(listingId);
    }

    /// The profile that a listing's next price takes, where its provider declares another.
    public EnergyProfile of(UUID listingId, EnergyProfile declared) {
        return of(listingId).map(measured -> taken(measured, declared)).orElse(declared);
    }

    /// What was measured of all listings.
    public Map<UUID, MeasuredEnergy> all() {
        return store.all().stream()
                .collect(Collectors.toUnmodifiableMap(MeasuredEnergy::listingId, one -> one));
    }

    /// Keeps measurements in place of the ones before; a listing of `listings` without one has none
    /// any longer.
    public void keep(List<UUID> listings, List<MeasuredEnergy> measured) {
        listings.forEach(store::remove);
        measured.forEach(store::insert);
    }

    static EnergyProfile taken(MeasuredEnergy measured, EnergyProfile declared) {
        var found = measured.profile();
        if (measured.isEnough()) {
            return found;
        }
        return new EnergyProfile(
                worse(found, declared, EnergyProfile::input),
                worse(found, declared, EnergyProfile::cachedInput),
                worse(found, declared, EnergyProfile::output),
                worse(found.grade(), declared.grade()),
                declared.source()
                        + "; the worse of that and "
                        + measured.intervals()
                        + " of "
                        + MeasuredEnergy.ENOUGH
                        + " measured intervals");
    }

    private static BigDecimal worse(
            EnergyProfile one, EnergyProfile other, Function<EnergyProfile, BigDecimal> kwh) {
        return kwh.apply(one).max(kwh.apply(other));
    }

    private static Grade worse(Grade one, Grade other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
