-- A template, its newest release, and the lock under which releases of it are made.
create table template (
    name text primary key,
    latest text
);

-- Never updated: a release is immutable.
create table template_release (
    id text primary key, -- name@version
    template text not null references template (name),
    version text not null,
    owner text not null,
    digest text not null,
    syntax text not null,
    text text not null, -- as it was written
    document text not null, -- the same as a tree, JSON
    depends_on text not null, -- JSON: component to the components it needs
    changelog text not null,
    released_by text not null,
    released_at timestamptz not null,
    unique (template, version)
);
