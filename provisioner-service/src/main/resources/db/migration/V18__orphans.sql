-- Things on targets that carry Gatehouse's mark and name a stack that is unknown or deleted. A row is a suspicion until it
-- was reported.
create table orphan (
    number bigint generated always as identity,
    target text not null,
    kind text not null,
    type text not null,
    id text not null,
    stack_id text not null,
    sweeps integer not null,
    first_seen timestamptz not null,
    last_seen timestamptz not null,
    reported_at timestamptz,
    primary key (target, type, id)
);
create index orphan_number on orphan (number) where reported_at is not null;
