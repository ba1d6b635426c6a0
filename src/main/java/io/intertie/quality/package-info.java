/// Throughput, jitter and availability of listings, measured on real requests.
///
/// **Owns** samples (`quality_sample`) and the scores made of their last 24 hours. **Leaves to
/// others** the measuring (`gateway` relays and counts), what a score is used for (routing, pages).
/// **Always true** a sample counts once for each request, and a database that is away costs samples
/// but no request (`ScoresTest`).
@org.jspecify.annotations.NullMarked
package io.intertie.quality;
