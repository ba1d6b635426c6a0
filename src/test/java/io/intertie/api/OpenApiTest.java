package io.intertie.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.junit.jupiter.api.Test;

class OpenApiTest {
    private static final Path DOCUMENT = Path.of("src/main/resources/api/openapi.yaml");

    @Test
    void theServedDocumentIsWhatTheResourcesAmountTo() throws IOException {
        var written = OpenApiDocument.written();
        // After a change of the API: -Dopenapi.write, then review the document's difference.
        if (System.getProperty("openapi.write") != null) {
            Files.writeString(DOCUMENT, written);
        }
        assertEquals(written, Files.readString(DOCUMENT));
    }

    @Test
    void everyOperationSaysWhatItDoes() {
        var silent =
                OpenApiDocument.operations()
                        .filter(method -> !method.isAnnotationPresent(Operation.class))
                        .toList();
        assertEquals(List.of(), silent);
    }

    /// What needs no caller is public on purpose: this list is the whole of it.
    @Test
    void onlyTheseAnswerWithoutAKey() {
        var open =
                OpenApiDocument.operations()
                        .filter(method -> !method.isAnnotationPresent(Needs.class))
                        .map(OpenApiDocument::path)
                        .sorted()
                        .toList();
        assertEquals(
                List.of(
                        "/catalog",
                        "/catalog/{listing}",
                        "/fx/quotes",
                        "/listings",
                        "/listings/{id}/prices",
                        "/listings/{id}/prices/hours",
                        "/listings/{id}/quality",
                        "/models",
                        "/openapi.yaml",
                        "/providers",
                        "/quality",
                        "/tariff-grids",
                        "/tariff-references",
                        "/webhooks/stripe"),
                open);
    }
}
