package io.intertie.gateway.sdk;

import io.intertie.gateway.ServedMarket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/// The vendors' own libraries, unmodified, against the gateway's own port.
class SdkTest {
    private static ServedMarket market;
    private static Storefront front;

    @BeforeAll
    static void open() {
        market = new ServedMarket();
        var keys =
                new Storefront.Keys(ServedMarket.KEY, ServedMarket.POOR_KEY, ServedMarket.RARE_KEY);
        front =
                new Storefront(
                        market.url(),
                        keys,
                        "grid/echo-1",
                        "grid/all-minilm-l6-v2",
                        market::cancelled);
    }

    @AfterAll
    static void theBooksAgree() {
        market.close();
    }

    @Nested
    class OpenAiChat extends OpenAiChatSuite {
        OpenAiChat() {
            super(front);
        }
    }

    @Nested
    class OpenAiRefusals extends OpenAiRefusalsSuite {
        OpenAiRefusals() {
            super(front);
        }
    }

    @Nested
    class OpenAiOthers extends OpenAiOthersSuite {
        OpenAiOthers() {
            super(front);
        }
    }

    @Nested
    class Anthropic extends AnthropicSuite {
        Anthropic() {
            super(front);
        }
    }

    @Nested
    class AnthropicRefusals extends AnthropicRefusalsSuite {
        AnthropicRefusals() {
            super(front);
        }
    }

    @Nested
    class Node extends NodeSuite {
        Node() {
            super(front);
        }
    }
}
