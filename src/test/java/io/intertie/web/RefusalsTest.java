package io.intertie.web;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.style.Market;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What a room refuses is said in the reader's language, with the same figures.
class RefusalsTest {
    private static final Path SOURCES = Path.of("src/main/java/io/intertie");
    private static final Path CHINESE = Path.of("src/main/resources/refusals_zh.properties");

    /// A code and its sentence, where a room says them: `"fx.rate", "The rate is …"`.
    private static final Pattern SAID =
            Pattern.compile(
                    "\"([a-z]+\\.[a-z-]+)\",\\s*((?:\"(?:[^\"\\\\]|\\\\.)*\"\\s*\\+?\\s*)+)");

    /// Where it is said with neither a literal code nor one handed on.
    private static final Pattern UNSEEN =
            Pattern.compile("Wording\\.of\\(\\s*+(?!\"[a-z]+\\.[a-z-]+\",\\s*\"|code,)");

    private static final JavaClasses ALL = Market.CLASSES;

    private final Messages messages = new Messages();

    @Test
    void everySentenceOfARoomHasItsChineseWithTheSameArguments() throws IOException {
        var chinese = chinese();
        var differing = new TreeMap<String, String>();
        said().forEach((code, sentences) -> {
            var text = chinese.getProperty(code, "");
            for (var english : sentences) {
                if (text.isBlank() || arguments(text) != arguments(english)) {
                    differing.put(code, english + " / " + text);
                }
            }
        });
        assertEquals(Map.of(), differing);
    }

    @Test
    void aCodeStandsForOneSentence() throws IOException {
        var said = said();
        said.values().removeIf(sentences -> sentences.size() == 1);
        assertEquals(Map.of(), said);
    }

    @Test
    void noChineseSentenceIsOfNoRoom() throws IOException {
        var spare = new TreeSet<>(chinese().stringPropertyNames());
        spare.removeAll(said().keySet());
        assertEquals(Set.of(), spare);
    }

    @Test
    void everySentenceIsSaidWhereThisTestSeesIt() throws IOException {
        var unseen = new TreeSet<String>();
        for (var source : sources().entrySet()) {
            if (UNSEEN.matcher(source.getValue()).find()) {
                unseen.add(source.getKey());
            }
        }
        assertEquals(Set.of(), unseen);
    }

    @Test
    void noRoomRefusesInEnglishAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.intertie.api..",
                        "io.intertie.gateway..",
                        "io.intertie.sandbox..",
                        "io.intertie.web..",
                        "io.intertie.platform.http..")
                .should()
                .callConstructor(Problem.class, ProblemType.class, String.class)
                .orShould()
                .callConstructor(Problem.class, ProblemType.class, String.class, Map.class)
                .orShould()
                .callMethod(Problem.class, "field", String.class, String.class)
                .check(ALL);
    }

    @Test
    void theApiRefusesNoFieldWithoutACode() {
        noClasses()
                .that()
                .resideInAPackage("io.intertie.api..")
                .should()
                .callMethod(Problem.class, "field", String.class, String.class)
                .check(ALL);
    }

    @Test
    void noPageShowsEnglishThatItDidNotTranslate() {
        noClasses()
                .that()
                .resideInAPackage("io.intertie.web..")
                .and()
                .doNotHaveFullyQualifiedName(Messages.class.getName())
                .should()
                .callMethod(Problem.class, "detail")
                .orShould()
                .callMethod(Wording.class, "english")
                .orShould()
                .callMethod(Problem.class, "field", String.class, String.class)
                .check(ALL);
    }

    @Test
    void aRefusalIsToldInTheReadersLanguageWithItsFieldAndFigures() {
        var refused =
                Problem.field(
                        "zone", Wording.of("feed.zone", "There is no bidding zone \"%s\".", "DE"));
        var chinese = messages.told(Locale.CHINESE, refused);
        assertEquals("没有竞价区“DE”。什么都没有保存。", chinese.detail());
        assertEquals(Map.of("zone", chinese.detail()), chinese.faults());
        var english = messages.told(Locale.ENGLISH, refused);
        assertEquals("There is no bidding zone \"DE\".", english.detail());
    }

    @Test
    void aSentenceWithinASentenceIsToldInTheSameLanguage() {
        var why = Wording.of("bank.lacks", "The file lacks %s.", "GrpHdr");
        var whole = Wording.of("bank.refused", "%s Nothing of it was booked.", why);
        assertEquals("The file lacks GrpHdr. Nothing of it was booked.", whole.english());
        assertEquals("文件缺少 GrpHdr。其中没有任何一笔入账。", messages.said(Locale.CHINESE, whole));
    }

    private static long arguments(String sentence) {
        var english = sentence.replace("%%", "").split("%s", -1).length - 1;
        return english
                + Pattern.compile("\\{\\d}")
                        .matcher(sentence)
                        .results()
                        .map(MatchResult::group)
                        .distinct()
                        .count();
    }

    private static Map<String, Set<String>> said() throws IOException {
        var said = new TreeMap<String, Set<String>>();
        for (var text : sources().values()) {
            SAID.matcher(text)
                    .results()
                    .filter(one ->
                            one.group(2).contains("%s") || sentence(one.group(2)).contains(" "))
                    .forEach(one ->
                            said.computeIfAbsent(one.group(1), _ -> new TreeSet<>())
                                    .add(sentence(one.group(2))));
        }
        return said;
    }

    /// The literals of a sentence, together.
    private static String sentence(String literals) {
        return Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"")
                .matcher(literals)
                .results()
                .map(one -> one.group(1))
                .collect(Collectors.joining());
    }

    /// The sources that say sentences, by their path.
    private static Map<String, String> sources() throws IOException {
        var sources = new TreeMap<String, String>();
        try (var files = Files.walk(SOURCES)) {
            for (var file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                var text = Files.readString(file);
                if (text.matches("(?s).*\\b(Wording|Refused|Told)\\b.*")) {
                    sources.put(SOURCES.relativize(file).toString(), text);
                }
            }
        }
        return sources;
    }

    private static Properties chinese() throws IOException {
        var words = new Properties();
        try (var in = Files.newBufferedReader(CHINESE)) {
            words.load(in);
        }
        return words;
    }
}
