-- For how long an answer is read on whose buyer has left; 0 is not at all: the upstream's work is
-- cancelled. docs/gateway.md tells what that is for, and who pays.
alter table listing add column drain_seconds integer not null default 0
    check (drain_seconds between 0 and 60);
