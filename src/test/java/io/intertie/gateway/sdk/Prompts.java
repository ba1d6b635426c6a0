package io.intertie.gateway.sdk;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// What all SDKs say, so that their suites differ in their words alone.
final class Prompts {
    /// Families and flags of several code points, Hebrew, Arabic, and a direction turned around.
    static final String FAR_AND_WIDE =
            "שלום 👩‍👩‍👧‍👦 مرحبا بالعالم 🏳️‍🌈 \u202eabc\u202c 日本語 e\u0301 \uD83E\uDD20 𝔘";

    static final String LONG_STREAM = "tell me [[sandbox:gap=20,tokens=500]]";
    static final String PROVIDER_FAILS = "tell me [[sandbox:status=500]]";
    static final String BREAKS_OFF = "tell me [[sandbox:error_after=5]]";
    static final String PROVIDER_OBJECTS = "tell me [[sandbox:nonsense]]";

    /// An object whose one field has one value.
    static final Map<String, ?> SCHEMA =
            Map.of(
                    "type",
                    "object",
                    "properties",
                    Map.of("greeting", Map.of("type", "string", "const", FAR_AND_WIDE)),
                    "required",
                    List.of("greeting"),
                    "additionalProperties",
                    false);

    private static final int MEGABYTE = 1024 * 1024;

    private Prompts() {}

    static String megabyte() {
        return "kilowatt ".repeat(MEGABYTE / 9 + 1).substring(0, MEGABYTE);
    }

    /// The fiftieth of a crowd has said something of its own.
    static String ofACrowd(int number) {
        return "number " + number + " [[sandbox:gap=5,tokens=40]]";
    }

    /// What fifty heard who asked at once.
    static <T> List<T> fifty(java.util.function.IntFunction<T> ask) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all =
                    IntStream.range(0, 50)
                            .<Callable<T>>mapToObj(number -> () -> ask.apply(number))
                            .toList();
            var heard = new java.util.ArrayList<T>();
            for (var each : threads.invokeAll(all)) {
                heard.add(each.get());
            }
            return heard;
        }
    }
}
