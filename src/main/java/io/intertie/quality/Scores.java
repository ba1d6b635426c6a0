package io.intertie.quality;

import java.util.Map;
import java.util.UUID;

/// What requests tell of a listing: speed, steadiness, availability.
public interface Scores {
    /// Keeps a sample; never fails a request, so a lost database only loses the sample.
    void record(Sample sample);

    Score of(UUID listingId);

    Map<UUID, Score> all();
}
