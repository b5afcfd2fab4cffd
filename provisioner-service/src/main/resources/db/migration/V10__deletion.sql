-- What a component was made with, and what it depends on (null in rows from before: on all that come before it), so that
-- it can be removed when the order and the release that made it are no longer the stack's.
alter table component add column inputs text not null default '{}';
alter table component add column depends_on text;

-- The secrets of a stack are removed with it.
create index secret_stack on secret (stack_id);
