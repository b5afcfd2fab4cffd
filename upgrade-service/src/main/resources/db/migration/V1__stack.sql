-- A read model of request.stack.v1 and provisioner.stack.v1. The two topics know no order between them, so each fact has
-- columns of its own, and what follows from both is the view's business.
create table stack (
    id          uuid primary key,
    team        text not null,
    name        text not null,
    environment text not null,
    namespace   text not null
);

create table stack_operation (
    stack_id       uuid    not null,
    number         integer not null,
    template       text,
    version        text,
    provisioned_at timestamptz,
    primary key (stack_id, number)
);

-- A version becomes current only when its operation has ended in StackProvisioned; the highest such operation counts.
create view current_release as
select distinct on (stack_id) stack_id, number as operation, template, version
from stack_operation
where provisioned_at is not null and version is not null
order by stack_id, number desc;
