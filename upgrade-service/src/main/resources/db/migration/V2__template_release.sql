-- A read model of request.template.v1: releases are immutable, the whole fact is kept as it was told.
create table template_release (
    name        text        not null,
    version     text        not null,
    owner       text        not null,
    digest      text        not null,
    fact        text        not null,
    released_at timestamptz not null,
    primary key (name, version)
);
