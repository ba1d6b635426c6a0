package io.intertie.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.catalog.Listing;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutePolicyTest {
    private static final Listing.DataPolicy CLEAN = new Listing.DataPolicy(0, false);

    @ParameterizedTest
    @CsvSource({
        "DE FR, '',  false, false, DE, 30, true,  ''",
        "DE FR, '',  false, false, IS, 0,  false, country_not_allowed",
        "'',    IS,  false, false, IS, 0,  false, country_excluded",
        "'',    IS,  false, false, DE, 0,  false, ''",
        "IS,    IS,  false, false, IS, 0,  false, country_excluded",
        "'',    '',  true,  false, IS, 0,  true,  provider_trains",
        "'',    '',  true,  false, IS, 9,  false, ''",
        "'',    '',  false, true,  IS, 1,  false, provider_retains",
        "'',    '',  false, true,  IS, 0,  true,  ''",
        "DE,    '',  true,  true,  IS, 1,  true,  country_not_allowed",
    })
    void aListingIsRefusedWithItsReason(
            String only,
            String excluded,
            boolean noTraining,
            boolean noRetention,
            String country,
            int days,
            boolean trains,
            String reason) {
        var policy = policy(only, excluded, noTraining, noRetention);
        var refused = policy.against(country, new Listing.DataPolicy(days, trains));
        assertEquals(reason, refused.map(RoutePolicy.Reason::code).orElse(""));
    }

    @Test
    void twoPoliciesTogetherAllowOnlyWhatBothAllow() {
        var both = policy("DE FR", "PL", true, false).and(policy("FR IS", "NO", false, true));
        assertEquals(policy("FR", "PL NO", true, true), both);
        assertEquals(
                both, policy("FR IS", "NO", false, true).and(policy("DE FR", "PL", true, false)));
    }

    @Test
    void policiesThatHaveNoCountryInCommonAllowNone() {
        var none = policy("DE", "", false, false).and(policy("IS", "", false, false));
        assertEquals(Optional.of(Set.of()), none.countries());
        for (var country : List.of("DE", "IS", "NO")) {
            assertEquals(
                    Optional.of(RoutePolicy.Reason.COUNTRY_NOT_ALLOWED),
                    none.against(country, CLEAN));
        }
    }

    @Test
    void whatAllowsEverythingChangesNothing() {
        var policy = policy("DE", "", false, true);
        assertEquals(policy, policy.and(RoutePolicy.ANY));
        assertEquals(policy, RoutePolicy.ANY.and(policy));
        assertEquals(
                Optional.empty(), RoutePolicy.ANY.against("IS", new Listing.DataPolicy(9, true)));
    }

    private static RoutePolicy policy(
            String only, String not, boolean training, boolean retention) {
        return new RoutePolicy(
                only.isEmpty() ? Optional.empty() : Optional.of(Set.of(only.split(" "))),
                not.isEmpty() ? Set.of() : Set.of(not.split(" ")),
                training,
                retention);
    }
}
