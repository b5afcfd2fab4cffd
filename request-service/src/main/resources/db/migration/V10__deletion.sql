-- When the latest operation took the stack (null: when it was requested), and what its team decided about deletion (null:
-- the environment decides). Nothing is to be written of a new stack, so the insert that every request runs stays as it is.
alter table stack add column operation_since timestamptz;
alter table stack add column deletion_protection boolean;
