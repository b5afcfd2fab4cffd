-- What request-service executes to accept one stack request without Idempotency-Key, in its order. The benchmark refuses
-- to run where PostgreSQL counts other statements for request-service than for this file.

-- The newest release of the template; the release itself is cached. Aliases count when PostgreSQL compares statements.
select tr1_0.name, tr1_0.latest from template tr1_0 where tr1_0.name = :template;

begin;

insert into stack (
    components, deleted_at, environment, failure, generation, labels, name, namespace, operation_id, operation_kind,
    operation_number, operation_state, outputs, parameters, provisioning, requested_at, requested_by, target_generation,
    target_version, team, template, upgrade, version, id)
values (
    :components, :null, :environment, :null, :one, :labels, :name, :namespace, :operation, :operationKind,
    :one, :operationState, :outputs, :parameters, :none, :time, :requestedBy, :one,
    :version, :team, :template, :none, :version, :stack);

insert into timeline_entry (stack_id, position, event_id, source, type, time, data)
select cast(:stack as uuid), coalesce(max(position), 0) + 1, cast(:eventText as text), cast(:source as text),
    cast(:type as text), cast(:time as timestamptz), cast(:dataText as text)
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
       cast(:data as bytea), nullif(:trace, '')
from told, numbered;

commit;
