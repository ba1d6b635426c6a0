-- A gateway's node asks every few seconds which prices have not ended; most have.
create index price_version_by_end on price_version (effective_to);
