-- Who may order stacks by events, and with which key.
create table producer (
    name text primary key,
    key text not null, -- JWK, public
    teams text not null, -- JSON array
    registered_by text not null,
    registered_at timestamptz not null
);

-- Orders that were accepted: an id counts once per producer.
create table intake_receipt (
    producer text not null references producer (name),
    event_id text not null,
    -- The receipt is written before its stack: whoever writes it first takes the order.
    stack_id uuid not null references stack (id) deferrable initially deferred,
    received_at timestamptz not null,
    primary key (producer, event_id)
);
