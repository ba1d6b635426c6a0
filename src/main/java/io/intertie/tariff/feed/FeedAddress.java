package io.intertie.tariff.feed;

import io.intertie.platform.config.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.Stream;

/// Where the operator said that a feed is, and what is asked for there.
record FeedAddress(FeedKind kind, URI configured, Optional<Secret> token) {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyyMMddHHmm").withZone(ZoneOffset.UTC);

    /// What is shown of the address: its query may hold a token.
    URI shown() {
        var port = configured.getPort() < 0 ? "" : ":" + configured.getPort();
        var path = Optional.ofNullable(configured.getRawPath()).orElse("");
        return URI.create(configured.getScheme() + "://" + configured.getHost() + port + path);
    }

    /// The zone that the address asks for, as it names it.
    String zone() {
        var parameter = kind == FeedKind.ENTSOE ? "in_Domain" : "bzn";
        return Stream.of(Optional.ofNullable(configured.getRawQuery()).orElse("").split("&", -1))
                .filter(pair -> pair.startsWith(parameter + "="))
                .map(pair -> pair.substring(parameter.length() + 1))
                .map(value -> URLDecoder.decode(value, StandardCharsets.UTF_8))
                .findFirst()
                .orElse("");
    }

    /// The address of today's and tomorrow's prices.
    URI at(Instant now) {
        var today = Market.today(now);
        var tomorrow = today.plusDays(1);
        return switch (kind) {
            case ENTSOE ->
                    with(
                            "periodStart="
                                    + MINUTE.format(Market.begin(today))
                                    + "&periodEnd="
                                    + MINUTE.format(Market.begin(tomorrow.plusDays(1)))
                                    + token.map(FeedAddress::parameter).orElse(""));
            case ENERGY_CHARTS -> with("start=" + today + "&end=" + tomorrow);
            case TARIFF_TABLE -> configured;
        };
    }

    private static String parameter(Secret token) {
        return "&securityToken=" + URLEncoder.encode(token.reveal(), StandardCharsets.UTF_8);
    }

    private URI with(String query) {
        var asked = configured.getRawQuery();
        return URI.create(shown() + "?" + (asked == null ? "" : asked + "&") + query);
    }
}
