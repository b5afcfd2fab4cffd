-- A stack is gone once any operation of its has ended in StackDeleted; a stack does not come back. What is known of it
-- stays: findings, incidents and upgrades go on naming it.
alter table stack_operation add column deleted_at timestamptz;

create view live_stack as
select stack.*
from stack
where not exists (select from stack_operation where stack_id = stack.id and deleted_at is not null);

create or replace view current_release as
select distinct on (stack_id) stack_id, number as operation, template, version
from stack_operation as provisioned
where provisioned_at is not null and version is not null
  and not exists (
      select from stack_operation as deletion
      where deletion.stack_id = provisioned.stack_id and deletion.deleted_at is not null)
order by stack_id, number desc;
