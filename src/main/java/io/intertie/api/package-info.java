/// The management API under `/api`: what the pages do, scripts can do.
///
/// **Owns** the JSON that management speaks, who may call what ([Needs]), and the OpenAPI document
/// (`openapi.yaml`, checked against the resources by `OpenApiTest`). **Leaves to others** every
/// decision: resources translate and delegate. **Always true** a resource that takes an id looks
/// only among the caller's own rows, unless the caller runs the market.
@org.jspecify.annotations.NullMarked
package io.intertie.api;
