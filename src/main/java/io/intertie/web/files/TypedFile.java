package io.intertie.web.files;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import java.nio.charset.StandardCharsets;

/// A document as a form brings it: the file that was chosen, or else the text that was pasted.
public final class TypedFile {
    static final String FILE = "file";
    static final String NAME = "file.name";

    private static final int LONGEST_NAME = 120;

    @FormParam("text")
    @DefaultValue("")
    private String text = "";

    @FormParam(FILE)
    @DefaultValue("")
    private String file = "";

    @FormParam(NAME)
    @DefaultValue("")
    private String fileName = "";

    /// For JAX-RS.
    public TypedFile() {}

    TypedFile(String text, String file, String fileName) {
        this.text = text;
        this.file = file;
        this.fileName = fileName;
    }

    /// The file byte by byte as it was chosen, or the text in UTF-8.
    public byte[] bytes() {
        return isFile()
                ? file.getBytes(StandardCharsets.ISO_8859_1)
                : text.strip().getBytes(StandardCharsets.UTF_8);
    }

    /// The text that was pasted, to be shown again.
    public String text() {
        return text;
    }

    /// What the file is called, without its folders; empty where none was chosen.
    public String name() {
        var path = fileName.replaceAll("\\p{C}+", " ").strip();
        var name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }

    private boolean isFile() {
        return !fileName.isEmpty();
    }
}
