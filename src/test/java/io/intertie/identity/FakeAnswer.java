package io.intertie.identity;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// As much of a response as the door writes; `status` and `location` stand among the headers.
final class FakeAnswer {
    final Map<String, String> headers = new HashMap<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    String text() {
        return body.toString(StandardCharsets.UTF_8);
    }

    HttpServletResponse response() {
        return FakeRequest.fake(
                HttpServletResponse.class,
                (name, arguments) ->
                        switch (name) {
                            case "setStatus" -> headers.put("status", String.valueOf(arguments[0]));
                            case "sendRedirect" ->
                                    headers.put("location", String.valueOf(arguments[0]));
                            case "setHeader", "setIntHeader" ->
                                    headers.put(
                                            String.valueOf(arguments[0]),
                                            String.valueOf(arguments[1]));
                            case "isCommitted" -> false;
                            case "getOutputStream" -> new Body();
                            case "setContentType", "setContentLength", "flushBuffer" -> name;
                            default -> throw new UnsupportedOperationException(name);
                        });
    }

    private final class Body extends ServletOutputStream {
        @Override
        public void write(int octet) {
            body.write(octet);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
