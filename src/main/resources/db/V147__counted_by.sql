-- Who counted a request's tokens, and how; records from before tell only whether we did.
alter table usage_record
    add column counted_by text check (counted_by in ('PROVIDER', 'LIMIT', 'O200K_BASE',
        'CL100K_BASE', 'P50K_BASE', 'R50K_BASE', 'BYTES', 'NOBODY')),
    add constraint estimated_unless_counted_by_the_provider
        check (estimated = (counted_by not in ('PROVIDER', 'NOBODY')));
