package io.intertie.web;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/// Serves the assets: a name holds the hash of its content, so it may be kept for ever.
@WebServlet("/assets/*")
public class AssetServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    // The container makes servlets by itself, so no constructor injection here.
    @Inject private transient Assets assets;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var name = Optional.ofNullable(request.getPathInfo()).orElse("/").substring(1);
        var hashed = assets.find(name);
        var found = hashed.or(() -> assets.findPlain(name));
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (found.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        var asset = found.get();
        response.setHeader(
                "Cache-Control",
                hashed.isPresent() ? "public, max-age=31536000, immutable" : "no-cache");
        response.setHeader("ETag", asset.etag());
        response.setHeader("Vary", "Accept-Encoding");
        if (asset.etag().equals(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        var encodings = Optional.ofNullable(request.getHeader("Accept-Encoding")).orElse("");
        var gzip = asset.isGzip(encodings);
        if (gzip) {
            response.setHeader("Content-Encoding", "gzip");
        }
        response.setContentType(asset.type());
        asset.writeTo(response.getOutputStream(), gzip);
    }
}
