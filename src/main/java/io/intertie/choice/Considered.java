package io.intertie.choice;

import java.util.List;
import java.util.UUID;

/// An offer that routing looked at, and what came of it; [Verdict] says what the figure is.
public record Considered(UUID listingId, Verdict verdict, long figure) {

    /// The compact form: `{"by":"price","offers":[{"listing":"…","verdict":"chosen","figure":1}]}`.
    public static String json(String by, List<Considered> offers) {
        var json = new StringBuilder(32 + 96 * offers.size());
        json.append("{\"by\":\"").append(by).append("\",\"offers\":");
        return array(json, offers).append('}').toString();
    }

    static String array(List<Considered> offers) {
        return array(new StringBuilder(96 * offers.size()), offers).toString();
    }

    // Ids, words of ours and numbers: nothing here needs to be escaped.
    private static StringBuilder array(StringBuilder json, List<Considered> offers) {
        json.append('[');
        for (var one : offers) {
            json.append(json.charAt(json.length() - 1) == '[' ? "" : ",")
                    .append("{\"listing\":\"")
                    .append(one.listingId())
                    .append("\",\"verdict\":\"")
                    .append(one.verdict().word())
                    .append("\",\"figure\":")
                    .append(one.figure())
                    .append('}');
        }
        return json.append(']');
    }
}
