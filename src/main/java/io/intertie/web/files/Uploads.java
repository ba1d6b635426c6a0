package io.intertie.web.files;

import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.StringJoiner;

/// Lets a form bring a file: what comes as `multipart/form-data` goes on as any other form, so that
/// its token is checked and its fields are read in one way only.
///
/// A file becomes two fields: its bytes, a character each, and its name. The server reads it, into
/// memory and no further than web.xml allows.
@Provider
@TakesFiles
@Priority(1)
@ApplicationScoped
public class Uploads implements ContainerRequestFilter {
    private static final int MOST_PARTS = 20;
    private static final int MOST_BYTES = 5_200_000;

    private final HttpServletRequest request;

    @Inject
    Uploads(HttpServletRequest request) {
        this.request = request;
    }

    @Override
    public void filter(ContainerRequestContext context) throws IOException {
        var type = context.getMediaType();
        if (type != null && type.isCompatible(MediaType.MULTIPART_FORM_DATA_TYPE)) {
            // Whoever asked the server for a parameter first has had its word that it is too large.
            if (request.getContentLengthLong() > MOST_BYTES) {
                throw tooLarge();
            }
            var form = form(parts()).getBytes(StandardCharsets.US_ASCII);
            context.setEntityStream(new ByteArrayInputStream(form));
            context.getHeaders()
                    .putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_FORM_URLENCODED);
        }
    }

    private Collection<Part> parts() {
        try {
            return request.getParts();
        } catch (IllegalStateException tooLarge) {
            throw tooLarge();
        } catch (ServletException | IOException malformed) {
            throw new Problem(ProblemType.INVALID_REQUEST, "This is no form with a file.");
        }
    }

    private static Problem tooLarge() {
        return new Problem(ProblemType.TOO_LARGE, "The file is larger than 5 MB.");
    }

    /// The parts as the text of a form.
    static String form(Collection<Part> parts) throws IOException {
        if (parts.size() > MOST_PARTS) {
            throw new Problem(ProblemType.INVALID_REQUEST, "The form has too many parts.");
        }
        var form = new StringJoiner("&");
        for (var part : parts) {
            var bytes = part.getInputStream().readAllBytes();
            var name = part.getSubmittedFileName();
            if (name == null) {
                form.add(field(part.getName(), new String(bytes, StandardCharsets.UTF_8)));
            } else if (!name.isEmpty() && part.getName().equals(TypedFile.FILE)) {
                // Where no file was chosen one comes without a name, and counts for nothing.
                form.add(field(TypedFile.FILE, new String(bytes, StandardCharsets.ISO_8859_1)));
                form.add(field(TypedFile.NAME, name));
            }
        }
        return form.toString();
    }

    private static String field(String name, String value) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8)
                + "="
                + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
