package io.intertie.gateway.sdk;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import java.util.stream.Collectors;

/// A buyer with Anthropic's own library for Java.
final class AnthropicBuyer {
    private final Storefront front;

    AnthropicBuyer(Storefront front) {
        this.front = front;
    }

    AnthropicClient client() {
        return client(front.keys().usual(), 0);
    }

    AnthropicClient client(String key, int retries) {
        return AnthropicOkHttpClient.builder()
                .baseUrl(front.url().toString())
                .apiKey(key)
                .maxRetries(retries)
                .build();
    }

    MessageCreateParams.Builder asking(String says) {
        return MessageCreateParams.builder()
                .model(front.chat())
                .maxTokens(600)
                .addUserMessage(says);
    }

    static Message streamed(AnthropicClient client, MessageCreateParams params) {
        var whole = MessageAccumulator.create();
        try (var stream = client.messages().createStreaming(params)) {
            stream.stream().forEach(whole::accumulate);
        }
        return whole.message().validate();
    }

    static String text(Message message) {
        return message.content().stream()
                .filter(ContentBlock::isText)
                .map(block -> block.asText().text())
                .collect(Collectors.joining());
    }
}
