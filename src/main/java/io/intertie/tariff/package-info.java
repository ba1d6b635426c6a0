/// From a grid company's table to a price per token.
///
/// The story is `Repricing`: `propose` and `reprice` turn a tariff, a provider's terms and the
/// quotes in force into an immutable `PriceVersion`; `PriceBook` tells everybody what is in force.
///
/// **Owns** tariff versions (`tariff_version`) and the documents they were read from
/// (`tariff_evidence`), price versions (`price_version`), the formula, the shipped holidays, grid
/// hours and reference tariffs. **Leaves to others** sites and PUE (`catalog`), exchange rates
/// (`fx`), what a request costs (`metering`), who gets a page (`web`, `api`).
///
/// **Always true**
/// - each quarter hour has one band and one price (`TariffTableTest`, `SeedTariffsProperties`);
/// - what a tariff was read from is attached before it is verified, and stays (`EvidenceTest`);
/// - a price is recomputed from stored rows alone (`RecomputedTest` of `proof`);
/// - a listing has at most one version at any instant, and none ever changes (`PriceHistoryTest`);
/// - increases are announced 7 days before (`NoticeTest`);
/// - what the curve shows is what a request pays; its parts add up to it (`PriceBookProperties`);
/// - the formula is the one of docs/pricing-method.md (`PricingMethodTest`).
@org.jspecify.annotations.NullMarked
package io.intertie.tariff;
