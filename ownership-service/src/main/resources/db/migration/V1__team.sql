create table team (
    name          text primary key,
    title         text        not null,
    email         text,
    chat          text,
    revision      bigint      not null,
    registered_by text        not null,
    registered_at timestamptz not null
);
