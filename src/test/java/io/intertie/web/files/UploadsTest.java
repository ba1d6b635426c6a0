package io.intertie.web.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import jakarta.servlet.http.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UploadsTest {
    private static final byte[] EVERY_BYTE = new byte[256];

    static {
        for (var at = 0; at < EVERY_BYTE.length; at++) {
            EVERY_BYTE[at] = (byte) at;
        }
    }

    @Test
    void aFileComesThroughByteByByteWithItsName() throws IOException {
        var fields = read(List.of(field("_csrf", "t&1=é"), file("file", "表.csv", EVERY_BYTE)));
        assertEquals("t&1=é", fields.get("_csrf"));
        var typed = typed(fields);
        assertArrayEquals(EVERY_BYTE, typed.bytes());
        assertEquals("表.csv", typed.name());
    }

    @Test
    void whereNoFileWasChosenTheTextCounts() throws IOException {
        var typed = typed(read(List.of(field("text", " a,b \n"), file("file", "", new byte[0]))));
        assertEquals("a,b", new String(typed.bytes(), StandardCharsets.UTF_8));
        assertEquals("", typed.name());
    }

    @Test
    void aChosenFileCountsBeforeATextAndAnEmptyOneIsEmpty() throws IOException {
        var typed = typed(read(List.of(field("text", "a"), file("file", "a.csv", new byte[0]))));
        assertEquals(0, typed.bytes().length);
    }

    @Test
    void aHostileNameLosesItsFoldersItsControlsAndItsLength() {
        assertEquals("passwd", named("../../etc/passwd").name());
        assertEquals("a.csv", named("C:\\fake\\a.csv").name());
        assertEquals("a b", named("a\r\n\u202Eb").name());
        assertEquals("", named("\u0000").name());
        assertEquals(120, named("x".repeat(5_000)).name().length());
    }

    @Test
    void aFileNeverPosesAsAField() throws IOException {
        var fields = read(List.of(file("_csrf", "x", new byte[] {'t'}), field("name", "n")));
        assertEquals(Set.of("name"), fields.keySet());
        assertEquals("n", fields.get("name"));
    }

    @Test
    void aFormOfTooManyPartsIsRefused() {
        var many = Collections.nCopies(21, field("a", "b"));
        var refused = assertThrows(Problem.class, () -> Uploads.form(many));
        assertEquals(ProblemType.INVALID_REQUEST, refused.type());
    }

    private static TypedFile named(String name) {
        return new TypedFile("", "", name);
    }

    private static TypedFile typed(Map<String, String> fields) {
        return new TypedFile(
                fields.getOrDefault("text", ""),
                fields.getOrDefault("file", ""),
                fields.getOrDefault("file.name", ""));
    }

    private static Map<String, String> read(Collection<Part> parts) throws IOException {
        var fields = new LinkedHashMap<String, String>();
        for (var pair : Uploads.form(parts).split("&", -1)) {
            var at = pair.indexOf('=');
            fields.put(decoded(pair.substring(0, at)), decoded(pair.substring(at + 1)));
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static Part field(String name, String value) {
        return new Sent(name, null, value.getBytes(StandardCharsets.UTF_8));
    }

    private static Part file(String name, String fileName, byte[] bytes) {
        return new Sent(name, fileName, bytes);
    }

    /// A part as a browser sends it; only what a form is made of can be asked of it.
    private static final class Sent implements Part {
        private final String name;
        private final @Nullable String fileName;
        private final byte[] bytes;

        Sent(String name, @Nullable String fileName, byte[] bytes) {
            this.name = name;
            this.fileName = fileName;
            this.bytes = bytes;
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public @Nullable String getSubmittedFileName() {
            return fileName;
        }

        @Override
        public long getSize() {
            return bytes.length;
        }

        @Override
        public String getContentType() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(String path) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void delete() {
            throw new UnsupportedOperationException();
        }

        @Override
        public @Nullable String getHeader(String header) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Collection<String> getHeaders(String header) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Collection<String> getHeaderNames() {
            throw new UnsupportedOperationException();
        }
    }
}
