/// What every HTTP edge shares: refusals, request ids, security headers.
///
/// **Always true** a room's refusal is a `Wording`: English and a code for the API, the reader's
/// language on pages (`RefusalsTest`).
@org.jspecify.annotations.NullMarked
package io.intertie.platform.http;
