package io.intertie.style;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What is asked of the database is written in the sources; what strangers say travels beside it,
/// as parameters.
///
/// A statement's text is made of literals and constants. Where it is not, its file stands in the
/// list here with how many there are: in each, what varies is a condition, a column or a table that
/// is written in the sources as well. Whoever adds one shows that it is.
@Tag("lesson-27")
class BoundParametersTest {
    private static final Path MAIN = Path.of("src/main/java/io/intertie");

    private static final String OTHERWISE =
            """
            billing/CardPaymentStore.java 1
            choice/ChoiceStore.java 2
            fx/RateStore.java 1
            ledger/Coherence.java 1
            ledger/CounterStore.java 2
            ledger/JournalStore.java 1
            ledger/PromoStore.java 1
            ledger/months/Archived.java 2
            metering/UsageRecords.java 1
            metering/UsageStore.java 1
            notice/Deliveries.java 3
            notice/NoticeStore.java 1
            platform/persistence/Statement.java 1
            proof/ArchiveStore.java 7
            proof/Blocks.java 2
            proof/CrossCheck.java 1
            proof/DocumentStore.java 2
            settlement/PaperStore.java 1
            settlement/SettlementStore.java 2
            """;

    @Test
    void aStatementsTextIsMadeOfConstants() throws IOException {
        var counted =
                otherwise(MAIN).stream()
                        .collect(
                                Collectors.groupingBy(
                                        place -> place.substring(0, place.indexOf(':')),
                                        TreeMap::new,
                                        Collectors.counting()));
        var told = new StringBuilder();
        counted.forEach((file, count) -> told.append(file + " " + count + "\n"));
        assertEquals(OTHERWISE, told.toString());
    }

    @Test
    void aTextThatIsNoneIsFound() throws IOException {
        var folder = Files.createTempDirectory("bound");
        Files.writeString(
                folder.resolve("Bad.java"),
                """
                class Bad {
                    void ask(String name) {
                        database.sql("select 1 from t where name = '" + name + "'");
                        database.sql("select 1 from t where name = ?", name);
                        database.sql(FIXED + " limit 1");
                        database.sql("select %s".formatted(name));
                    }
                }
                """);
        assertEquals(
                Set.of(
                        "Bad.java: \"select 1 from t where name = '\" + name + \"'\"",
                        "Bad.java: \"select %s\".formatted(name)"),
                otherwise(folder));
    }

    private static Set<String> otherwise(Path root) throws IOException {
        var found = new TreeSet<String>();
        var files = new ArrayList<Path>();
        try (var all = Files.walk(root)) {
            all.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
        }
        assertTrue(!files.isEmpty());
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            var units = manager.getJavaFileObjectsFromPaths(files);
            var task = (JavacTask) compiler.getTask(null, manager, null, null, null, units);
            for (CompilationUnitTree unit : task.parse()) {
                var place = Path.of(unit.getSourceFile().toUri());
                new Reader(root.toAbsolutePath().relativize(place).toString(), found)
                        .scan(unit, null);
            }
        }
        return found;
    }

    private static final class Reader extends TreeScanner<Void, Void> {
        private final String place;
        private final Set<String> found;

        Reader(String place, Set<String> found) {
            this.place = place;
            this.found = found;
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void none) {
            if (isSql(call.getMethodSelect()) && !call.getArguments().isEmpty()) {
                var text = call.getArguments().getFirst();
                if (!isConstant(text)) {
                    found.add(place + ": " + text);
                }
            }
            return super.visitMethodInvocation(call, none);
        }

        private static boolean isSql(ExpressionTree called) {
            return called instanceof MemberSelectTree member
                    && Set.of("sql", "prepareStatement", "createNativeQuery", "createQuery")
                            .contains(member.getIdentifier().toString());
        }

        private static boolean isConstant(Tree text) {
            return switch (text) {
                case LiteralTree _ -> true;
                case IdentifierTree name -> isUpper(name.getName().toString());
                case MemberSelectTree member -> isUpper(member.getIdentifier().toString());
                case ParenthesizedTree inner -> isConstant(inner.getExpression());
                case BinaryTree sum ->
                        isConstant(sum.getLeftOperand()) && isConstant(sum.getRightOperand());
                case ConditionalExpressionTree choice ->
                        isConstant(choice.getTrueExpression())
                                && isConstant(choice.getFalseExpression());
                case MethodInvocationTree call ->
                        call.getMethodSelect() instanceof MemberSelectTree of
                                && (isConstant(of.getExpression()) || isClass(of.getExpression()))
                                && call.getArguments().stream().allMatch(Reader::isConstant);
                default -> false;
            };
        }

        private static boolean isClass(Tree tree) {
            return tree instanceof IdentifierTree name
                    && Character.isUpperCase(name.getName().charAt(0));
        }

        private static boolean isUpper(String name) {
            return name.equals(name.toUpperCase(Locale.ROOT));
        }
    }
}
