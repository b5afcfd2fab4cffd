-- How often a secret was renewed on request. It only rises: a password that was replaced never comes back.
alter table secret add column rotation integer not null default 0;
