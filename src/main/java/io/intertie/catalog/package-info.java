/// What is offered, by whom, from where: [Catalog] is the room's one door.
///
/// **Owns** providers, their data centers, models, listings and the sealed upstream credentials.
/// **Leaves to others** prices (`tariff`), measured quality (`quality`), routing (`gateway`).
/// **Always true** an endpoint leads to the public internet, or to loopback where the operator
/// allows it (`EndpointRulesTest`); a credential rests encrypted and opens for its listing only
/// (`CredentialSealTest`); a listing moves draft → certifying → live ⇄ paused → retired and no
/// other way, and is live on a passed certification run only, in code and in the database
/// (`LifeCycleTest`); only the provider's organisation or the operator moves it (`CatalogTest`).
@org.jspecify.annotations.NullMarked
package io.intertie.catalog;
