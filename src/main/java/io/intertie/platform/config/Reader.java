package io.intertie.platform.config;

import io.intertie.platform.http.AddressBlock;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Reads `INTERTIE_*` variables one by one, and names every fault at once.
final class Reader {
    private final Map<String, String> left = new HashMap<>();
    final List<String> faults = new ArrayList<>();

    Reader(Map<String, String> environment) {
        environment.forEach((name, value) -> {
            if (name.startsWith("INTERTIE_")) {
                left.put(name, value);
            }
        });
    }

    String text(String name) {
        var value = left.remove(name);
        if (value == null || value.isBlank()) {
            faults.add(name + " is not set");
            return "";
        }
        return value;
    }

    void optional(String name) {
        left.remove(name);
    }

    boolean has(String name) {
        return left.containsKey(name);
    }

    Optional<String> textIfAny(String name) {
        return Optional.ofNullable(left.remove(name)).filter(value -> !value.isBlank());
    }

    URI uriIfAny(String name, URI otherwise) {
        return textIfAny(name)
                .map(value -> parsed(name, value, URI::create, otherwise))
                .orElse(otherwise);
    }

    Secret secret(String name) {
        return new Secret(text(name));
    }

    boolean flag(String name) {
        return Boolean.parseBoolean(Optional.ofNullable(left.remove(name)).orElse("false"));
    }

    URI uri(String name) {
        return parsed(name, text(name), URI::create, URI.create("http://unset"));
    }

    Optional<URI> uriIfAny(String name) {
        var value = left.remove(name);
        return value == null || value.isBlank()
                ? Optional.empty()
                : Optional.of(webAddress(name, value));
    }

    /// Addresses with blanks between them.
    List<URI> uris(String name) {
        return textIfAny(name).stream()
                .flatMap(value -> Stream.of(value.strip().split("\\s+", -1)))
                .map(value -> webAddress(name, value))
                .toList();
    }

    int number(String name, int otherwise, int least, int most) {
        var value = textIfAny(name).orElse(Integer.toString(otherwise));
        if (value.matches("\\d{1,9}")) {
            var number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        }
        faults.add("%s takes %d to %d".formatted(name, least, most));
        return otherwise;
    }

    /// A file that can be read now.
    Optional<Path> file(String name) {
        return textIfAny(name)
                .map(value -> parsed(name, value, Path::of, Path.of("")))
                .filter(path -> {
                    var isReadable = Files.isRegularFile(path) && Files.isReadable(path);
                    if (!isReadable) {
                        faults.add(name + " is no file that can be read");
                    }
                    return isReadable;
                });
    }

    /// Addresses or blocks of them, with blanks or commas between them.
    List<AddressBlock> blocks(String name) {
        var blocks = new ArrayList<AddressBlock>();
        for (var text : textIfAny(name).orElse("").strip().split("[\\s,]+", -1)) {
            try {
                if (!text.isEmpty()) {
                    blocks.add(AddressBlock.of(text));
                }
            } catch (IllegalArgumentException malformed) {
                faults.add(name + " takes addresses such as 10.0.0.0/8");
            }
        }
        return blocks;
    }

    InetAddress address(String name, String otherwise) {
        var fallback = InetAddress.ofLiteral(otherwise);
        return parsed(name, textIfAny(name).orElse(otherwise), InetAddress::ofLiteral, fallback);
    }

    Duration seconds(String name, Duration otherwise) {
        var value = textIfAny(name).orElse(Long.toString(otherwise.toSeconds()));
        if (!value.matches("[1-9]\\d{0,3}") || Integer.parseInt(value) > 3600) {
            faults.add(name + " takes 1 to 3600 seconds");
            return otherwise;
        }
        return Duration.ofSeconds(Long.parseLong(value));
    }

    private URI webAddress(String name, String value) {
        var uri = parsed(name, value, URI::create, URI.create("http://unset"));
        var isWeb = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        if (!isWeb || uri.getHost() == null || uri.getUserInfo() != null) {
            faults.add(name + " is no http or https address");
        }
        return uri;
    }

    private <T> T parsed(String name, String value, Function<String, T> parse, T otherwise) {
        try {
            return parse.apply(value);
        } catch (IllegalArgumentException malformed) {
            faults.add(name + " is malformed");
            return otherwise;
        }
    }

    void refuseWhatIsLeft() {
        left.keySet().stream().sorted().forEach(name -> faults.add(name + " is not known"));
        if (!faults.isEmpty()) {
            throw new IllegalStateException("Settings: " + String.join("; ", faults));
        }
    }
}
