/// What a client on the wire can rely on, on a whole market.
@org.jspecify.annotations.NullMarked
package io.intertie.contract;
