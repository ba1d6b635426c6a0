/// The words that gateway, clients and providers exchange: requests, chunks, errors, SSE frames.
///
/// **Owns** reading and writing of the OpenAI dialect. **Leaves to others** every decision. The
/// other sub-rooms of the gateway import this one and none of each other (`LayersTest`).
///
/// **Always true** what a client sends is refused with the field that is at fault, or passed on; it
/// never fails a check of ours (`ModelRequestTest`).
@org.jspecify.annotations.NullMarked
package io.intertie.gateway.wire;
