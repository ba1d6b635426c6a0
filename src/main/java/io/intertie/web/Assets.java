package io.intertie.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// The stylesheet, script, icons and fonts, each under a name with the hash of its content.
///
/// Read once at the start and kept compressed in memory: together they are below 250 KB.
final class Assets {
    private static final List<String> STYLES =
            List.of("tokens", "base", "layout", "components", "desk", "charts", "print");
    private static final Map<String, String> FILES =
            Map.of(
                    "fonts/inter.woff2", "font/woff2",
                    "fonts/jetbrains-mono.woff2", "font/woff2",
                    "icons.svg", "image/svg+xml",
                    "logo.svg", "image/svg+xml",
                    "app.js", "text/javascript; charset=utf-8",
                    "grid.js", "text/javascript; charset=utf-8",
                    "htmx.min.js", "text/javascript; charset=utf-8");

    private final Map<String, String> addresses = new HashMap<>();
    private final Map<String, Asset> byHashedName = new HashMap<>();

    /// A file as it is served.
    static final class Asset {
        private final String type;
        private final String etag;
        private final byte[] plain;
        private final byte[] squeezed;

        private Asset(String type, String etag, byte[] plain) {
            this.type = type;
            this.etag = etag;
            this.plain = plain;
            this.squeezed = isSqueezedAlready() ? plain : gzip(plain);
        }

        String type() {
            return type;
        }

        String etag() {
            return etag;
        }

        /// Whether it goes out as gzip to a client that takes that; fonts are squeezed already.
        boolean isGzip(String acceptEncoding) {
            return !isSqueezedAlready() && acceptEncoding.contains("gzip");
        }

        void writeTo(OutputStream out, boolean gzip) throws IOException {
            out.write(gzip ? squeezed : plain);
        }

        private boolean isSqueezedAlready() {
            return type.startsWith("font/");
        }
    }

    /// Where the raw files come from.
    interface Source {
        /// The file, or null when there is none.
        @Nullable InputStream open(String name);
    }

    Assets(Source source) {
        FILES.forEach((name, type) -> add(name, type, read(source, name)));
        var sheets = new ArrayList<String>();
        STYLES.forEach(style -> sheets.add(text(read(source, "css/" + style + ".css"))));
        add("app.css", "text/css; charset=utf-8", hashedFonts(String.join("", sheets)));
    }

    /// The names that pages ask for.
    static Set<String> names() {
        var names = new TreeSet<>(FILES.keySet());
        names.add("app.css");
        return names;
    }

    /// The address of an asset: `app.css` → `/assets/app.3f2a9c1b.css`.
    String address(String name) {
        var address = addresses.get(name);
        if (address == null) {
            throw new IllegalArgumentException("no asset " + name);
        }
        return address;
    }

    /// The asset behind a hashed name.
    Optional<Asset> find(String hashedName) {
        return Optional.ofNullable(byHashedName.get(hashedName));
    }

    /// The asset of a plain name: for what is no page of the portal and knows no hashes.
    Optional<Asset> findPlain(String name) {
        return Optional.ofNullable(addresses.get(name))
                .flatMap(address -> find(address.substring("/assets/".length())));
    }

    private void add(String name, String type, byte[] content) {
        var hash = hash(content);
        var dot = name.lastIndexOf('.');
        var hashed = name.substring(0, dot) + "." + hash + name.substring(dot);
        addresses.put(name, "/assets/" + hashed);
        byHashedName.put(hashed, new Asset(type, "\"" + hash + "\"", content));
    }

    private byte[] hashedFonts(String css) {
        var rewritten = css;
        for (var name : List.of("fonts/inter.woff2", "fonts/jetbrains-mono.woff2")) {
            rewritten = rewritten.replace("url(" + name + ")", "url(" + address(name) + ")");
        }
        return rewritten.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] read(Source source, String name) {
        try (var in = source.open(name)) {
            if (in == null) {
                throw new IllegalStateException("asset " + name + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }

    private static String hash(byte[] content) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] gzip(byte[] content) {
        var out = new ByteArrayOutputStream(content.length / 3);
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }
}
