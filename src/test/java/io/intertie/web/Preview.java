package io.intertie.web;

import io.intertie.identity.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.thymeleaf.templateresolver.FileTemplateResolver;

/// Renders pages without a container, for tests and for looking at them in a browser.
public final class Preview {
    private static final Path WEBAPP = Path.of("webapp");
    private static final Path OUT = Path.of("target/preview");
    private static final Path HTMX = Path.of("target/webjars/META-INF/resources/webjars");

    private final Engine engine;

    public Preview() {
        var resolver = new FileTemplateResolver();
        resolver.setPrefix(WEBAPP + "/WEB-INF/");
        resolver.setSuffix(".html");
        resolver.setCharacterEncoding("UTF-8");
        engine = new Engine(resolver);
    }

    /// A page to look at: its template, who looks (or nobody), and its model for their preferences.
    public record Sheet(
            String name, String view, Optional<Frame.Reader> reader, Function<Prefs, Object> page) {
        public Sheet seenBy(Frame.Reader who) {
            return new Sheet(name, view, Optional.of(who), page);
        }
    }

    public static final Frame.Reader BUYER =
            new Frame.Reader(
                    SmallMarket.id(500),
                    "Anna Krüger",
                    "Nordlicht Software",
                    Optional.of("€182.40"),
                    3,
                    Set.of(Role.BUYER));

    public static Prefs prefs(Locale locale, Theme theme) {
        return new Prefs(locale, SmallMarket.EUR, ZoneId.of("Europe/Berlin"), theme);
    }

    public Messages messages() {
        return engine.messages();
    }

    /// The page's HTML, its assets under their plain names.
    public String render(Sheet sheet, Prefs prefs) {
        var frame =
                new Frame(
                        prefs,
                        sheet.reader(),
                        "/" + sheet.name(),
                        "http://localhost:8080",
                        "http://localhost:8081",
                        new Frame.Csrf("_csrf", "token"),
                        name -> "/assets/" + name);
        return engine.render(sheet.view(), frame, sheet.page().apply(prefs));
    }

    /// Writes a page in both languages and themes to target/preview.
    public void write(Sheet sheet) throws IOException {
        Files.createDirectories(OUT);
        for (var locale : Messages.LANGUAGES) {
            for (var theme : new Theme[] {Theme.LIGHT, Theme.DARK}) {
                var name = sheet.name() + "-" + locale.getLanguage() + "-" + theme.slug();
                Files.writeString(OUT.resolve(name + ".html"), render(sheet, prefs(locale, theme)));
            }
        }
        writeAssets();
    }

    private static void writeAssets() throws IOException {
        var assets = assets();
        for (var name : Assets.names()) {
            var file = OUT.resolve("assets").resolve(name);
            Files.createDirectories(file.resolveSibling(".").normalize());
            try (var out = Files.newOutputStream(file)) {
                assets.find(assets.address(name).substring("/assets/".length()))
                        .orElseThrow()
                        .writeTo(out, false);
            }
        }
        for (var font : new String[] {"fonts/inter.woff2", "fonts/jetbrains-mono.woff2"}) {
            var hashed = OUT.resolve(assets.address(font).substring(1));
            Files.createDirectories(hashed.resolveSibling(".").normalize());
            Files.copy(
                    WEBAPP.resolve("assets").resolve(font),
                    hashed,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// What an asset weighs on its way to a browser that takes gzip.
    static int weight(Assets assets, String name) {
        var out = new java.io.ByteArrayOutputStream();
        var asset = assets.find(assets.address(name).substring("/assets/".length())).orElseThrow();
        try {
            asset.writeTo(out, asset.isGzip("gzip"));
        } catch (IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
        return out.size();
    }

    /// The assets from the source folder; htmx from where the build unpacked it.
    static Assets assets() {
        return new Assets(name -> {
            try {
                var file = WEBAPP.resolve("assets").resolve(name);
                if (Files.exists(file)) {
                    return Files.newInputStream(file);
                }
                try (var unpacked = Files.walk(HTMX)) {
                    return Files.newInputStream(
                            unpacked.filter(one -> one.endsWith(name)).findFirst().orElseThrow());
                }
            } catch (IOException lost) {
                throw new java.io.UncheckedIOException(lost);
            }
        });
    }
}
