package io.intertie.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

@Entity
@Table(name = "member")
class MemberRow {
    @Id private UUID id;

    @Column(name = "organisation_id")
    private UUID organisationId;

    private String username;

    @Column(name = "display_name")
    private String displayName;

    private String email;
    private String[] roles;

    @Column(name = "enlisted_at")
    private Instant enlistedAt;

    MemberRow() {}

    MemberRow(Member member, Instant enlistedAt) {
        this.id = member.id();
        this.organisationId = member.organisationId();
        this.username = member.username();
        this.displayName = member.displayName();
        this.email = member.email();
        this.roles = names(member.roles());
        this.enlistedAt = enlistedAt;
    }

    /// Takes over what Keycloak says now.
    void become(Member member) {
        this.displayName = member.displayName();
        this.email = member.email();
        this.roles = names(member.roles());
    }

    Member value() {
        return new Member(
                id,
                organisationId,
                username,
                displayName,
                email,
                Arrays.stream(roles).map(Role::valueOf).collect(Collectors.toUnmodifiableSet()));
    }

    private static String[] names(Set<Role> roles) {
        return roles.stream().map(Enum::name).sorted().toArray(String[]::new);
    }
}
