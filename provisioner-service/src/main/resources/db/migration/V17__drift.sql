-- When each standing component is looked at next. A claim moves next_at ahead, and its number tells it from earlier ones.
create table drift_watch (
    stack_id text not null,
    component text not null,
    target text not null,
    operation_number integer not null,
    next_at timestamptz not null,
    claim integer not null default 0,
    failures integer not null default 0,
    primary key (stack_id, component)
);
create index drift_watch_due on drift_watch (target, next_at);

-- Per target: up to when its allowance of observations is spent, and when its inventory is looked at next.
create table drift_target (
    target text primary key,
    spent_until timestamptz not null,
    sweep_at timestamptz not null
);

-- Open drift: components that were last seen to be other than they were made.
create table drift (
    stack_id text not null,
    component text not null,
    team text not null,
    kind text not null,
    target text not null,
    policy text not null,
    degrades boolean not null,
    state text not null,
    differences text not null,
    detected_at timestamptz not null,
    primary key (stack_id, component)
);
create index drift_team on drift (team, stack_id, component);

-- What was told of a stack's drift as a whole; a row only while there is any.
create table drift_told (
    stack_id text primary key,
    degraded text not null,
    degraded_since timestamptz,
    asked text not null,
    asks integer not null,
    ask_at timestamptz
);
