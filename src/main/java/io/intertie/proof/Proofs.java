package io.intertie.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// Bundles that prove a record offline: its rows, their way up the block's tree, the block's
/// header.
///
/// docs/proof.md describes the file, [Verify] checks it.
@ApplicationScoped
public class Proofs {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Dossier dossier;
    private final DocumentStore documents;
    private final Blocks blocks;
    private final Sealing sealing;

    @Inject
    Proofs(Dossier dossier, DocumentStore documents, Blocks blocks, Sealing sealing) {
        this.dossier = dossier;
        this.documents = documents;
        this.blocks = blocks;
        this.sealing = sealing;
    }

    /// What came of asking for a proof.
    public sealed interface Outcome {
        record Proven(String bundle) implements Outcome {}

        /// Some transaction that began before it still runs: in a second it will be sealed.
        record NotSealed() implements Outcome {}

        /// No such record, or not the viewer's.
        record Absent() implements Outcome {}
    }

    /// The proof of a request or of a journal entry.
    public Outcome of(UUID id, Viewer viewer) {
        var found = found(id, viewer);
        if (found.isEmpty()) {
            return new Outcome.Absent();
        }
        var _ = found.stream().allMatch(this::isSealed) ? Optional.empty() : sealing.seal();
        return found.stream().allMatch(this::isSealed)
                ? new Outcome.Proven(bundle(found, viewer))
                : new Outcome.NotSealed();
    }

    private boolean isSealed(Document document) {
        return blocks.covering(document.writtenIn()).isPresent();
    }

    private List<Document> found(UUID id, Viewer viewer) {
        var request = dossier.of(id);
        if (!request.isEmpty()) {
            return isOf(request.getFirst(), viewer) ? dossier.whole(id, request) : List.of();
        }
        documents.refuseIfArchived(Optional.of(id));
        var entry = documents.find(Kind.JOURNAL, id);
        var captured =
                entry.map(one -> Verify.row(one.lines().getFirst()))
                        .filter(row -> "CAPTURE".equals(row.get("kind")))
                        .map(row -> row.getOrDefault("external_ref", "").replace("\"", ""));
        if (captured.isPresent()) {
            var charged = dossier.ofCapture(UUID.fromString(captured.get()));
            return !charged.isEmpty() && isOf(charged.getFirst(), viewer) ? charged : List.of();
        }
        return entry.filter(one -> isOf(one, viewer)).stream().toList();
    }

    /// Whether a usage record names the viewer, or a journal moves the viewer's money.
    private static boolean isOf(Document document, Viewer viewer) {
        if (viewer.runsTheMarket()) {
            return true;
        }
        var id = viewer.organisationId().toString();
        return document.lines().stream()
                .map(Verify::row)
                .anyMatch(row ->
                        id.equals(row.get("buyer_id"))
                                || id.equals(row.get("provider_id"))
                                || ('"' + id + '"').equals(row.get("owner")));
    }

    private String bundle(List<Document> found, Viewer viewer) {
        var headers = new TreeMap<Long, Block>();
        var leaves = new HashMap<Long, List<Blocks.Leaf>>();
        var lines = new ArrayList<String>();
        var written = new ArrayList<Map<String, Object>>();
        for (var document : found) {
            var block = blocks.covering(document.writtenIn()).orElseThrow();
            headers.put(block.number(), block);
            var shown = shown(document, viewer);
            lines.addAll(shown);
            written.add(
                    written(
                            document,
                            block,
                            shown,
                            leaves.computeIfAbsent(block.number(), this::leaves)));
        }
        var root = new LinkedHashMap<String, Object>();
        root.put("format", Verify.FORMAT);
        root.put("figures", Verify.figures(lines).stream().map(Verify.Figure::line).toList());
        root.put("documents", written);
        root.put("blocks", headers.values().stream().map(Proofs::written).toList());
        return Verify.summed(json(root));
    }

    /// The document's rows; of what only the other side is concerned with, the hash.
    private static List<String> shown(Document document, Viewer viewer) {
        if (document.kind() != Kind.CARRY) {
            return document.lines();
        }
        return document.lines().stream()
                .map(line -> {
                    var row = Verify.row(line);
                    var owner = row.getOrDefault("provider_id", row.get("organisation_id"));
                    return viewer.is(UUID.fromString(owner)) ? line : "#" + Verify.sha256(line);
                })
                .toList();
    }

    private List<Blocks.Leaf> leaves(long block) {
        var leaves = new ArrayList<Blocks.Leaf>();
        Optional<Blocks.Leaf> after = Optional.empty();
        for (var page = blocks.leaves(block, block, after);
                !page.isEmpty();
                page = blocks.leaves(block, block, after)) {
            leaves.addAll(page);
            after = Optional.of(page.getLast());
        }
        return leaves;
    }

    private static Map<String, Object> written(
            Document document, Block block, List<String> shown, List<Blocks.Leaf> leaves) {
        var index =
                leaves.stream()
                        .map(leaf -> leaf.kind() + " " + leaf.id())
                        .toList()
                        .indexOf(document.kind() + " " + document.id());
        var hashes = leaves.stream().map(Blocks.Leaf::hash).toList();
        var fields = new LinkedHashMap<String, Object>();
        fields.put("kind", document.kind().slug());
        fields.put("id", document.id().toString());
        fields.put("rows", shown);
        fields.put("block", block.number());
        // A row that slipped in later has no leaf: the proof is written, and does not hold.
        fields.put("path", index < 0 ? List.of() : Tree.path(hashes, index));
        return fields;
    }

    private static Map<String, Object> written(Block block) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("header", block.header());
        fields.put("hash", block.hash());
        return fields;
    }

    /// Without the last brace: the checksum comes before it.
    private static String json(Map<String, Object> root) {
        try {
            var text = JSON.writeValueAsString(root);
            return text.substring(0, text.lastIndexOf('}')).stripTrailing();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts are JSON", impossible);
        }
    }
}
