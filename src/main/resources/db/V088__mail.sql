-- Where an organisation wants its notices by e-mail; without a row its members get them.
create table notice_mail (
    organisation_id uuid primary key references organisation,
    is_sent boolean not null,
    address text check (length(address) <= 254),
    set_by text not null,
    set_at timestamptz not null
);

-- What is sent by e-mail, or still to be; the Message-ID is the notice's, whatever is tried again.
create table mail_delivery (
    notice_id uuid primary key references notice,
    organisation_id uuid not null references organisation,
    attempts integer not null,
    next_at timestamptz not null,
    ended_at timestamptz,
    last_answer text not null
);
create index mail_delivery_due on mail_delivery (next_at) where ended_at is null;
