package io.intertie.choice;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/// How often routing came to a verdict on a listing on a day (UTC), and when last.
public record Tally(UUID listingId, LocalDate day, Verdict verdict, long times, Instant lastAt) {}
