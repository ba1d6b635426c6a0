/// How much energy a listing's tokens take: what was measured, and what a price takes of it.
///
/// **Owns** the measured profiles (`measured_energy`) and the rule when one takes over from what
/// the provider declared. **Leaves to others** the measuring (`energy`) and the pricing (`tariff`).
/// **Always true** until there are enough intervals a price takes the worse of the two
/// (`EnergyProfilesTest`).
@org.jspecify.annotations.NullMarked
package io.intertie.tariff.energy;
