package io.intertie.web.admin;

import io.intertie.proof.Block;
import io.intertie.proof.Blocks;
import io.intertie.proof.Break;
import io.intertie.proof.Verified;
import io.intertie.proof.Verifying;
import io.intertie.web.Figures;
import io.intertie.web.Pages;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// `/admin/verify`: the newest seal, and whether all that was sealed still is as it was.
@Controller
@Path("/admin/verify")
@RequestScoped
public class VerifyPage {
    private static final int SHOWN = 100;

    private final Blocks blocks;
    private final Verifying verifying;
    private final Desk desk;
    private final Pages pages;

    @Inject
    VerifyPage(Blocks blocks, Verifying verifying, Desk desk, Pages pages) {
        this.blocks = blocks;
        this.verifying = verifying;
        this.desk = desk;
        this.pages = pages;
    }

    /// What the page shows; `result` is there once it was asked for.
    public record View(Optional<Head> head, Optional<Result> result) {}

    /// The newest block: noted elsewhere, it holds the market to all before it.
    public record Head(String number, Figures.Moment sealedAt, String hash) {
        static Head of(Block block, Figures figures) {
            return new Head(
                    figures.count(block.number()),
                    figures.in(ZoneOffset.UTC).precise(block.sealedAt()),
                    block.hash());
        }
    }

    /// What verifying came to, and the first of its breaks.
    public record Result(
            boolean isSound,
            String blocks,
            String documents,
            String rows,
            String waiting,
            String auditEntries,
            String found,
            List<Break> breaks) {
        static Result of(Verified verified, Figures figures) {
            return new Result(
                    verified.isSound(),
                    figures.count(verified.blocks()),
                    figures.count(verified.documents()),
                    figures.count(verified.rows()),
                    figures.count(verified.waiting()),
                    figures.count(verified.auditEntries()),
                    figures.count(verified.found()),
                    verified.breaks().stream().limit(SHOWN).toList());
        }
    }

    @GET
    public Response show() {
        return pages.show("admin/verify", view(Optional.empty(), desk.figures()));
    }

    @POST
    public Response verify() {
        var figures = desk.figures();
        var result = Result.of(verifying.verify(line -> {}), figures);
        return pages.show("admin/verify", view(Optional.of(result), figures));
    }

    private View view(Optional<Result> result, Figures figures) {
        return new View(blocks.head().map(block -> Head.of(block, figures)), result);
    }
}
