/// What a buyer may call, and with which key.
@org.jspecify.annotations.NullMarked
package io.intertie.access;
