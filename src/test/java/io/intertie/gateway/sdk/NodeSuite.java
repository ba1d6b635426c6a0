package io.intertie.gateway.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The libraries for JavaScript, as npm has them, under Node: each of their tests is one here.
public abstract class NodeSuite {
    private static final Path SOURCES = Path.of("src/test/resources/sdk");
    private static final Path HOME = Path.of("target/sdk");
    private static final Pattern RESULT = Pattern.compile("(not ok|ok) \\d+ - (.*)");
    private static final Pattern OFFLINE =
            Pattern.compile("ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH");

    private final Storefront front;

    protected NodeSuite(Storefront front) {
        this.front = front;
    }

    @TestFactory
    Stream<DynamicTest> openAi() throws Exception {
        return results("openai.mjs");
    }

    @TestFactory
    Stream<DynamicTest> anthropic() throws Exception {
        return results("anthropic.mjs");
    }

    private record Ran(int status, List<String> lines) {}

    private Stream<DynamicTest> results(String suite) throws Exception {
        install();
        var before = front.cancelled().getAsLong();
        Ran ran;
        try (var way = new LosingWay(front.url())) {
            var told =
                    Map.of(
                            "SDK_URL", front.url().toString(),
                            "SDK_LOSING_URL", way.url().toString(),
                            "SDK_KEY", front.keys().usual(),
                            "SDK_POOR_KEY", front.keys().poor(),
                            "SDK_RARE_KEY", front.keys().rare(),
                            "SDK_CHAT", front.chat(),
                            "SDK_EMBEDDING", front.embedding());
            ran = run(told, "node", "--test-reporter=tap", suite);
        }
        var tests = tests(ran.lines());
        tests.add(
                DynamicTest.dynamicTest(
                        "the provider stops when a stream is aborted",
                        () -> front.awaitStopped(before)));
        tests.add(
                DynamicTest.dynamicTest(
                        "the run ends well",
                        () -> assertEquals(0, ran.status(), String.join("\n", ran.lines()))));
        return tests.stream();
    }

    // A test's name, and beneath it, further in, what went wrong.
    private static List<DynamicTest> tests(List<String> lines) {
        var tests = new ArrayList<DynamicTest>();
        for (int i = 0; i < lines.size(); i++) {
            var result = RESULT.matcher(lines.get(i));
            if (result.matches()) {
                var isFine = result.group(1).equals("ok");
                var why =
                        lines.stream()
                                .skip(i + 1L)
                                .takeWhile(line -> line.startsWith(" "))
                                .toList();
                tests.add(
                        DynamicTest.dynamicTest(
                                result.group(2),
                                () -> {
                                    if (!isFine) {
                                        fail(String.join("\n", why));
                                    }
                                }));
            }
        }
        return tests;
    }

    private static void install() throws Exception {
        assumeTrue(isThere("node") && isThere("npm"), "there is no Node here");
        Files.createDirectories(HOME);
        var lock = Files.readString(SOURCES.resolve("package-lock.json"));
        var installed = HOME.resolve("installed");
        try (var files = Files.list(SOURCES)) {
            for (var file : files.toList()) {
                Files.copy(
                        file,
                        HOME.resolve(file.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (Files.exists(installed) && Files.readString(installed).equals(lock)) {
            return;
        }
        var ran = run(Map.of(), "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        var said = String.join("\n", ran.lines());
        assumeTrue(
                ran.status() == 0 || !OFFLINE.matcher(said).find(), "npm is out of reach: " + said);
        assertEquals(0, ran.status(), said);
        Files.writeString(installed, lock);
    }

    private static boolean isThere(String program) throws Exception {
        try {
            return run(Map.of(), program, "--version").status() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private static Ran run(Map<String, String> told, String... command) throws Exception {
        Files.createDirectories(HOME);
        var said = Files.createTempFile(HOME, "run", ".txt");
        var builder =
                new ProcessBuilder(command)
                        .directory(HOME.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile());
        builder.environment().putAll(told);
        var process = builder.start();
        try {
            if (!process.waitFor(3, TimeUnit.MINUTES)) {
                throw new AssertionError(String.join("\n", Files.readAllLines(said)));
            }
            return new Ran(process.exitValue(), Files.readAllLines(said));
        } finally {
            process.destroyForcibly();
            Files.delete(said);
        }
    }
}
