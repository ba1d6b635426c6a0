package io.intertie.bench;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// What answers say that they cost, added up: a price may change while something is measured.
final class Costs {
    private static final byte[] NAME = "\"cost\":".getBytes(StandardCharsets.US_ASCII);

    private final Map<String, Integer> times = new HashMap<>();

    void hear(byte[] answer) {
        for (int at = 0; at + NAME.length < answer.length; at++) {
            if (isName(answer, at)) {
                var from = at + NAME.length;
                var to = from;
                while (answer[to] != ',' && answer[to] != '}') {
                    to++;
                }
                var cost = new String(answer, from, to - from, StandardCharsets.US_ASCII);
                times.merge(cost, 1, Integer::sum);
            }
        }
    }

    private static boolean isName(byte[] answer, int at) {
        for (int i = 0; i < NAME.length; i++) {
            if (answer[at + i] != NAME[i]) {
                return false;
            }
        }
        return true;
    }

    BigDecimal sum() {
        var sum = BigDecimal.ZERO;
        for (var cost : times.entrySet()) {
            sum =
                    sum.add(
                            new BigDecimal(cost.getKey())
                                    .multiply(BigDecimal.valueOf(cost.getValue())));
        }
        return sum;
    }
}
