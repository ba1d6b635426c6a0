package io.intertie.api;

import io.intertie.billing.BankFiles;
import io.intertie.billing.Receipts;
import io.intertie.billing.Refunds;
import io.intertie.identity.Role;
import io.intertie.money.Currency;
import io.intertie.settlement.BankHalf;
import io.intertie.settlement.PayoutBreak;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// The operator's bank: files in, receipts that wait, refunds to cards.
@Path("")
@Produces(MediaType.APPLICATION_JSON)
public class BankResource {
    private static final int BYTES_AT_MOST = 5_000_000;

    private final BankHalf bankHalf;
    private final Receipts receipts;
    private final Refunds refunds;
    private final Caller caller;

    @Inject
    BankResource(BankHalf bankHalf, Receipts receipts, Refunds refunds, Caller caller) {
        this.bankHalf = bankHalf;
        this.receipts = receipts;
        this.refunds = refunds;
        this.caller = caller;
    }

    /// A line of the bank; `doubt` says why it waits.
    public record Line(
            String id,
            String account,
            String bankRef,
            String bookedOn,
            Amount amount,
            String payer,
            String remittance,
            String state,
            @Nullable String doubt) {
        static Line of(BankFiles.Received line) {
            return new Line(
                    line.id().toString(),
                    line.account(),
                    line.bankRef(),
                    line.bookedOn().toString(),
                    Amount.of(line.amount()),
                    line.payer(),
                    line.remittance(),
                    line.state().name(),
                    line.doubt().orElse(null));
        }
    }

    /// What the bank says of a payout and the books do not.
    public record Break(
            String id,
            String kind,
            String endToEndId,
            @Nullable String payout,
            String source,
            @Nullable Amount amount,
            Instant foundAt) {
        static Break of(PayoutBreak found) {
            return new Break(
                    found.id().toString(),
                    found.kind().name(),
                    found.endToEndId(),
                    found.reference().orElse(null),
                    found.source(),
                    found.amount().map(Amount::of).orElse(null),
                    found.foundAt());
        }
    }

    /// What became of a break.
    public record Note(@Nullable String note) {}

    /// Whose a receipt is: the reference of a wallet.
    public record Match(@Nullable String reference) {}

    /// Why a receipt goes back.
    public record Return(@Nullable String reason) {}

    /// What to give back to a card, and why.
    public record Give(
            @Nullable String amount, @Nullable String currency, @Nullable String reason) {}

    /// A refund as it stands.
    public record Refunded(
            String id,
            String paymentId,
            Amount amount,
            String state,
            String preparedBy,
            Instant preparedAt,
            @Nullable String approvedBy) {
        static Refunded of(Refunds.Refund refund) {
            return new Refunded(
                    refund.id().toString(),
                    refund.paymentId().toString(),
                    Amount.of(refund.amount()),
                    refund.state().name(),
                    refund.preparedBy(),
                    refund.preparedAt(),
                    refund.approvedBy().orElse(null));
        }
    }

    @POST
    @Path("bank-files")
    @Consumes({MediaType.APPLICATION_XML, MediaType.TEXT_XML, MediaType.APPLICATION_OCTET_STREAM})
    @Needs(Role.ADMIN)
    @Operation(summary = "Read a camt.053, camt.054 or pain.002 file of the operator's bank")
    public BankFiles.Report bankFile(InputStream body) {
        return bankHalf.receive(WebhooksResource.read(body, BYTES_AT_MOST), caller.actor());
    }

    @GET
    @Path("receipts")
    @Needs({Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "Money at the bank that waits for its owner")
    public Page<Line> unmatched() {
        return new Page<>(receipts.unmatched().stream().map(Line::of).toList());
    }

    @POST
    @Path("receipts/{id}/match")
    @Needs(Role.ADMIN)
    @Operation(summary = "Put a receipt into the wallet that a reference names")
    public void match(@PathParam("id") String id, Match match) {
        var reference = Fields.text(match.reference(), "reference");
        receipts.match(Fields.id(id, "id"), reference, caller.actor());
    }

    @POST
    @Path("receipts/{id}/return")
    @Needs(Role.ADMIN)
    @Operation(summary = "Say that a receipt goes back to its sender")
    public void giveBack(@PathParam("id") String id, Return why) {
        receipts.giveBack(Fields.id(id, "id"), Fields.text(why.reason(), "reason"), caller.actor());
    }

    @POST
    @Path("receipts/{id}/processor-payout")
    @Needs(Role.ADMIN)
    @Operation(summary = "Say that a receipt is the card processor's payout")
    public void isPayout(@PathParam("id") String id) {
        receipts.isPayout(Fields.id(id, "id"), caller.actor());
    }

    @GET
    @Path("payout-breaks")
    @Needs({Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "What the bank says of payouts and the books do not")
    public Page<Break> breaks() {
        return new Page<>(bankHalf.breaks().stream().map(Break::of).toList());
    }

    @POST
    @Path("payout-breaks/{id}/clear")
    @Needs(Role.ADMIN)
    @Operation(summary = "Say what became of a break; it is shown no more")
    public void clear(@PathParam("id") String id, Note note) {
        bankHalf.clear(Fields.id(id, "id"), Fields.text(note.note(), "note"), caller.actor());
    }

    @POST
    @Path("card-payments/{id}/refunds")
    @Needs(Role.ADMIN)
    @Operation(summary = "Refund a card payment; a large refund waits for a second admin")
    public Refunded refund(@PathParam("id") String id, Give give) {
        Currency currency = Fields.currency(give.currency());
        return Refunded.of(
                refunds.prepare(
                        Fields.id(id, "id"),
                        Fields.money(give.amount(), currency),
                        Fields.text(give.reason(), "reason"),
                        caller.actor()));
    }

    @GET
    @Path("refunds")
    @Needs({Role.ADMIN, Role.AUDITOR})
    @Operation(summary = "Refunds that wait for a second admin")
    public Page<Refunded> waiting() {
        return new Page<>(refunds.awaitingApproval().stream().map(Refunded::of).toList());
    }

    @POST
    @Path("refunds/{id}/approve")
    @Needs(Role.ADMIN)
    @Operation(summary = "Approve a refund; never by whoever prepared it")
    public Refunded approve(@PathParam("id") String id) {
        return Refunded.of(refunds.approve(Fields.id(id, "id"), caller.actor()));
    }
}
