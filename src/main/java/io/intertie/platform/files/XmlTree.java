package io.intertie.platform.files;

import io.intertie.platform.http.Wording;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// An element of a stranger's XML: names, texts, and nothing that reaches outside of the file.
///
/// A document type is refused, and with it every entity of its own; so are files that are large,
/// deep, or of too many elements.
public record XmlTree(
        String namespace,
        String name,
        Map<String, String> attributes,
        String text,
        List<XmlTree> children) {
    public static final int BYTES_AT_MOST = 5_000_000;
    private static final int ELEMENTS_AT_MOST = 400_000;
    private static final int DEPTH_AT_MOST = 40;

    /// A file that is not read, and why.
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Wording wording;

        public Refused(Wording why) {
            super(why.english());
            wording = why;
        }

        /// A refusal with `%s` for each argument.
        public Refused(String code, String english, Object... arguments) {
            this(Wording.of(code, english, arguments));
        }

        public Wording wording() {
            return wording;
        }
    }

    /// The root of a file.
    ///
    /// @throws Refused if it is malformed, too large, or reaches outside
    public static XmlTree read(byte[] file) throws Refused {
        if (file.length > BYTES_AT_MOST) {
            throw new Refused("xml.large", "The file is larger than %s bytes.", BYTES_AT_MOST);
        }
        // The JDK's own reader: what a server has on its class path does not matter.
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing outside of the file is read");
        });
        try {
            return read(factory.createXMLStreamReader(new ByteArrayInputStream(file)));
        } catch (XMLStreamException malformed) {
            throw new Refused("xml.malformed", "The file is not well-formed XML.");
        }
    }

    private static final class Open {
        private final String namespace;
        private final String name;
        private final Map<String, String> attributes = new HashMap<>();
        private final StringBuilder text = new StringBuilder();
        private final List<XmlTree> children = new ArrayList<>();

        Open(XMLStreamReader xml) {
            namespace = Optional.ofNullable(xml.getNamespaceURI()).orElse("");
            name = xml.getLocalName();
            for (int i = 0; i < xml.getAttributeCount(); i++) {
                attributes.put(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
            }
        }

        XmlTree close() {
            return new XmlTree(
                    namespace,
                    name,
                    Map.copyOf(attributes),
                    text.toString().strip(),
                    List.copyOf(children));
        }
    }

    private static XmlTree read(XMLStreamReader xml) throws XMLStreamException, Refused {
        var open = new ArrayDeque<Open>();
        var elements = 0;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw new Refused(
                                "xml.doctype", "The file has a document type, which is not read.");
                case XMLStreamConstants.START_ELEMENT -> {
                    open.push(new Open(xml));
                    if (++elements > ELEMENTS_AT_MOST || open.size() > DEPTH_AT_MOST) {
                        throw new Refused("xml.elements", "The file has too many elements.");
                    }
                }
                case XMLStreamConstants.CHARACTERS -> {
                    if (!open.isEmpty()) {
                        open.peek().text.append(xml.getText());
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    var closed = open.pop().close();
                    if (open.isEmpty()) {
                        return closed;
                    }
                    open.peek().children.add(closed);
                }
                default -> {}
            }
        }
        throw new Refused("xml.end", "The file has no end.");
    }

    /// The children of a name.
    public List<XmlTree> all(String child) {
        return children.stream().filter(one -> one.name.equals(child)).toList();
    }

    /// The first element at a path like `Acct/Id/IBAN`.
    public Optional<XmlTree> at(String path) {
        var here = Optional.of(this);
        for (var step : path.split("/", -1)) {
            here = here.flatMap(one -> one.all(step).stream().findFirst());
        }
        return here;
    }

    /// The text at a path; empty where there is none.
    public Optional<String> text(String path) {
        return at(path).map(XmlTree::text).filter(found -> !found.isEmpty());
    }
}
