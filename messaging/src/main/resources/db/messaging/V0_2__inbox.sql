-- How far this service has read each aggregate of each topic (the high-water mark).
create table inbox_mark (
    topic     text    not null,
    source    text    not null,
    aggregate text    not null,
    last      bigint  not null,                -- the newest sequence number that was applied
    parked    integer not null default 0,      -- events that wait behind a gap
    stale     boolean not null default false,  -- a dead letter of this aggregate has not been replayed yet
    primary key (topic, source, aggregate)
) with (fillfactor = 70);
create index inbox_mark_waiting on inbox_mark (topic) where parked > 0;
create index inbox_mark_stale on inbox_mark (topic) where stale;

-- Events that arrived before their predecessors. They are applied, in order, when the gap fills.
create table inbox_parked (
    topic     text        not null,
    source    text        not null,
    aggregate text        not null,
    sequence  bigint      not null,
    partition integer     not null,
    "offset"  bigint      not null,
    key       text,
    headers   text        not null,  -- JSON array of {name, value in base64}
    value     bytea,
    parked_at timestamptz not null default now(),
    primary key (topic, source, aggregate, sequence)
);

-- Records that could not be applied, as they were received.
create table dead_letter (
    id          uuid        primary key,   -- derived from topic, partition and offset: a record read twice is one letter
    topic       text        not null,
    partition   integer     not null,
    "offset"    bigint      not null,
    key         text,
    headers     text        not null,  -- JSON array of {name, value in base64}
    value       bytea,
    reason      text        not null,
    source      text,                  -- source, aggregate and sequence are null where the record was malformed
    aggregate   text,
    sequence    bigint,
    stored_at   timestamptz not null default now(),
    replayed_at timestamptz,           -- when it ceased to wait: replayed or skipped
    skipped_by  text                   -- who decided that the event is never applied; null where it was replayed
);
create index dead_letter_waiting on dead_letter (stored_at, id) where replayed_at is null;
create index dead_letter_aggregate on dead_letter (topic, aggregate) where replayed_at is null;
