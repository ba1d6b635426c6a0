package io.intertie.proof;

/// Whether archived months still are what they were: the journals as sealed, and the sums that
/// stand in for them. A row of the sums that was changed is also named by its own seal.
final class ArchiveCheck {
    private final ArchiveStore archives;
    private final Findings findings;

    ArchiveCheck(ArchiveStore archives, Findings findings) {
        this.archives = archives;
        this.findings = findings;
    }

    void check() {
        var all = archives.current();
        var sound = all.stream().filter(this::isSound).count();
        findings.tell(
                sound == all.size()
                        ? "%d months archived, brought forward, sealed root matches"
                                .formatted(all.size())
                        : "%d of %d archived months do not match"
                                .formatted(all.size() - sound, all.size()));
    }

    private boolean isSound(ArchiveStore.Archive archive) {
        var root = archives.rootNow(archive.first(), archive.end());
        var brought = archives.broughtNow(archive.id());
        var key = "month=" + archive.month();
        if (!root.equals(archive.root())) {
            findings.add("archive", key, "was sealed as " + root + ", not " + archive.root());
        }
        if (!brought.equals(archive.brought())) {
            findings.add(
                    "archive", key, "brought forward " + brought + ", not " + archive.brought());
        }
        return root.equals(archive.root()) && brought.equals(archive.brought());
    }
}
