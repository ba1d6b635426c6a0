/// What the sites' meters say, and what it makes of the energy of a token.
///
/// [EnergyReadings] is the story: a provider reports kWh by interval, the tokens served then are
/// counted, and [Attribution] makes a measured profile of them for each listing. **Owns**
/// `energy_reading` and `energy_share`. **Leaves to others** what a price takes of a measurement
/// (`tariff.energy`) and the price itself. **Always true** readings in force of a site do not
/// overlap, nothing is deleted, and the same report twice counts once (`EnergyReadingsTest`).
@org.jspecify.annotations.NullMarked
package io.intertie.energy;
