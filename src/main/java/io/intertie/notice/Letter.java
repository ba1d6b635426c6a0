package io.intertie.notice;

import io.intertie.money.Check;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/// A notice as a mail, in English and then in Chinese.
///
/// **Always true** its subject is one line: no name can begin another header (`MailSendingTest`).
record Letter(UUID id, List<String> to, String subject, String text, String page) {
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final int LONGEST_NAME = 80;
    private static final Pattern NOT_OF_A_LINE =
            Pattern.compile(
                    "[\\p{Cc}\\p{Zl}\\p{Zp}\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]+");

    /// What a notice is about, by the names that its provider gave.
    record About(String model, String provider) {
        About {
            model = plain(model);
            provider = plain(provider);
        }

        /// A line of a name, whatever it holds: nothing that ends it or turns its direction.
        private static String plain(String name) {
            var line = NOT_OF_A_LINE.matcher(name).replaceAll(" ").strip();
            return line.codePoints()
                    .limit(LONGEST_NAME)
                    .collect(
                            StringBuilder::new,
                            StringBuilder::appendCodePoint,
                            StringBuilder::append)
                    .toString();
        }
    }

    Letter {
        to = List.copyOf(to);
        Check.that(subject.chars().noneMatch(Character::isISOControl), "a subject of one line");
    }

    static Letter of(Notice notice, List<String> to, About about, String url) {
        var words = Words.of(notice, about);
        var page = url.replaceAll("/+$", "") + "/app/notices";
        var text =
                """
                %s

                All notices, and an end to these mails for your organisation: %s

                ――

                %s

                所有通知，以及为贵组织停止此类邮件：%s
                """
                        .formatted(words.english(), page, words.chinese(), page);
        return new Letter(notice.id(), to, words.subject(), text, page);
    }

    private record Words(String subject, String english, String chinese) {
        static Words of(Notice notice, About about) {
            var model = about.model();
            var from = about.provider();
            var at = UTC.format(notice.effectiveFrom());
            return switch (notice.kind()) {
                case PRICE_PUBLISHED -> published(notice, about, at);
                case PRICE_PROPOSED ->
                        new Words(
                                model + ": prices wait for your word · 价格等待确认",
                                "A changed tariff moves the prices of %s further than its collar."
                                                .formatted(model)
                                        + " Decide under Providing, Waiting prices.",
                                "电价变动使 %s 的价格超出限幅，请在“供应”下的“待定价格”中确认或放弃。".formatted(model));
                case SUSPENDED ->
                        new Words(
                                model + ": stopped by " + from + " · 已停用",
                                "%s has stopped %s at %s. Its prices stay as they are."
                                        .formatted(from, model, at),
                                "%s 已于 %s 停用 %s，价格保持不变。".formatted(from, at, model));
                case RESUMED ->
                        new Words(
                                model + ": served again by " + from + " · 已恢复",
                                "%s serves %s again since %s.".formatted(from, model, at),
                                "%s 自 %s 起恢复提供 %s。".formatted(from, at, model));
            };
        }

        private static Words published(Notice notice, About about, String at) {
            var dearer = notice.rises();
            return new Words(
                    "%s: %s · %s"
                            .formatted(
                                    about.model(),
                                    dearer ? "dearer from " + at : "new prices from " + at,
                                    dearer ? "涨价" : "新价格"),
                    "%s has published new prices of %s. They hold from %s.%s"
                            .formatted(
                                    about.provider(),
                                    about.model(),
                                    at,
                                    dearer ? " Some of them are higher than before." : ""),
                    "%s 发布了 %s 的新价格，自 %s 起生效。%s"
                            .formatted(
                                    about.provider(),
                                    about.model(),
                                    at,
                                    dearer ? "其中部分价格上涨。" : ""));
        }
    }
}
