package io.intertie.sandbox;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How one request asks the sandbox to behave.
///
/// The settings come from the header `x-sandbox` and from `[[sandbox:…]]` in the last user message;
/// the message wins. What is part of the address, `/as/no_done~usage.over.50/v1`, comes before
/// both: a client that sends neither is then behaved to. The package documentation has the table of
/// settings.
///
/// **Always true:** a setting that is unknown or out of its range is refused, never ignored.
record Behaviour(Map<Setting, Integer> settings, UsageReport usage) {
    static final String HEADER = "x-sandbox";
    static final Behaviour USUAL = new Behaviour(Map.of(), UsageReport.TRUE);
    private static final Pattern DIRECTIVE = Pattern.compile("\\[\\[sandbox:([^\\]]*)\\]\\]");

    enum Setting {
        DELAY(0, 60_000),
        GAP(0, 60_000),
        TOKENS(0, 20_000),
        STATUS(400, 599),
        FAIL_AFTER(0, 1_000_000),
        ERROR_AFTER(0, 1_000_000),
        CACHED(0, 100_000_000),
        REASONING(0, 1_000_000),
        STALL(0, 60_000),
        AT_ONCE(1, 1_000),
        FAULTS(200, 599),
        HANG,
        EMPTY,
        NO_STREAM,
        NO_DONE,
        NO_TOOLS,
        PROSE;

        private final int least;
        private final int most;
        private final boolean valued;

        Setting() {
            this.least = 1;
            this.most = 1;
            this.valued = false;
        }

        Setting(int least, int most) {
            this.least = least;
            this.most = most;
            this.valued = true;
        }

        private int read(String value) {
            if (!valued) {
                if (!value.isEmpty()) {
                    throw refused(word() + " takes no value");
                }
                return 1;
            }
            return number(word(), value, least, most);
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Optional<Setting> of(String word) {
            for (Setting setting : values()) {
                if (setting.word().equals(word)) {
                    return Optional.of(setting);
                }
            }
            return Optional.empty();
        }
    }

    Behaviour {
        settings = Map.copyOf(settings);
    }

    /// @param header the value of `x-sandbox`, empty when it was not sent
    /// @throws Problem 400 when a setting is unknown or out of its range
    static Behaviour of(String header, String lastText) {
        Map<Setting, Integer> settings = new EnumMap<>(Setting.class);
        UsageReport usage = readList(header, settings, UsageReport.TRUE);
        Matcher directive = DIRECTIVE.matcher(lastText);
        while (directive.find()) {
            usage = readList(directive.group(1), settings, usage);
        }
        return new Behaviour(settings, usage);
    }

    /// The settings that a part of an address stands for.
    static String inAddress(String part) {
        var items = part.split("~");
        for (int at = 0; at < items.length; at++) {
            items[at] = items[at].replaceFirst("\\.", "=").replaceFirst("\\.", ":");
        }
        return String.join(",", items);
    }

    int delayMillis() {
        return settings.getOrDefault(Setting.DELAY, 0);
    }

    int gapMillis(SandboxModel model) {
        return settings.getOrDefault(Setting.GAP, model.gapMillis());
    }

    OptionalInt of(Setting setting) {
        Integer value = settings.get(setting);
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    boolean asks(Setting setting) {
        return settings.containsKey(setting);
    }

    private static UsageReport readList(
            String list, Map<Setting, Integer> settings, UsageReport usage) {
        UsageReport report = usage;
        for (String item : list.split(",", -1)) {
            String word = item.strip();
            if (word.isEmpty()) {
                continue;
            }
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            String value = equals < 0 ? "" : word.substring(equals + 1);
            if (name.equals("usage")) {
                report = UsageReport.of(value);
            } else {
                Setting setting =
                        Setting.of(name).orElseThrow(() -> refused("there is no " + name));
                settings.put(setting, setting.read(value));
            }
        }
        return report;
    }

    static int number(String name, String value, int least, int most) {
        if (value.matches("\\d{1,9}")) {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw refused(name + " takes a number from " + least + " to " + most);
    }

    static Problem refused(String why) {
        return Problem.badRequest(HEADER, "The sandbox cannot behave so: " + why + ".");
    }
}
