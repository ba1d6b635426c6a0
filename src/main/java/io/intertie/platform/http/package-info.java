/// What every HTTP edge shares: refusals, request ids, security headers.
@org.jspecify.annotations.NullMarked
package io.intertie.platform.http;
