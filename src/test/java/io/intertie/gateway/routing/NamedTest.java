package io.intertie.gateway.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.intertie.gateway.TestWishes;
import io.intertie.gateway.wire.ProviderWishes;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedTest {
    @ParameterizedTest
    @CsvSource({
        "a/b, a/b, ''",
        "a/b:nitro, a/b, throughput",
        "a/b:floor, a/b, price",
        "a/b:free, a/b:free, ''",
        ":nitro, '', throughput",
    })
    void aSuffixOfTheModelsNameIsAnOrder(String name, String model, String sort) {
        var named = Named.of(name);
        assertEquals(model, named.model());
        assertEquals(sort, named.wishes(ProviderWishes.NONE).sort().map(s -> s.word()).orElse(""));
        var own = named.wishes(TestWishes.of("sort: 'latency'"));
        assertEquals(Optional.of(ProviderWishes.Sort.LATENCY), own.sort());
    }
}
