package io.intertie.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir private Path root;

    @Test
    void keysHaveTheFormTheirReadersExpect() {
        var secrets = secrets(8400);

        assertTrue(secrets.of("INTERTIE_API_KEY").matches("sk-[A-Za-z0-9_-]{43}"));
        for (String role : Secrets.MANAGERS) {
            String key = secrets.of("INTERTIE_" + role + "_MANAGEMENT_KEY");
            assertTrue(key.matches("mk-[A-Za-z0-9_-]{43}"), role);
        }
        assertEquals(32, Base64.getDecoder().decode(secrets.of("INTERTIE_MASTER_KEY")).length);
        assertTrue(
                secrets.of("INTERTIE_BUYER_PASSWORD")
                        .matches("[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}"));
    }

    @Test
    void noTwoSecretsAreTheSame() {
        var secrets = secrets(8400);
        var folder = new VarFolder(root);
        var values =
                Stream.concat(
                                folder.sharedFile().read().values().stream(),
                                folder.secretsFile().read().values().stream())
                        .toList();

        assertEquals(values.size(), new HashSet<>(values).size());
        assertTrue(values.contains(secrets.of("INTERTIE_API_KEY")));
    }

    @Test
    void theNextStartKeepsThemAndFollowsThePort() {
        var first = secrets(8400);
        var second = secrets(9400);

        assertEquals("http://localhost:8400", first.of("INTERTIE_URL"));
        assertEquals("http://localhost:9400", second.of("INTERTIE_URL"));
        assertEquals("http://localhost:9404", second.of("INTERTIE_GATEWAY_URL"));
        assertEquals(first.of("INTERTIE_API_KEY"), second.of("INTERTIE_API_KEY"));
        assertEquals(first.of("INTERTIE_MASTER_KEY"), second.of("INTERTIE_MASTER_KEY"));
        assertEquals(second.shared(), Secrets.kept(new VarFolder(root)).shared());
    }

    @Test
    void whatALaterVersionNeedsIsAddedToWhatThereIs() {
        var first = secrets(8400);
        var file = new VarFolder(root).sharedFile();
        var fewer = new LinkedHashMap<>(file.read());
        fewer.remove("INTERTIE_AUDITOR_PASSWORD");
        file.write("fewer", fewer);

        var second = secrets(8400);

        assertEquals(first.of("INTERTIE_API_KEY"), second.of("INTERTIE_API_KEY"));
        assertNotEquals(
                first.of("INTERTIE_AUDITOR_PASSWORD"), second.of("INTERTIE_AUDITOR_PASSWORD"));
    }

    @Test
    void theFileForScriptsHoldsJustTheDocumentedNames() {
        secrets(8400);
        var folder = new VarFolder(root);

        assertEquals(Secrets.SHARED_NAMES, folder.sharedFile().read().keySet());
        assertEquals("bea", folder.sharedFile().read().get("INTERTIE_BUYER_USER"));
        assertEquals("max", folder.sharedFile().read().get("INTERTIE_ADMIN2_USER"));
    }

    @Test
    void onlyTheOwnerMayReadThem() throws IOException {
        secrets(8400);
        for (String name : new String[] {"intertie.env", "secrets"}) {
            var permissions = Files.getPosixFilePermissions(root.resolve(name));
            assertEquals("rw-------", PosixFilePermissions.toString(permissions), name);
        }
    }

    private Secrets secrets(int portalPort) {
        var ports = new Ports(portalPort, 8401, 8405, 8402, 8403, portalPort + 4);
        var options = MarketOptions.embedded(Path.of(""), root, ports);
        return Secrets.in(VarFolder.at(root), options);
    }
}
