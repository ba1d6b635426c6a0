package io.intertie.web.visitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SettingsPageTest {
    @Test
    void theWayBackStaysWithinThisSite() {
        assertEquals("/models?q=a", SettingsPage.withinThisSite("/models?q=a"));
        assertEquals("/", SettingsPage.withinThisSite("//evil.example"));
        assertEquals("/", SettingsPage.withinThisSite("/\\evil.example"));
        assertEquals("/", SettingsPage.withinThisSite("https://evil.example"));
        assertEquals("/", SettingsPage.withinThisSite("/a\r\nSet-Cookie: x"));
    }

    @Test
    void theWayBackForgetsALanguageInTheAddress() {
        assertEquals("/models", SettingsPage.withinThisSite("/models?lang=zh"));
        assertEquals("/models?q=a", SettingsPage.withinThisSite("/models?lang=zh&q=a"));
    }
}
