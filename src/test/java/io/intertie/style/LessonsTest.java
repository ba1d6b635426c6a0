package io.intertie.style;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/// docs/lessons.md tells of each lesson which tests would fail without it, and the tests that bear
/// its number are those.
class LessonsTest {
    private static final int LESSONS = 32;
    private static final String MARK = "lesson-";
    private static final Path PAGE = Path.of("docs/lessons.md");
    private static final List<Path> ROOTS =
            List.of(Path.of("src/test/java"), Path.of("src/it/java"));
    private static final Pattern ROW = Pattern.compile("^\\| (\\d+) \\|(.*)\\|(.*)\\|(.*)\\|$");
    private static final Pattern NAME = Pattern.compile("`([A-Z]\\w*(?:\\.\\w+)?)`");

    @Test
    void eachLessonHasItsTestsAndThePageNamesThem() throws Exception {
        var tagged = tagged();
        assertEquals(LESSONS, tagged.size(), tagged.keySet().toString());
        assertEquals(text(tagged), text(told()));
    }

    private static String text(SortedMap<Integer, SortedSet<String>> tests) {
        var text = new StringBuilder();
        tests.forEach(
                (lesson, names) -> text.append(lesson + " " + String.join(" ", names) + "\n"));
        return text.toString();
    }

    /// What the page's last column names; each row tells what broke where, and what is done here.
    private static SortedMap<Integer, SortedSet<String>> told() throws IOException {
        var told = new TreeMap<Integer, SortedSet<String>>();
        for (var line : Files.readAllLines(PAGE)) {
            var row = ROW.matcher(line);
            if (row.matches()) {
                assertFalse(row.group(2).isBlank() || row.group(3).isBlank(), line);
                var names = new TreeSet<String>();
                var name = NAME.matcher(row.group(4));
                while (name.find()) {
                    names.add(name.group(1));
                }
                assertTrue(told.put(Integer.parseInt(row.group(1)), names) == null, line);
            }
        }
        return told;
    }

    private static SortedMap<Integer, SortedSet<String>> tagged() throws Exception {
        var tagged = new TreeMap<Integer, SortedSet<String>>();
        for (var type : classes()) {
            lessons(type).forEach(lesson -> add(tagged, lesson, type.getSimpleName()));
            for (var method : type.getDeclaredMethods()) {
                for (var lesson : lessons(method)) {
                    assertTrue(isRun(method), method + " is no test");
                    add(tagged, lesson, type.getSimpleName() + "." + method.getName());
                }
            }
        }
        return tagged;
    }

    private static void add(SortedMap<Integer, SortedSet<String>> all, int lesson, String name) {
        all.computeIfAbsent(lesson, _ -> new TreeSet<>()).add(name);
    }

    private static boolean isRun(Method method) {
        return AnnotationSupport.isAnnotated(method, Testable.class)
                && !AnnotationSupport.isAnnotated(method, Disabled.class);
    }

    private static List<Integer> lessons(AnnotatedElement element) {
        return AnnotationSupport.findRepeatableAnnotations(element, Tag.class).stream()
                .map(Tag::value)
                .filter(tag -> tag.startsWith(MARK))
                .map(tag -> Integer.parseInt(tag.substring(MARK.length())))
                .toList();
    }

    /// The classes whose sources speak of a lesson.
    private static List<Class<?>> classes() throws Exception {
        var classes = new ArrayList<Class<?>>();
        for (var root : ROOTS) {
            try (var all = Files.walk(root)) {
                for (var file : all.filter(one -> one.toString().endsWith(".java")).toList()) {
                    if (Files.readString(file).contains("@Tag(\"" + MARK)) {
                        var name = root.relativize(file).toString().replace(".java", "");
                        var loader = LessonsTest.class.getClassLoader();
                        classes.add(Class.forName(name.replace('/', '.'), false, loader));
                    }
                }
            }
        }
        return classes;
    }
}
