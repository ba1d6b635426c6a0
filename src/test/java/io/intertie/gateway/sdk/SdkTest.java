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
                new Storefront.Keys(
                        ServedMarket.KEY, ServedMarket.POOR_KEY, ServedMarket.RARE_KEY);
        front = new Storefront(market.url(), keys, "grid", market::cancelled);
    }

    @AfterAll
    static void theBooksAgree() {
        market.close();
    }

    @Nested
    class OpenAiChat extends OpenAiChatSuite {
        @Override
        protected Storefront front() {
            return front;
        }
    }

    @Nested
    class OpenAiOthers extends OpenAiOthersSuite {
        @Override
        protected Storefront front() {
            return front;
        }
    }

    @Nested
    class Anthropic extends AnthropicSuite {
        @Override
        protected Storefront front() {
            return front;
        }
    }

    @Nested
    class Node extends NodeSuite {
        @Override
        protected Storefront front() {
            return front;
        }
    }
}
