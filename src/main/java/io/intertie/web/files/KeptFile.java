package io.intertie.web.files;

import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/// A stranger's document as the market keeps it, for whoever wants to read it.
///
/// **Always true** it comes as a download under a name of ours, so that nothing in it runs here.
public final class KeptFile {
    private KeptFile() {}

    /// The answer with a document's bytes.
    ///
    /// @throws Problem if there is none
    public static Response of(Optional<byte[]> document) {
        var bytes =
                document.orElseThrow(() ->
                        new Problem(
                                ProblemType.NOT_FOUND,
                                Wording.of("evidence.none", "No document is kept of it.")));
        return Response.ok(bytes, MediaType.APPLICATION_OCTET_STREAM)
                .header("Content-Disposition", "attachment; filename=\"evidence\"")
                .build();
    }
}
