package io.intertie.bench;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What all rounds of the gateway's measurement share: the ways, the buyer's key, what was
/// answered, and the table that is written.
final class Course {
    static final int ROUNDS = 5;

    private static final String BODY =
            "{\"model\":\"%s\",\"max_tokens\":64,%s\"messages\":[{\"role\":\"user\","
                    + "\"content\":\"%s\"}]}";

    private final List<Way> ways;
    private final String model;
    private final String key;
    private final StringBuilder table = new StringBuilder();
    private long answered;
    private BigDecimal told = BigDecimal.ZERO;

    Course(List<Way> ways, String model, String key) {
        this.ways = List.copyOf(ways);
        this.model = model;
        this.key = key;
    }

    List<Way> ways() {
        return ways;
    }

    /// How many requests our own ways have answered.
    long answered() {
        return answered;
    }

    /// What they said that they cost.
    BigDecimal told() {
        return told;
    }

    String table() {
        return table.toString();
    }

    void line(String text, Object... values) {
        var line = values.length == 0 ? text : text.formatted(values);
        System.out.println(line);
        table.append(line).append('\n');
    }

    /// A client that says something to the model.
    Driver driver(Way way, String says, String fields) {
        return driver(way, model, says, fields);
    }

    Driver driver(Way way, String of, String says, String fields) {
        return new Driver(way.target(), key, BODY.formatted(of, fields, says));
    }

    /// Notes what came of a run.
    Driver.Run counted(Way way, Driver.Run run) {
        if (way.isOurs()) {
            answered += run.nanos().length - run.failed();
            told = told.add(run.told());
        }
        return run;
    }

    /// Some figure of each way in each round.
    static final class Rounds {
        private final Map<Way, List<Double>> all = new LinkedHashMap<>();

        void add(Way way, double figure) {
            all.computeIfAbsent(way, _ -> new ArrayList<>()).add(figure);
        }

        double least(Way way) {
            return all.get(way).stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        }

        double median(Way way) {
            return middle(all.get(way).stream().mapToDouble(Double::doubleValue).toArray());
        }

        /// The median of the ratios to nginx of the same round.
        String ratio(Way way) {
            var nginx =
                    all.keySet().stream().filter(one -> one.name().equals(Way.NGINX)).findFirst();
            if (nginx.isEmpty()) {
                return "no nginx";
            }
            var its = all.get(way);
            var ratios = new double[its.size()];
            for (int i = 0; i < ratios.length; i++) {
                ratios[i] = its.get(i) / all.get(nginx.get()).get(i);
            }
            return "%.1f".formatted(middle(ratios));
        }

        private static double middle(double[] figures) {
            Arrays.sort(figures);
            return figures[figures.length / 2];
        }
    }
}
