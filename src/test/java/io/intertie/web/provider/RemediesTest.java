package io.intertie.web.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.intertie.certification.Finding;
import io.intertie.web.Preview;
import io.intertie.web.Theme;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RemediesTest {
    @ParameterizedTest
    @EnumSource
    void thePageSaysWhatTheApiSays(Finding finding) {
        var words = new Preview().messages();
        var key = "certify.finding." + finding.name();
        assertEquals(finding.remedy(), words.text(Locale.ENGLISH, key));
    }

    @Test
    void aHostileAnswerIsTextOnThePage() {
        var preview = new Preview();
        var page =
                new SupplySheets(preview)
                        .all().stream()
                                .filter(sheet -> sheet.name().equals("certify"))
                                .findFirst()
                                .orElseThrow();
        var html = preview.render(page, Preview.prefs(Locale.ENGLISH, Theme.LIGHT));
        assertFalse(html.contains("<script>alert"), "escaped");
        assertTrue(html.contains("&lt;script&gt;alert(1)"));
    }
}
