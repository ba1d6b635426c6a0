package io.intertie.web.provider;

import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import io.intertie.platform.http.Wording;
import io.intertie.tariff.Tariffs;
import io.intertie.web.Pages;
import io.intertie.web.files.KeptFile;
import io.intertie.web.files.TakesFiles;
import io.intertie.web.files.TypedFile;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/// `/provider/sites/{id}/tariffs/{version}/document`: what a tariff was read from, brought by who
/// drafted it and opened by who verifies it.
@Path("/provider/sites/{id}/tariffs/{version}/document")
@RequestScoped
public class EvidencePage {
    private static final String UNNAMED = "document";

    private final Estate estate;
    private final Tariffs tariffs;
    private final Pages pages;

    @Inject
    EvidencePage(Estate estate, Tariffs tariffs, Pages pages) {
        this.estate = estate;
        this.tariffs = tariffs;
        this.pages = pages;
    }

    @POST
    @Controller
    @TakesFiles
    public Response attach(
            @PathParam("id") String id,
            @PathParam("version") String version,
            @BeanParam TypedFile file) {
        var draft = own(id, version);
        var name = file.name().isEmpty() ? UNNAMED : file.name();
        try {
            var _ = tariffs.attach(draft, name, file.bytes(), estate.actor());
        } catch (Problem problem) {
            throw problem.faults().values().stream()
                    .findFirst()
                    .map(why -> new Problem(problem.type(), why))
                    .orElse(problem);
        }
        return pages.to("/provider/sites/" + id + "#versions");
    }

    /// The document byte for byte: never shown among our pages.
    @GET
    public Response document(@PathParam("id") String id, @PathParam("version") String version) {
        return KeptFile.of(tariffs.document(own(id, version)));
    }

    private UUID own(String id, String version) {
        var site = estate.site(id);
        var asked = Estate.id(version);
        return tariffs.of(site.id()).stream()
                .map(one -> one.id())
                .filter(asked::equals)
                .findFirst()
                .orElseThrow(() ->
                        new Problem(
                                ProblemType.NOT_FOUND,
                                Wording.of("tariff.none", "There is no such tariff.")));
    }
}
