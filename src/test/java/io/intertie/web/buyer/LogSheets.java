package io.intertie.web.buyer;

import io.intertie.access.OrganisationLimits.Logging;
import io.intertie.logs.Log;
import io.intertie.web.Figures;
import io.intertie.web.Form;
import io.intertie.web.Prefs;
import io.intertie.web.SmallMarket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/// The pages of logs.
final class LogSheets {
    private static final String ASKED =
            """
            {"model": "sandbox/echo-1", "stream": true,
             "messages": [{"role": "user", "content": "Wie teuer ist Strom? 今晚的电价是多少？"}]}\
            """;
    private static final String ANSWERED =
            """
            data: {"id":"chatcmpl-1","choices":[{"index":0,"delta":{"content":"Nachts ist es "}}]}

            data: {"id":"chatcmpl-1","choices":[{"index":0,"delta":{"content":"am günstigsten."}}]}

            data: [DONE]
            """;

    private LogSheets() {}

    private static List<LogsPage.Key> keys() {
        return List.of(
                new LogsPage.Key(SmallMarket.id(700).toString(), "first", "sk-live…a1B2"),
                new LogsPage.Key(SmallMarket.id(701).toString(), "nightly", "sk-live…9fQz"));
    }

    static Object off(Prefs prefs, boolean isDenied) {
        var form = Form.of(Map.of("days", isDenied ? "0" : "30"));
        var faults =
                form.wrong("days", "Whole days from 1 to 90.")
                        .wrong("", "The organisation’s data policy denies retention.");
        return new LogsPage.View(
                false, "0", isDenied ? faults : form, keys(), List.of(), Optional.empty());
    }

    static Object on(Prefs prefs) {
        var figures = Figures.of(prefs);
        var lines =
                IntStream.range(0, 6)
                        .mapToObj(number -> LogsPage.Line.of(head(number), figures))
                        .toList();
        return new LogsPage.View(
                true,
                "1,204",
                LogsPage.form(new Logging(30, Set.of(SmallMarket.id(701)))),
                keys(),
                lines,
                Optional.of("x"));
    }

    static Object asking(Prefs prefs) {
        return new LogsPage.Asking("1,204");
    }

    static Object log(Prefs prefs) {
        var figures = Figures.of(prefs);
        var answered = ANSWERED.getBytes(StandardCharsets.UTF_8);
        var log =
                new Log(
                        head(1),
                        Log.Part.of(ASKED.getBytes(StandardCharsets.UTF_8)),
                        new Log.Part(answered, 812_044));
        var until = SmallMarket.NOON.plus(Duration.ofDays(30));
        return LogPage.view(log, figures, figures.moment(until));
    }

    private static Log.Head head(int number) {
        var id =
                new UUID(
                        (SmallMarket.NOON.toEpochMilli() - number * 400_000L) << 16 | 0x7000,
                        0x8000_0000_7c1e_a90fL + number);
        return new Log.Head(
                id,
                SmallMarket.id(500),
                SmallMarket.id(700),
                number % 3 == 2 ? "messages" : "chat/completions",
                number == 3 ? 502 : 200,
                number % 2 == 0,
                1_204 + number,
                number == 1 ? 812_044 : 9_120);
    }
}
