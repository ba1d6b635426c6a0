package io.intertie.style;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Every word of a page has a key, and every key a text in both languages.
///
/// In a template a text counts as written when its element replaces it (`th:text`), holds only
/// signs, or says `data-words`: the same in every language, such as a command.
class MessagesTest {
    private static final Path TEMPLATES = Path.of("webapp/WEB-INF");
    private static final Path WORDS = Path.of("src/main/resources");
    private static final Pattern KEY = Pattern.compile("#\\{([a-z0-9][\\w.-]*)");
    private static final Pattern PIECE =
            Pattern.compile(
                    "<!--.*?-->|<!doctype[^>]*>|[^<]+|"
                            + "<(/?)([\\w:-]+)((?:\"[^\"]*\"|'[^']*'|[^>])*)>",
                    Pattern.DOTALL);
    private static final Pattern LETTERS = Pattern.compile("\\p{L}{2,}");
    private static final Pattern SPOKEN =
            Pattern.compile("\\s(?:title|alt|placeholder|aria-label|data-l)=\"[^\"]*\\p{L}{2,}");
    private static final Set<String> VOID =
            Set.of("meta", "link", "input", "img", "br", "hr", "use");

    @Test
    void bothLanguagesHaveTheSameKeysAndNoEmptyText() throws IOException {
        var english = words("messages.properties");
        var chinese = words("messages_zh.properties");
        assertEquals(english.stringPropertyNames(), chinese.stringPropertyNames());
        for (var key : english.stringPropertyNames()) {
            assertTrue(!english.getProperty(key).isBlank(), key);
            assertTrue(!chinese.getProperty(key).isBlank(), key);
        }
    }

    @Test
    void everyKeyThatATemplateNamesExists() throws IOException {
        var known = words("messages.properties").stringPropertyNames();
        var missing = new TreeSet<String>();
        for (var file : templates()) {
            var found = KEY.matcher(withoutComments(Files.readString(file)));
            while (found.find()) {
                if (!known.contains(found.group(1))) {
                    missing.add(file.getFileName() + ": " + found.group(1));
                }
            }
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void noTemplateHasAWordOfItsOwn() throws IOException {
        var faults = new ArrayList<String>();
        for (var file : templates()) {
            faults.addAll(ownWords(file.getFileName().toString(), Files.readString(file)));
        }
        assertEquals(List.of(), faults);
    }

    @Test
    void aWordInATemplateIsFound() {
        assertEquals(1, ownWords("x", "<p>Hello</p>").size());
        assertEquals(1, ownWords("x", "<p title=\"Hello\">1</p>").size());
        assertEquals(1, ownWords("x", "<p><b th:text=\"#{a}\">Hello</b> there</p>").size());
        assertEquals(List.of(), ownWords("x", "<p th:text=\"#{a}\">Hello <b>there</b></p>"));
        assertEquals(List.of(), ownWords("x", "<pre data-words>curl <b>-H</b></pre>"));
    }

    private static List<String> ownWords(String name, String template) {
        var faults = new ArrayList<String>();
        var open = new ArrayList<Boolean>();
        var pieces = PIECE.matcher(template);
        while (pieces.find()) {
            var tag = pieces.group(2);
            if (tag == null) {
                if (!pieces.group().startsWith("<")
                        && !open.contains(true)
                        && LETTERS.matcher(pieces.group()).find()) {
                    faults.add(name + ": " + pieces.group().strip());
                }
            } else if (pieces.group(1).equals("/")) {
                open.removeLast();
            } else {
                var attributes = pieces.group(3);
                if (SPOKEN.matcher(attributes).find()) {
                    faults.add(name + ": " + pieces.group());
                }
                if (!VOID.contains(tag) && !attributes.endsWith("/")) {
                    open.add(
                            attributes.contains("th:text=")
                                    || attributes.contains("data-words")
                                    || tag.equals("title"));
                }
            }
        }
        return faults;
    }

    private static String withoutComments(String template) {
        return template.replaceAll("(?s)<!--.*?-->", "");
    }

    private static List<Path> templates() throws IOException {
        try (var all = Files.walk(TEMPLATES)) {
            return all.filter(file -> file.toString().endsWith(".html")).sorted().toList();
        }
    }

    private static Properties words(String file) throws IOException {
        var words = new Properties();
        try (var in = Files.newBufferedReader(WORDS.resolve(file))) {
            words.load(in);
        }
        return words;
    }
}
