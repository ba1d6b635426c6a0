package io.intertie.identity;

import io.intertie.platform.http.RequestIds;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// The two pages that the door itself shows: written here, since no page of the portal is reached
/// from the door.
enum DoorPage {
    AWAY(
            HttpServletResponse.SC_SERVICE_UNAVAILABLE,
            """
            <h1>Sign-in is away for a moment</h1>
            <p>The sign-in cannot be reached now. Nothing is lost; the public pages and the API
            work. Try again in a few seconds.</p>
            <p lang="zh-CN">登录服务暂时不可用，数据不会丢失，公开页面和 API 仍可使用。请稍后再试。</p>
            """),
    UNFINISHED(
            HttpServletResponse.SC_BAD_REQUEST,
            """
            <h1>The sign-in was not finished</h1>
            <p>It took too long, or was begun in another window.</p>
            <p lang="zh-CN">登录未完成：时间过长，或是在另一个窗口中开始的。</p>
            <p><a class="btn pri" href="/signin">Sign in again · 重新登录</a></p>
            """);

    private static final int RETRY_AFTER_SECONDS = 5;
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'";

    private final int status;
    private final String text;

    DoorPage(int status, String text) {
        this.status = status;
        this.text = text;
    }

    private String page(UUID requestId) {
        return """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><title>Intertie</title>
        <meta name="viewport" content="width=device-width,initial-scale=1">
        <link rel="stylesheet" href="/assets/app.css"></head>
        <body>
        <header class="top"><div class="in"><a class="logo" href="/">
        <img width="26" height="26" alt="" src="/assets/logo.svg"><span>Intertie</span>
        </a></div></header>
        <main class="wrap"><section class="card narrow"><div class="bd stack">
        <span class="tag warn">%d</span>
        %s<dl class="dl"><dt>x-request-id</dt><dd class="mono">%s</dd></dl>
        </div></section></main>
        </body></html>
        """
                .formatted(status, text, requestId);
    }

    /// Writes the page and tells the container that the answer is complete.
    AuthenticationStatus answer(HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(status);
        if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setIntHeader("Retry-After", RETRY_AFTER_SECONDS);
        }
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentType("text/html; charset=UTF-8");
        var body = page(RequestIds.of(request)).getBytes(StandardCharsets.UTF_8);
        response.setContentLength(body.length);
        try {
            if (!request.getMethod().equals("HEAD")) {
                response.getOutputStream().write(body);
            }
            response.flushBuffer();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return AuthenticationStatus.SEND_CONTINUE;
    }
}
