package io.intertie.gateway.front;

import io.intertie.platform.http.PageFramework;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The OpenAI-compatible API, below `/v1`.
@ApplicationPath("v1")
public class GatewayApplication extends Application {
    static final Set<Class<?>> FACADE = Set.of(FacadeResource.class, FailureMapper.class);

    @Override
    public Set<Class<?>> getClasses() {
        var all = new HashSet<>(FACADE);
        all.addAll(PageFramework.keptOut());
        return all;
    }

    @Override
    public Map<String, Object> getProperties() {
        // Jersey would hold back the first 8 KB of a stream in spite of every flush.
        return Map.of("jersey.config.server.contentLength.buffer", 0);
    }
}
