create table note (
    id   uuid primary key,
    text text not null
);

-- What handlers have applied, in the order in which they did it.
create table applied (
    position    bigint generated always as identity primary key,
    topic       text   not null,
    aggregate   text   not null,
    sequence    bigint not null,
    event_id    text   not null,
    text        text,
    traceparent text
);
