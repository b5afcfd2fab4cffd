-- Facts and workflow starts on their way out. A row is written in the transaction of the change that it tells of and
-- deleted once Kafka or Temporal has confirmed it, so the table holds what is still to be told and nothing else.
create table outbox (
    position    bigint generated always as identity primary key,
    revision    integer     not null default 0,  -- rises when a start that still waits is asked for again
    kind        text        not null check (kind in ('event', 'dead-letter', 'workflow-start')),
    shard       smallint    not null,  -- which relay may deliver it: one owner per shard, hence per aggregate
    destination text        not null,  -- the topic; for a workflow start the task queue
    type        text        not null,  -- the CloudEvents type; for a workflow start the workflow type
    aggregate   text        not null,  -- the aggregate's id and record key; for a workflow start the workflow id
    event_id    uuid,
    sequence    bigint      not null default 0,
    data        bytea       not null,
    headers     text,                  -- JSON, dead letters only: the headers of the original record
    traceparent text,                  -- W3C trace context of the request that caused it
    created_at  timestamptz not null default now()
);
-- The queue is always read from its head, past rows that were just deleted.
alter table outbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, fillfactor = 90);

create index outbox_record on outbox (position) where kind <> 'workflow-start';
-- One waiting start per workflow: asking again while it waits replaces the input.
create unique index outbox_workflow_start on outbox (aggregate) where kind = 'workflow-start';

-- The proof that a fact was told: its id stays here long after the outbox row has gone, so an activity that runs again
-- tells once. Rows older than gatehouse.outbox.proof-retention are purged.
create table outbox_told (
    event_id uuid primary key,
    told_at  timestamptz not null default now()
);
create index outbox_told_age on outbox_told using brin (told_at);

-- The last sequence number given to each aggregate. The row lock taken by raising it orders concurrent writers, so the
-- numbers have no gaps: a rollback gives its number back.
create table outbox_sequence (
    topic     text   not null,
    aggregate text   not null,
    last      bigint not null,
    primary key (topic, aggregate)
) with (fillfactor = 70);
