package io.intertie.style;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Whatever a node collects while it serves says what bounds it: a collection that nobody has
/// thought of is how a gateway comes to forty gigabytes.
@Tag("lesson-22")
class BoundedTest {
    private static final Path MAIN = Path.of("src/main/java/io/intertie");
    private static final String ROOMS =
            "(access|choice|gateway|logs|metering|notice|quality|replay)/.*"
                    + "|platform/persistence/WriteBehind\\.java";
    private static final Pattern COLLECTION =
            Pattern.compile(
                    "^    (?:private|static|final) [\\w<>, .@\\[\\]?]+ (\\w+)"
                            + " =\\s+(?:new [\\w.]*(?:Map|Set|List|Queue|Deque)\\b"
                            + "|\\w+\\.newKeySet)"
                            + "|^    private final WriteBehind<\\w+> (\\w+);",
                    Pattern.MULTILINE);

    /// Each collection that is a field, and what bounds it.
    private static final String BOUNDS =
            """
            choice/Choices.java behind : 20,000; what comes then is lost and counted
            gateway/Callers.java waiting : 1,000; who comes then is sent away
            gateway/Drains.java counts : listings that are read on
            gateway/Drains.java open : 16 of each of them
            gateway/Pursuit.java missed : one request's candidates
            gateway/Pursuit.java heldBack : 256 chunks before the first word
            gateway/admission/KnownKeys.java changed : what changes during one reading
            gateway/admission/KnownKeys.java houses : one for each of its keys
            gateway/admission/KnownKeys.java keys : 32,768, then those that are not used go
            gateway/admission/KnownKeys.java secrets : one for each of its keys
            gateway/admission/Rates.java subjects : keys and organisations of the last minute
            gateway/admission/Subject.java meters : one for each kind
            gateway/dialect/ChatMessages.java beside : one body, of 8 MB at most
            gateway/dialect/ChatVoice.java choices : one answer's choices
            gateway/dialect/MessagesVoice.java waiting : one answer
            gateway/dialect/MessagesVoice.java uses : one answer
            gateway/dialect/Parts.java beside : one answer
            gateway/dialect/Parts.java ids : one answer
            gateway/dialect/ResponseItems.java items : one answer
            gateway/dialect/ResponseItems.java calls : one answer
            gateway/dialect/ToolCalls.java calls : one answer
            gateway/front/Attendance.java present : open connections
            gateway/front/FacadeClient.java steps : 16 MB of one connection, which is cut then
            gateway/front/NettyFront.java watches : one for each event loop
            gateway/front/Question.java NAMES : header names in our own code
            gateway/front/Watch.java connections : INTERTIE_GATEWAY_CONNECTIONS
            gateway/relay/Spoken.java parts : 1,024 of one answer
            gateway/routing/Breakers.java gates : 20,000, then the idle ones go
            gateway/upstream/Addresses.java hosts : 1,024, then the old ones go
            gateway/upstream/Dial.java untried : one host's addresses
            gateway/upstream/Lane.java resting : 8,192 connections to a host
            gateway/upstream/Lanes.java targets : 10,000, then all go
            gateway/upstream/Lanes.java lanes : as targets, but those in use
            gateway/upstream/UpstreamPool.java loops : one for each event loop
            gateway/wire/RequestText.java fields : one body, of 8 MB at most
            logs/LogIntake.java behind : 64 MB and 10,000; what comes then is lost and counted
            metering/Exchange.java seen : pairs of currencies
            metering/LeaseMode.java reserved : requests under way, and what is not on the books
            metering/LeaseMode.java budgets : one for each wallet
            metering/LeaseNode.java queue : 100,000; then requests wait or are refused
            metering/Rating.java versions : 16,384, then the eldest goes
            metering/UsageLog.java queue : requests that end at this moment
            notice/Notices.java lately : 10,000, then all go
            platform/persistence/WriteBehind.java waiting : what its user names
            quality/Intake.java waiting : 100,000; what comes then is lost and counted
            quality/Intake.java minutes : half an hour of each listing
            quality/Intake.java changed : as minutes
            replay/Recent.java given : 64 MB and two minutes
            """;

    @Test
    void eachCollectionNamesItsBound() throws IOException {
        var named = BOUNDS.lines().map(line -> line.split(" : ", 2)[0].strip()).sorted();
        assertEquals(named.collect(Collectors.joining("\n")), String.join("\n", found()));
        BOUNDS.lines().forEach(line -> assertFalse(line.split(" : ", 2)[1].isBlank(), line));
    }

    private static Set<String> found() throws IOException {
        var found = new TreeSet<String>();
        try (var all = Files.walk(MAIN)) {
            for (var file : all.filter(one -> one.toString().endsWith(".java")).toList()) {
                var name = MAIN.relativize(file).toString();
                var matcher = COLLECTION.matcher(Files.readString(file));
                while (name.matches(ROOMS) && matcher.find()) {
                    var field = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
                    found.add(name + " " + field);
                }
            }
        }
        return found;
    }
}
