package io.intertie.web;

import com.ibm.icu.text.MessageFormat;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.Wording;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.messageresolver.AbstractMessageResolver;

/// The words of the pages, in the languages of `messages*.properties`, with ICU plurals.
public final class Messages {
    /// The languages that the pages are written in; the first one is what others fall back to.
    public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.CHINESE);

    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final Map<Locale, Map<String, MessageFormat>> parsed = new ConcurrentHashMap<>();

    /// The text of a key with its arguments; a key that does not exist shows as itself.
    public String text(Locale locale, String key, @Nullable Object... arguments) {
        return find(locale, key)
                .map(format -> format.format((Object) arguments))
                .orElse("??" + key + "??");
    }

    /// A refusal's sentence in the reader's language: English as the room says it.
    public String said(Locale locale, Wording wording) {
        if (locale.getLanguage().equals(Locale.ENGLISH.getLanguage())) {
            return wording.english();
        }
        var refusals =
                ResourceBundle.getBundle(
                        "refusals", locale, Messages.class.getClassLoader(), NO_FALLBACK);
        var arguments =
                wording.arguments().stream()
                        .map(one -> one instanceof Wording part ? said(locale, part) : one)
                        .toArray();
        return new MessageFormat(refusals.getString(wording.code()), locale).format(arguments);
    }

    /// A room's refusal in the reader's language.
    Pages.Told told(Locale locale, Problem problem) {
        var faults = new HashMap<>(problem.fields());
        problem.faults().forEach((field, fault) -> faults.put(field, said(locale, fault)));
        var detail = problem.wording().map(one -> said(locale, one)).orElseGet(problem::detail);
        return new Pages.Told(detail, faults);
    }

    /// Whether a key has a text in exactly this language.
    public boolean has(Locale locale, String key) {
        return bundle(locale).containsKey(key);
    }

    // A format is not safe for several threads, so each call gets its own copy.
    private Optional<MessageFormat> find(Locale locale, String key) {
        var formats = parsed.computeIfAbsent(locale, language -> new ConcurrentHashMap<>());
        var known = formats.get(key);
        if (known == null) {
            if (!has(locale, key)) {
                return Optional.empty();
            }
            known = new MessageFormat(bundle(locale).getString(key), locale);
            formats.put(key, known);
        }
        return Optional.of(known.clone());
    }

    static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(
                "messages", locale, Messages.class.getClassLoader(), NO_FALLBACK);
    }

    /// These words for the template engine: `#{key(${argument})}`.
    AbstractMessageResolver resolver() {
        return new AbstractMessageResolver() {
            @Override
            public @Nullable String resolveMessage(
                    ITemplateContext context,
                    @Nullable Class<?> origin,
                    String key,
                    @Nullable Object @Nullable [] arguments) {
                var given = arguments == null ? new Object[0] : arguments;
                return find(context.getLocale(), key).isPresent()
                        ? text(context.getLocale(), key, given)
                        : null;
            }

            @Override
            public String createAbsentMessageRepresentation(
                    ITemplateContext context,
                    @Nullable Class<?> origin,
                    String key,
                    @Nullable Object @Nullable [] arguments) {
                return "??" + key + "??";
            }
        };
    }
}
