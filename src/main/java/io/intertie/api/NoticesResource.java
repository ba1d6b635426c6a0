package io.intertie.api;

import io.intertie.identity.Role;
import io.intertie.notice.Notice;
import io.intertie.notice.NoticeMail;
import io.intertie.notice.Notices;
import io.intertie.notice.Webhooks;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.Wording;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// What the caller's organisation is told of prices, and where that is sent.
@Path("")
@Produces(MediaType.APPLICATION_JSON)
public class NoticesResource {
    private static final int MOST = 200;

    private final Notices notices;
    private final Webhooks webhooks;
    private final NoticeMail mail;
    private final Caller caller;

    @Inject
    NoticesResource(Notices notices, Webhooks webhooks, NoticeMail mail, Caller caller) {
        this.notices = notices;
        this.mail = mail;
        this.webhooks = webhooks;
        this.caller = caller;
    }

    /// Notices, the newest first, and how many of all nobody has read.
    public record Told(int unread, List<Notice> items) {}

    /// An address to send notices to.
    public record NewWebhook(@Nullable String address) {}

    /// Where notices are sent, and the secret that its requests are signed with.
    public record Hook(String address, String secret) {
        static Hook of(Webhooks.Webhook from) {
            return new Hook(from.address().toString(), from.secret().reveal());
        }
    }

    @GET
    @Path("notices")
    @Needs({Role.BUYER, Role.PROVIDER})
    @Operation(summary = "What the organisation was told of prices and stops")
    public Told notices() {
        var organisation = caller.organisation();
        return new Told(notices.unread(organisation), notices.of(organisation, MOST));
    }

    @POST
    @Path("notices/read")
    @Needs({Role.BUYER, Role.PROVIDER})
    @Operation(summary = "Mark all notices as read")
    public Told read() {
        notices.markRead(caller.organisation());
        return notices();
    }

    @GET
    @Path("webhook")
    @Needs({Role.BUYER, Role.PROVIDER})
    @Operation(summary = "Where notices are sent, with the secret of their signature")
    public Hook webhook() {
        return webhooks.of(caller.organisation())
                .map(Hook::of)
                .orElseThrow(() -> Fields.notFound("webhook"));
    }

    @PUT
    @Path("webhook")
    @Needs({Role.BUYER, Role.PROVIDER})
    @Operation(summary = "Send notices to an https address, with a new secret")
    public Hook set(NewWebhook added) {
        return Hook.of(
                webhooks.set(caller.organisation(), address(added.address()), caller.actor()));
    }

    @DELETE
    @Path("webhook")
    @Needs({Role.BUYER, Role.PROVIDER})
    @Operation(summary = "Send notices nowhere")
    public void remove() {
        webhooks.remove(caller.organisation(), caller.actor());
    }

    /// Whether notices go out by e-mail; to all members unless there is an address.
    public record Mail(@Nullable Boolean sent, @Nullable String address) {
        static Mail of(NoticeMail.Choice from) {
            return new Mail(from.isSent(), from.address().orElse(null));
        }
    }

    @GET
    @Path("notice-mail")
    @Needs({Role.BUYER, Role.PROVIDER})
    @Operation(summary = "Whether notices go out by e-mail, and to whom")
    public Mail mail() {
        return Mail.of(mail.of(caller.organisation()));
    }

    @PUT
    @Path("notice-mail")
    @Needs({Role.BUYER, Role.PROVIDER})
    @Operation(summary = "Send notices by e-mail to an address, to all members, or to nobody")
    public Mail setMail(Mail typed) {
        var choice =
                new NoticeMail.Choice(
                        Fields.present(typed.sent(), "sent"),
                        Optional.ofNullable(typed.address()).filter(text -> !text.isBlank()));
        return Mail.of(mail.set(caller.organisation(), choice, caller.actor()));
    }

    private static URI address(@Nullable String text) {
        try {
            return URI.create(Fields.text(text, "address"));
        } catch (IllegalArgumentException malformed) {
            throw Problem.field("address", Wording.of("field.url", "%s must be a URL", "address"));
        }
    }
}
