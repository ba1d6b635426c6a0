package io.intertie.replay;

/// An answer as it was sent: a JSON body, or the frames of a stream.
public record Kept(int status, boolean streamed, byte[] bytes) {
    /// The largest answer that is kept.
    public static final int MOST = 4 * 1024 * 1024;

    @Override
    public String toString() {
        return "answer of " + bytes.length + " bytes";
    }
}
