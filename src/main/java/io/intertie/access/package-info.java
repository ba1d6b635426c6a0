/// What a buyer may call, with which key, how often, and where its data may go.
///
/// **Owns** API keys, subscriptions, and what may be spent, called and reached, as configuration.
/// **Leaves to others** who somebody is (`identity`), whether a call passes now (`gateway`), what
/// was spent (`metering`). **Always true** a key's secret exists here only while it is made: the
/// database holds its SHA-256 (`ApiKeysTest`); a key or subscription of another organisation is not
/// found, for reading and for changing (`ApiKeysTest`, `SubscriptionsTest`); at most one live
/// subscription to a model for each organisation (`SubscriptionsTest`); a call keeps the policies
/// of its key, its organisation and its subscription, all of them (`RoutePolicyTest`).
@org.jspecify.annotations.NullMarked
package io.intertie.access;
