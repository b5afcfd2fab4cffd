-- What an attempt at an operation planned when it began: each component's resources, and what was to become of each. Holds
-- no values.
create table operation_plan (
    operation_id text not null references provisioning (operation_id),
    attempt integer not null,
    components text not null,
    planned_at timestamptz not null,
    primary key (operation_id, attempt)
);
