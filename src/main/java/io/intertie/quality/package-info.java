/// Throughput, jitter and availability of listings, measured on real requests: [Quality] is the
/// room's one door, [Scores] its last day in short, [Standings] what routing reads of it.
///
/// A [Sample] waits in this node's `Intake`, is counted into a minute's `Bucket`, and is rolled up
/// in `quality_bucket` to hours and days; any window is a sum of buckets of all nodes.
///
/// **Owns** buckets and what figures mean: percentiles, [Uptime], [Stability]. **Leaves to others**
/// the measuring (`gateway` relays and counts), what figures are for (routing, pages). **Always
/// true** memory is bounded, and a database that is away costs samples at worst but no request
/// (`QualityTest`); percentiles are within 1 % (`BucketProperties`).
@org.jspecify.annotations.NullMarked
package io.intertie.quality;
