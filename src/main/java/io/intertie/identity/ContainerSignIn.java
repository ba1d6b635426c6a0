package io.intertie.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;

/// The mechanism that the container made of the definition on [KeycloakDoor], behind the door.
///
/// The door is the alternative that the container asks; what it stands in for is found by hand.
@ApplicationScoped
class ContainerSignIn {
    private final BeanManager beans;

    @Inject
    ContainerSignIn(BeanManager beans) {
        this.beans = beans;
    }

    HttpAuthenticationMechanism mechanism() {
        var type = HttpAuthenticationMechanism.class;
        for (var bean : beans.getBeans(type, Any.Literal.INSTANCE)) {
            if (!bean.getBeanClass().equals(KeycloakDoor.class)) {
                var context = beans.createCreationalContext(bean);
                return type.cast(beans.getReference(bean, type, context));
            }
        }
        throw new IllegalStateException("the container has no OpenID Connect mechanism");
    }
}
