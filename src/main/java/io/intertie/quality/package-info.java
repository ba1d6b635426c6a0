/// Throughput, jitter and availability of listings, measured on real requests.
@org.jspecify.annotations.NullMarked
package io.intertie.quality;
