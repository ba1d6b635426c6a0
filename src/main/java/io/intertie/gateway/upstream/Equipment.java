package io.intertie.gateway.upstream;

import io.netty.channel.group.ChannelGroup;
import io.netty.handler.ssl.SslContext;

/// What all connections of a pool have in common; `open` holds each of their channels.
record Equipment(
        Addresses addresses, Patience patience, Bounds bounds, SslContext tls, ChannelGroup open) {}
