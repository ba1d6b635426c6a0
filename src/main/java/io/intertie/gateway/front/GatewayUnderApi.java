package io.intertie.gateway.front;

import jakarta.ws.rs.ApplicationPath;

/// The same below `/api/v1`, where clients of OpenRouter look for it.
///
/// The longer path goes before that of the management API, which has all the rest of `/api`.
@ApplicationPath("api/v1")
public class GatewayUnderApi extends GatewayApplication {}
