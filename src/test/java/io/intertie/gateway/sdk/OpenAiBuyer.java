package io.intertie.gateway.sdk;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;

/// A buyer with OpenAI's own library for Java.
final class OpenAiBuyer {
    private final Storefront front;

    OpenAiBuyer(Storefront front) {
        this.front = front;
    }

    OpenAIClient client() {
        return client(front.keys().usual(), 0);
    }

    OpenAIClient client(String key, int retries) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(front.v1())
                .apiKey(key)
                .maxRetries(retries)
                .build();
    }

    ChatCompletionCreateParams.Builder asking(String says) {
        return ChatCompletionCreateParams.builder().model(front.chat()).addUserMessage(says);
    }

    static ChatCompletion streamed(OpenAIClient client, ChatCompletionCreateParams params) {
        var whole = ChatCompletionAccumulator.create();
        try (var stream = client.chat().completions().createStreaming(params)) {
            stream.stream().forEach(whole::accumulate);
        }
        return whole.chatCompletion().validate();
    }

    static String text(ChatCompletion completion) {
        return completion.choices().getFirst().message().content().orElseThrow();
    }

    static String finish(ChatCompletion completion) {
        return completion.choices().getFirst().finishReason().toString();
    }
}
