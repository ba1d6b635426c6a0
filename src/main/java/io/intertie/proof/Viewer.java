package io.intertie.proof;

import java.util.UUID;

/// Who asks for evidence: an organisation, or somebody who runs or audits the market.
public record Viewer(UUID organisationId, boolean runsTheMarket) {
    /// Whether what an organisation owns is the viewer's to see.
    boolean is(UUID owner) {
        return runsTheMarket || organisationId.equals(owner);
    }
}
