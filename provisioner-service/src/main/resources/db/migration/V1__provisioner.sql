-- Read model of request.template.v1. The id is name@version; the document is the release's executable part as JSON.
create table template_release (
    id text primary key,
    digest text not null,
    document text not null
);

-- Where components can be made. Holds no credential.
create table target (
    name text primary key,
    kind text not null,
    address text not null,
    environments text not null,
    registered_by text not null,
    registered_at timestamptz not null
);

-- One operation on a stack. Its order is the data of StackRequested; state says how far it is.
create table provisioning (
    operation_id text primary key,
    stack_id text not null,
    number integer not null,
    team text not null,
    order_document text not null,
    attempt integer not null,
    state text not null,
    outputs text not null,
    failed_component text,
    reason text,
    remedy text,
    accepted_at timestamptz not null,
    progressed_at timestamptz not null,
    checked_at timestamptz not null,
    finished_at timestamptz,
    unique (stack_id, number)
);
create index provisioning_unfinished on provisioning (checked_at) where finished_at is null;

-- A stack's components as the latest operation left them.
create table component (
    stack_id text not null,
    name text not null,
    operation_id text not null references provisioning (operation_id),
    position integer not null,
    kind text not null,
    owner text not null,
    target text not null,
    state text not null,
    outputs text not null,
    resources text not null,
    provenance text not null,
    changed_at timestamptz not null,
    primary key (stack_id, name)
);

-- A step whose effect and facts are there. Activities run at least once; a step counts once.
create table step (
    operation_id text not null references provisioning (operation_id),
    attempt integer not null,
    step text not null,
    done_at timestamptz not null,
    primary key (operation_id, attempt, step)
);

-- Credentials, sealed before anything uses them.
create table secret (
    reference text primary key,
    stack_id text not null,
    team text not null,
    component text not null,
    username text not null,
    key_id text not null,
    box text not null
);
create index secret_key on secret (key_id);

-- Who read which secret, for ever.
create table secret_reading (
    id bigint generated always as identity primary key,
    reference text not null,
    stack_id text not null,
    read_by text not null,
    read_at timestamptz not null
);
create index secret_reading_stack on secret_reading (stack_id);
