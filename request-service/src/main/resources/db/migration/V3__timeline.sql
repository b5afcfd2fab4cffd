-- What happened to each stack. Positions rise by one per stack, without gaps: they are given under the stack's row lock.
create table timeline_entry (
    stack_id uuid not null references stack (id),
    position bigint not null,
    event_id text not null,
    source text not null,
    type text not null,
    time timestamptz not null,
    data text not null, -- JSON
    primary key (stack_id, position)
);
