package io.intertie.gateway.dialect;

/// OpenAI's chat completions, which providers speak too: what is right passes as it is.
final class OpenAiChat extends OpenAi {
    @Override
    public Reading read(byte[] body) {
        return new Reading(body, ChatVoice::new);
    }
}
