-- What a change wants (null: the parameters that the stack has), who asked for the end of the latest operation, and whether
-- the stack was ever ready (null: no). Nothing of it is to be written of a new stack.
alter table stack add column target_parameters text; -- JSON
alter table stack add column cancel_requested_by text;
alter table stack add column cancel_requested_at timestamptz;
alter table stack add column ever_ready boolean;

update stack set ever_ready = true
where exists (
    select from timeline_entry
    where stack_id = stack.id and type = 'dev.gatehouse.provisioner.StackProvisioned.v1');
