package io.intertie.api;

import io.intertie.money.Currency;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.bind.config.PropertyNamingStrategy;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;

/// The JSON of management: snake_case names, ISO 8601 instants, currencies by code.
@Provider
class Json implements ContextResolver<Jsonb> {
    private static final Jsonb JSONB =
            JsonbBuilder.create(
                    new JsonbConfig()
                            .withAdapters(new ByCode())
                            .withPropertyNamingStrategy(
                                    PropertyNamingStrategy.LOWER_CASE_WITH_UNDERSCORES));

    @Override
    public Jsonb getContext(Class<?> type) {
        return JSONB;
    }

    /// A currency is its code.
    public static final class ByCode implements JsonbAdapter<Currency, String> {
        @Override
        public String adaptToJson(Currency currency) {
            return currency.code();
        }

        @Override
        public Currency adaptFromJson(String code) {
            return Fields.currency(code);
        }
    }
}
