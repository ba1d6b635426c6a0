package io.intertie.api;

import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.util.Arrays;

/// Puts a guard before each resource method that says whom it needs.
@Provider
class NeedsFeature implements DynamicFeature {
    private final Caller caller;

    @Inject
    NeedsFeature(Caller caller) {
        this.caller = caller;
    }

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        var needs = resource.getResourceMethod().getAnnotation(Needs.class);
        if (needs != null) {
            context.register(new Guard(needs, caller));
        }
    }

    @Priority(Priorities.AUTHORIZATION)
    private record Guard(Needs needs, Caller caller) implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext request) {
            var actor = caller.actor();
            if (Arrays.stream(needs.value()).noneMatch(actor::is)) {
                throw new Problem(
                        ProblemType.FORBIDDEN,
                        "This needs one of the roles " + Arrays.toString(needs.value()) + ".");
            }
        }
    }
}
