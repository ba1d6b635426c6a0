package io.intertie.sandbox;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;

/// The model all-MiniLM-L6-v2, quantised, on one thread.
///
/// Loading takes about 0.3 s and 50 MB outside the heap, a run of full length as much again for its
/// duration: hence on first use only, without an arena, and one text at a time.
final class MiniLm {
    static final int DIMENSIONS = 384;

    /// The most tokens of one text, without the two that frame it.
    static final int LONGEST_INPUT = 510;

    private static final String MODEL = "/all-minilm-l6-v2-q.onnx";

    private static final class Loaded {
        static final MiniLm ONLY = load();
    }

    private final WordPiece wordPiece;
    private final OrtEnvironment environment;
    private final OrtSession session;

    private MiniLm(WordPiece wordPiece, OrtEnvironment environment, OrtSession session) {
        this.wordPiece = wordPiece;
        this.environment = environment;
        this.session = session;
    }

    /// The one of this process.
    static MiniLm loaded() {
        return Loaded.ONLY;
    }

    private static MiniLm load() {
        OrtEnvironment environment =
                OrtEnvironment.getEnvironment(
                        OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "intertie-sandbox");
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setCPUArenaAllocator(false);
            options.setMemoryPatternOptimization(false);
            OrtSession session = environment.createSession(file(), options);
            return new MiniLm(WordPiece.loaded(), environment, session);
        } catch (OrtException e) {
            throw new IllegalStateException("the embedding model does not load", e);
        }
    }

    /// The model outside the heap, so that the heap need not grow for it.
    private static ByteBuffer file() {
        try (InputStream in = MiniLm.class.getResourceAsStream(MODEL)) {
            if (in == null) {
                throw new IllegalStateException("no " + MODEL + " on the class path");
            }
            ByteBuffer file = ByteBuffer.allocateDirect(32 * 1024 * 1024);
            byte[] chunk = new byte[64 * 1024];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                file.put(chunk, 0, read);
            }
            return file.flip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int[] tokens(String text) {
        return wordPiece.tokens(text);
    }

    boolean knows(int token) {
        return token >= 0 && token < wordPiece.size();
    }

    /// The mean over all token vectors, of length 1.
    synchronized float[] vector(int[] tokens) {
        long[] framed = new long[tokens.length + 2];
        framed[0] = WordPiece.CLS;
        for (int i = 0; i < tokens.length; i++) {
            framed[i + 1] = tokens[i];
        }
        framed[framed.length - 1] = WordPiece.SEP;
        long[] everyToken = new long[framed.length];
        Arrays.fill(everyToken, 1);
        long[][] oneSegment = {new long[framed.length]};
        try (OnnxTensor ids = OnnxTensor.createTensor(environment, new long[][] {framed});
                OnnxTensor mask = OnnxTensor.createTensor(environment, new long[][] {everyToken});
                OnnxTensor types = OnnxTensor.createTensor(environment, oneSegment);
                OrtSession.Result result =
                        session.run(
                                Map.of(
                                        "input_ids", ids,
                                        "attention_mask", mask,
                                        "token_type_ids", types))) {
            float[][][] states = (float[][][]) result.get(0).getValue();
            return unit(mean(states[0]));
        } catch (OrtException e) {
            throw new IllegalStateException("the embedding model failed", e);
        }
    }

    private static float[] mean(float[][] states) {
        float[] mean = new float[DIMENSIONS];
        for (float[] state : states) {
            for (int i = 0; i < DIMENSIONS; i++) {
                mean[i] += state[i] / states.length;
            }
        }
        return mean;
    }

    private static float[] unit(float[] vector) {
        double squares = 0;
        for (float coordinate : vector) {
            squares += (double) coordinate * coordinate;
        }
        float length = (float) Math.sqrt(squares);
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= length;
        }
        return vector;
    }
}
