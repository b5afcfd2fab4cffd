-- What request-service executes to accept one stack request without Idempotency-Key, in its order. The benchmark refuses
-- to run where PostgreSQL counts other statements for request-service than for this file.

-- The newest release of the template; the release itself is cached.
select latest from template where name = :template;

begin;

insert into stack (
    id, name, team, environment, namespace, labels, template, version, generation, parameters, operation_id,
    operation_number, operation_kind, operation_state, target_version, target_generation, provisioning,
    upgrade, failure, components, outputs, requested_by, requested_at, deleted_at)
values (
    :stack, :name, :team, :environment, :namespace, :labels, :template, :version, :one, :parameters, :operation,
    :one, :operationKind, :operationState, :version, :one, :none, :none, :null, :components, :outputs, :requestedBy,
    :time, :null);

insert into timeline_entry (stack_id, position, event_id, source, type, time, data)
select cast(:stack as uuid), coalesce(max(position), 0) + 1, :eventText, :source, :type,
    cast(:time as timestamptz), :dataText
from timeline_entry where stack_id = :stack;

with told as (
    insert into outbox_told (event_id) values (:event)
    on conflict (event_id) do nothing
    returning event_id
), numbered as (
    insert into outbox_sequence as s (topic, aggregate, last)
    select :topic, :stackText, 1 from told
    on conflict (topic, aggregate) do update set last = s.last + 1
    returning last
)
insert into outbox (kind, shard, destination, type, aggregate, event_id, sequence, data, traceparent)
select 'event', cast(:shard as smallint), :topic, :type, :stackText, told.event_id, numbered.last,
       cast(:data as bytea), :trace
from told, numbered;

commit;
