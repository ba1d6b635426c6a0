package io.intertie.gateway.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A chunk of a provider's stream, or its whole answer: what it says, and the bytes that say it.
///
/// Most chunks are passed on without a tree of them; [#json] builds it when somebody asks.
public final class Chunk {
    private static final byte[] PROVIDER = ",\"provider\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] USAGE = ",\"usage\":".getBytes(StandardCharsets.US_ASCII);

    private final byte[] data;
    private final Scan scan;
    private @Nullable ObjectNode json;

    private Chunk(byte[] data, Scan scan) {
        this.data = data;
        this.scan = scan;
    }

    /// Reads a chunk; empty if it is no JSON object.
    public static Optional<Chunk> read(byte[] data) {
        return Scan.of(data).map(scan -> new Chunk(data, scan));
    }

    /// As it came.
    public byte[] data() {
        return data;
    }

    /// What it says; must not be changed.
    public ObjectNode json() {
        if (json == null) {
            // A number beyond all bounds passes the scan; nobody can read what stands beside it.
            json = Json.read(data).orElseGet(Json::object);
        }
        return json;
    }

    /// Whether the provider reports an error instead.
    public boolean isError() {
        return scan.isError;
    }

    /// The bytes of text, thinking and tool calls in it.
    public long outputBytes() {
        return scan.outputBytes;
    }

    /// Words of a stream's chunk: which choice says them, as what, and in which of its calls.
    public record Said(int choice, Kind kind, int call, String text) {
        /// What words are a part of.
        public enum Kind {
            THOUGHT,
            TEXT,
            NAME,
            ARGUMENTS
        }

        Said of(int its) {
            return new Said(its, kind, call, text);
        }
    }

    /// The words of a stream's chunk; a whole answer has them in [#json] alone.
    public List<Said> said() {
        return scan.said == null ? List.of() : scan.said;
    }

    /// Whether it adds to an answer, and is none.
    public boolean isDelta() {
        return scan.isDelta;
    }

    /// Whether it carries something that a reader would miss.
    public boolean isOutput() {
        return scan.outputBytes > 0 || scan.dataItems > 0;
    }

    /// Why the answer ended, where this chunk says so.
    public Optional<String> finishReason() {
        var reason = Optional.ofNullable(scan.finishReason);
        return reason.isEmpty() && scan.dataItems > 0 ? Optional.of("stop") : reason;
    }

    /// What the provider counted, where this chunk says so.
    public Optional<Usage> usage() {
        var field = scan.usage;
        if (field == null) {
            return Optional.empty();
        }
        // Of a long answer only this much is read.
        return scan.isPlain
                ? Json.read(Arrays.copyOfRange(data, field.valueFrom(), field.valueTo()))
                        .flatMap(Usage::read)
                : Usage.read(json().path("usage"));
    }

    /// How many choices it tells of; none where it only carries usage.
    public int choices() {
        return scan.choices;
    }

    /// The index of its only choice, or of the last one.
    public int choice() {
        return scan.choice;
    }

    /// Whether each of its choices names a role.
    public boolean hasRoles() {
        return scan.roles >= scan.choices;
    }

    public boolean hasToolCalls() {
        return scan.hasToolCalls;
    }

    /// Whether embeddings come as base64.
    public boolean hasTextVectors() {
        return scan.hasTextVectors;
    }

    /// Whether it has an `id`, an `object` and the time at which it was `created`.
    public boolean hasHead() {
        return scan.hasHead();
    }

    /// New values for its fields of these names, as JSON; an empty `usage` takes the field away.
    public record Label(byte[] model, byte[] provider, byte[] usage) {
        private static final byte[] NONE = {};

        /// Names that are not JSON yet, and no usage.
        public static Label of(String model, String provider) {
            return new Label(Json.quoted(model), Json.quoted(provider), NONE);
        }

        public Label with(String usageJson) {
            return new Label(model, provider, usageJson.getBytes(StandardCharsets.UTF_8));
        }
    }

    /// The same bytes with a label; empty where they must be written anew from [#json].
    public Optional<byte[]> labelled(Label label) {
        if (!scan.isPlain || scan.model == null) {
            return Optional.empty();
        }
        var size = data.length + label.model.length + label.provider.length + label.usage.length;
        var out = new Splice(data, size + PROVIDER.length + USAGE.length);
        for (var edit : edits(scan.model, label)) {
            if (edit.value.length > 0) {
                out.replace(edit.field, edit.value);
            } else {
                out.cut(edit.field);
            }
            if (edit.field.equals(scan.model) && scan.provider == null) {
                out.writeBytes(PROVIDER);
                out.writeBytes(label.provider);
            }
        }
        out.upTo(scan.close);
        if (scan.usage == null && label.usage.length > 0) {
            out.writeBytes(USAGE);
            out.writeBytes(label.usage);
        }
        out.upTo(scan.close + 1);
        return Optional.of(out.toByteArray());
    }

    private record Edit(Scan.Field field, byte[] value) {}

    /// What is to be changed, in the order in which the provider wrote it.
    private List<Edit> edits(Scan.Field model, Label label) {
        var edits = new ArrayList<Edit>(3);
        edits.add(new Edit(model, label.model));
        if (scan.provider != null) {
            edits.add(new Edit(scan.provider, label.provider));
        }
        if (scan.usage != null) {
            edits.add(new Edit(scan.usage, label.usage));
        }
        edits.sort(Comparator.comparingInt(edit -> edit.field.from()));
        return edits;
    }

    /// Bytes that are copied from one place to the next, and changed in between.
    private static final class Splice extends ByteArrayOutputStream {
        private final byte[] from;
        private int at;

        Splice(byte[] from, int size) {
            super(size);
            this.from = from;
        }

        void upTo(int end) {
            write(from, at, end - at);
            at = end;
        }

        void replace(Scan.Field field, byte[] value) {
            upTo(field.valueFrom());
            writeBytes(value);
            at = field.valueTo();
        }

        /// Leaves out a field and one comma beside it.
        void cut(Scan.Field field) {
            var after = field.valueTo();
            while (from[after] == ' ' || from[after] == '\t') {
                after++;
            }
            if (from[after] == ',') {
                upTo(field.from());
                at = after + 1;
                return;
            }
            var before = field.from() - 1;
            while (from[before] == ' ' || from[before] == '\t') {
                before--;
            }
            upTo(from[before] == ',' ? before : field.from());
            at = field.valueTo();
        }
    }
}
