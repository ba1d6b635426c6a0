package io.intertie.notice;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What an organisation was told: `rises` if somebody pays more from `effectiveFrom` on.
///
/// `subject` names the price version or proposal that it is about, or when a stop changed.
public record Notice(
        UUID id,
        UUID organisationId,
        Kind kind,
        UUID listingId,
        String subject,
        Instant effectiveFrom,
        boolean rises,
        Instant noticedAt,
        Optional<Instant> readAt) {
    public enum Kind {
        PRICE_PUBLISHED,
        PRICE_PROPOSED,
        SUSPENDED,
        RESUMED;

        /// As webhooks name it: `price.published`.
        public String word() {
            return switch (this) {
                case PRICE_PUBLISHED -> "price.published";
                case PRICE_PROPOSED -> "price.proposed";
                case SUSPENDED -> "listing.suspended";
                case RESUMED -> "listing.resumed";
            };
        }
    }
}
