-- A stack, what is wanted of it, and its latest operation. Who changes a row holds its lock.
create table stack (
    id uuid primary key,
    name text not null,
    team text not null,
    environment text not null,
    namespace text not null,
    labels text not null, -- JSON
    template text not null,
    version text not null,
    generation integer not null,
    parameters text not null, -- JSON, as the team set them
    operation_id uuid not null,
    operation_number integer not null,
    operation_kind text not null,
    operation_state text not null,
    target_version text not null,
    target_generation integer not null,
    provisioning text not null, -- the last provisioning fact of the operation
    upgrade text not null, -- the last upgrade fact of the operation
    failure text, -- JSON
    components text not null, -- JSON
    outputs text not null, -- JSON
    requested_by text not null,
    requested_at timestamptz not null,
    deleted_at timestamptz
);

-- Names come free when the stack is gone.
create unique index stack_name_taken on stack (team, name) where deleted_at is null;
create unique index stack_namespace_taken on stack (namespace) where deleted_at is null;
create index stack_newest on stack (requested_at desc, id desc);
create index stack_newest_of_team on stack (team, requested_at desc, id desc);

-- The first answers to requests with an Idempotency-Key.
create table idempotency_key (
    subject text not null,
    key text not null,
    fingerprint text not null,
    answer text not null, -- JSON: the stack as it was answered
    claimed_at timestamptz not null,
    primary key (subject, key)
);
create index idempotency_key_claimed_at on idempotency_key (claimed_at);
