package io.intertie.billing;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.intertie.platform.files.XmlTree;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A stranger's XML reaches nothing outside of itself, and does not grow while it is read.
@Tag("money")
class HostileFilesTest {
    private static final String STATEMENT =
            new BankFixture("EUR").credit("A", "1.00", "x").statement();
    private static final String REPORT =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
            <GrpHdr><MsgId>R</MsgId><CreDtTm>2026-11-24T08:00:00Z</CreDtTm></GrpHdr>
            <OrgnlGrpInfAndSts><OrgnlMsgId>P</OrgnlMsgId><OrgnlMsgNmId>pain.001</OrgnlMsgNmId>
            <GrpSts>RJCT</GrpSts></OrgnlGrpInfAndSts></CstmrPmtStsRpt></Document>\
            """;

    static Stream<String> bodies() {
        return Stream.of(STATEMENT, REPORT);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void noFileAndNoAddressIsReadForAnEntity(String body) throws IOException {
        assertDoesNotThrow(() -> BankFileReader.read(BankFixture.bytes(body)));
        var asked = new AtomicInteger();
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> asked.incrementAndGet());
        server.start();
        var secret = Files.writeString(Files.createTempFile("secret", ".txt"), "s3cret");
        var url = "http://127.0.0.1:" + server.getAddress().getPort() + "/x";
        for (var system : new String[] {secret.toUri().toString(), url}) {
            var type = "<!DOCTYPE Document [<!ENTITY x SYSTEM \"" + system + "\">]>";
            var refusal = refusal(withType(body, type).replace("<MsgId>", "<MsgId>&x;"));
            assertTrue(!refusal.contains("s3cret"), refusal);
            refusal(withType(body, "<!DOCTYPE Document SYSTEM \"" + system + "\">"));
            refusal(
                    withType(
                            body,
                            "<!DOCTYPE Document [<!ENTITY % p SYSTEM \"" + system + "\"> %p;]>"));
        }
        server.stop(0);
        assertEquals(0, asked.get());
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aBillionLaughsAreNotHeard(String body) {
        var type = new StringBuilder("<!DOCTYPE Document [<!ENTITY l0 \"lol\">");
        for (int i = 1; i < 10; i++) {
            type.append("<!ENTITY l%d \"%s\">".formatted(i, ("&l" + (i - 1) + ";").repeat(10)));
        }
        var xml = withType(body, type + "]>").replace("<MsgId>", "<MsgId>&l9;");
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> refusal(xml));
    }

    @Test
    void whatIsTooLargeTooDeepOrTooManyIsNotRead() {
        assertTrue(refusal(" ".repeat(XmlTree.BYTES_AT_MOST + 1)).contains("larger"));
        assertTrue(refusal("<a>".repeat(1_000)).contains("too many"));
        assertTrue(refusal("<a>" + "<b/>".repeat(400_001) + "</a>").contains("too many"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<", "{}", "<a/>", "<Document/>", "\u0000", "<a xmlns='x'/>"})
    void whatIsNoBankFileIsRefused(String text) {
        refusal(text);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aFileCutAnywhereIsRefused(String body) {
        for (int end = 0; end < body.length(); end += 7) {
            refusal(body.substring(0, end));
        }
    }

    private static String withType(String body, String type) {
        return body.replaceFirst("(<\\?xml.*\\?>)", "$1" + type.replace("\\", ""));
    }

    private static String refusal(String xml) {
        return String.valueOf(
                assertThrows(
                                XmlTree.Refused.class,
                                () -> BankFileReader.read(BankFixture.bytes(xml)))
                        .getMessage());
    }
}
