package io.intertie.style;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.PrimitiveTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.TypeKind;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The numbers and words of docs/style.md, checked on the sources themselves.
class TidyTest {
    private static final int LINE = 100;
    private static final int FILE = 300;
    private static final int METHOD = 60;
    private static final int PARAMETERS = 5;
    private static final int DEPENDENCIES = 6;

    /// A word that a type's name must not end with, and what to say instead.
    private static final Map<String, String> WORDS =
            Map.of(
                    "Service", "what it does for the market",
                    "Manager", "what it owns, in the plural",
                    "Impl", "the one class needs no interface",
                    "Helper", "the room's word for it",
                    "Util", "the room's word for it",
                    "Utils", "the room's word for it",
                    "DTO", "a record named after what it holds",
                    "Dto", "a record named after what it holds");

    private static final Set<String> ROOMS_OF_MONEY =
            Set.of("money", "ledger", "metering", "settlement", "billing", "fx");

    private static final Path MAIN = Path.of("src/main/java");

    @Test
    @Tag("lesson-11")
    void sourcesKeepToTheirNumbersAndWords() throws IOException {
        assertEquals(List.of(), faults(MAIN));
    }

    @Test
    void testsKeepTheirLinesToo() throws IOException {
        var faults = new ArrayList<String>();
        for (Path root : List.of(Path.of("src/test/java"), Path.of("src/it/java"))) {
            for (Path file : javaFiles(root)) {
                lines(file, faults);
            }
        }
        assertEquals(List.of(), faults);
    }

    @Test
    void aFaultIsFound() throws IOException {
        var folder = Files.createTempDirectory("tidy");
        var file = folder.resolve("OrderManager.java");
        Files.writeString(
                file,
                """
                package io.intertie.money;
                public class OrderManager {
                    double getPrice(int a, int b, int c, int d, int e, int f) {
                        var now = java.time.Instant.now(); // TODO
                        return 0;
                    }
                }
                """);
        var found = String.join("\n", faults(folder));
        for (String fault :
                List.of("Manager", "getPrice", "parameters", "now()", "unfinished", "///")) {
            assertTrue(found.contains(fault), fault + " in\n" + found);
        }
        assertTrue(found.contains("floating"), found);
    }

    private static List<String> faults(Path root) throws IOException {
        var faults = new ArrayList<String>();
        var files = javaFiles(root);
        for (Path file : files) {
            lines(file, faults);
        }
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            var units = manager.getJavaFileObjectsFromPaths(files);
            var task = (JavacTask) compiler.getTask(null, manager, null, null, null, units);
            var trees = Trees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new Reader(unit, trees, faults).scan(unit, null);
            }
        }
        return faults;
    }

    private static List<Path> javaFiles(Path root) throws IOException {
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
    }

    private static void lines(Path file, List<String> faults) throws IOException {
        var lines = Files.readAllLines(file);
        // Whoever verifies a proof takes this one file along, and nothing of ours besides.
        var travelsAlone = file.endsWith("proof/Verify.java");
        if (lines.size() > (travelsAlone ? 750 : FILE)) {
            faults.add(file + ": " + lines.size() + " lines, at most " + FILE);
        }
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            var place = file + ":" + (i + 1);
            if (line.length() > LINE && !line.startsWith("import ")) {
                faults.add(place + ": longer than " + LINE);
            }
            if (!file.endsWith("TidyTest.java") && line.matches(".*\\b(TODO|FIXME|XXX)\\b.*")) {
                faults.add(place + ": unfinished; finish it");
            }
        }
    }

    private static final class Reader extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final Trees trees;
        private final List<String> faults;
        private final String file;
        private final boolean ofMoney;
        private int depth;

        Reader(CompilationUnitTree unit, Trees trees, List<String> faults) {
            this.unit = unit;
            this.trees = trees;
            this.faults = faults;
            this.file = unit.getSourceFile().getName();
            var parts = String.valueOf(unit.getPackageName()).split("\\.", -1);
            this.ofMoney = parts.length > 2 && ROOMS_OF_MONEY.contains(parts[2]);
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            var name = type.getSimpleName().toString();
            WORDS.forEach((word, better) -> {
                if (name.endsWith(word)) {
                    fault(type, name + ": not " + word + ", say " + better);
                }
            });
            var isPublic = type.getModifiers().getFlags().contains(Modifier.PUBLIC);
            if (depth == 0 && isPublic && !isDocumented(type)) {
                fault(type, name + ": a public type starts with a /// sentence");
            }
            depth++;
            super.visitClass(type, unused);
            depth--;
            return null;
        }

        private boolean isDocumented(ClassTree type) {
            var path = trees.getPath(unit, type);
            return path != null && trees.getDocComment(path) != null;
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            var name = method.getName().toString();
            var overrides =
                    method.getModifiers().getAnnotations().stream()
                            .anyMatch(a -> a.getAnnotationType().toString().equals("Override"));
            if (name.matches("get[A-Z].*") && !overrides) {
                fault(method, name + ": no get, name the thing");
            }
            var isConstructor = method.getReturnType() == null;
            var most = isConstructor ? DEPENDENCIES : PARAMETERS;
            if (!overrides && method.getParameters().size() > most && !isOfRecord(method)) {
                fault(method, name + ": more than " + most + " parameters, make a record");
            }
            var lines = line(end(method)) - line(start(method)) + 1;
            if (lines > METHOD) {
                fault(method, name + ": " + lines + " lines, at most " + METHOD);
            }
            return super.visitMethod(method, unused);
        }

        /// A record's canonical constructor has no parameters in the source; a long one is its own.
        private boolean isOfRecord(MethodTree method) {
            var path = trees.getPath(unit, method);
            return path != null
                    && path.getParentPath().getLeaf().getKind() == Tree.Kind.RECORD
                    && method.getReturnType() == null;
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
            var text = call.getMethodSelect().toString();
            if (text.matches(".*\\b(Instant|LocalDate|LocalDateTime|ZonedDateTime)\\.now")
                    && call.getArguments().isEmpty()) {
                fault(call, text + "(): ask the injected Clock");
            }
            return super.visitMethodInvocation(call, unused);
        }

        @Override
        public Void visitPrimitiveType(PrimitiveTypeTree type, Void unused) {
            var kind = type.getPrimitiveTypeKind();
            if (ofMoney && (kind == TypeKind.DOUBLE || kind == TypeKind.FLOAT)) {
                fault(type, "floating point where money lives");
            }
            return super.visitPrimitiveType(type, unused);
        }

        private long start(Tree tree) {
            return trees.getSourcePositions().getStartPosition(unit, tree);
        }

        private long end(Tree tree) {
            return trees.getSourcePositions().getEndPosition(unit, tree);
        }

        private long line(long position) {
            return unit.getLineMap().getLineNumber(Math.max(0, position));
        }

        private void fault(Tree tree, String text) {
            faults.add(file + ":" + line(start(tree)) + ": " + text);
        }
    }
}
