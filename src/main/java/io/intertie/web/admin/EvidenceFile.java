package io.intertie.web.admin;

import io.intertie.tariff.Tariffs;
import io.intertie.web.files.KeptFile;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/// `/admin/tariffs/{id}/document`: what a tariff was read from, for who verifies it.
@Path("/admin/tariffs/{id}/document")
@RequestScoped
public class EvidenceFile {
    private final Tariffs tariffs;
    private final Desk desk;

    @Inject
    EvidenceFile(Tariffs tariffs, Desk desk) {
        this.tariffs = tariffs;
        this.desk = desk;
    }

    @GET
    public Response document(@PathParam("id") String id) {
        var _ = desk.figures();
        return KeptFile.of(tariffs.document(Desk.id(id)));
    }
}
