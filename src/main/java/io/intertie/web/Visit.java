package io.intertie.web;

import io.intertie.identity.Actor;
import io.intertie.identity.Member;
import io.intertie.identity.Organisation;
import io.intertie.identity.Organisations;
import io.intertie.identity.SignIn;
import io.intertie.platform.http.RequestIds;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.MvcContext;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The request that a page answers: who is there, how they read, whose things they may see.
@RequestScoped
public class Visit {
    private final HttpServletRequest request;
    private final SignIn signIn;
    private final Organisations organisations;
    private final Standing standing;
    private final Site site;
    private final MvcContext mvc;

    @Inject
    Visit(
            HttpServletRequest request,
            SignIn signIn,
            Organisations organisations,
            Standing standing,
            Site site,
            MvcContext mvc) {
        this.request = request;
        this.signIn = signIn;
        this.organisations = organisations;
        this.standing = standing;
        this.site = site;
        this.mvc = mvc;
    }

    /// The id that an error page shows and the log keeps.
    public String requestId() {
        return RequestIds.of(request).toString();
    }

    public Optional<Member> member() {
        return signIn.current(request);
    }

    /// The signed-in member.
    ///
    /// @throws SignInNeeded if nobody is signed in; the reader is sent to sign in
    public Member signedIn() {
        return member().orElseThrow(() -> new SignInNeeded(path()));
    }

    /// The organisation whose things the signed-in member sees.
    public Organisation organisation() {
        return organisations
                .find(signedIn().organisationId())
                .orElseThrow(() -> new SignInNeeded(path()));
    }

    /// Who acts, for the audit trail.
    public Actor actor() {
        var member = signedIn();
        return new Actor(
                member.username(),
                member.organisationId(),
                member.roles(),
                request.getRemoteAddr());
    }

    /// How the reader wants to read: their choice, else their organisation's, else their browser's.
    public Prefs prefs() {
        return prefs(member().flatMap(member -> organisations.find(member.organisationId())));
    }

    /// The figures as this reader wants to read them.
    public Figures figures() {
        return Figures.of(prefs());
    }

    /// The page's address with its query; on an error page the address that was asked for.
    public String path() {
        var refused = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        if (refused instanceof String path) {
            return path;
        }
        var query = request.getQueryString();
        return request.getRequestURI() + (query == null ? "" : "?" + query);
    }

    /// Keeps a text in the session for the next page only.
    public void keep(String name, String text) {
        request.getSession().setAttribute(name, text);
    }

    /// What was kept for this page; it is gone after this.
    public Optional<String> taken(String name) {
        var session = request.getSession(false);
        if (session == null || !(session.getAttribute(name) instanceof String text)) {
            return Optional.empty();
        }
        session.removeAttribute(name);
        return Optional.of(text);
    }

    /// The frame around the page.
    public Frame frame() {
        var member = member();
        var organisation = member.flatMap(one -> organisations.find(one.organisationId()));
        var prefs = prefs(organisation);
        var reader = member.map(one -> reader(one, organisation, prefs));
        return frame(prefs, reader);
    }

    /// A frame that asks no other room, for when one of them is away.
    Frame bareFrame() {
        return frame(prefs(Optional.empty()), Optional.empty());
    }

    private Frame frame(Prefs prefs, Optional<Frame.Reader> reader) {
        var csrf = mvc.getCsrf();
        return new Frame(
                prefs,
                reader,
                path(),
                site.url(),
                site.gateway(),
                new Frame.Csrf(csrf.getName(), csrf.getToken()),
                site.assets());
    }

    private Frame.Reader reader(Member member, Optional<Organisation> organisation, Prefs prefs) {
        return new Frame.Reader(
                member.organisationId(),
                member.displayName(),
                organisation.map(Organisation::name).orElse(""),
                organisation.flatMap(standing::available).map(Figures.of(prefs)::money),
                organisation.map(standing::unread).orElse(0),
                member.roles());
    }

    private Prefs prefs(Optional<Organisation> organisation) {
        var chosen = cookie().map(Prefs.Choice::parse).orElse(Prefs.Choice.NONE);
        var asked =
                new Prefs.Choice(
                        Optional.ofNullable(request.getParameter("lang")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        var start = Prefs.DEFAULT.with(browser()).with(organisation.map(Visit::of).orElse(NONE));
        return start.with(chosen).with(asked);
    }

    private static final Prefs.Choice NONE = Prefs.Choice.NONE;

    private static Prefs.Choice of(Organisation organisation) {
        return new Prefs.Choice(
                Optional.empty(),
                Optional.of(organisation.currency().code()),
                Optional.of(organisation.zone().getId()),
                Optional.empty());
    }

    private Prefs.Choice browser() {
        var languages = Messages.LANGUAGES.stream().map(Locale::getLanguage).toList();
        return new Prefs.Choice(
                accepted().map(Locale::getLanguage).filter(languages::contains).findFirst(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private Stream<Locale> accepted() {
        return request.getHeader("Accept-Language") == null
                ? Stream.empty()
                : List.copyOf(java.util.Collections.list(request.getLocales())).stream();
    }

    private Optional<String> cookie() {
        return Optional.ofNullable(request.getCookies()).stream()
                .flatMap(Arrays::stream)
                .filter(cookie -> cookie.getName().equals(Prefs.COOKIE))
                .map(Cookie::getValue)
                .findFirst();
    }
}
