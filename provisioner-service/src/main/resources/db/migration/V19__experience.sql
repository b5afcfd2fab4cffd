-- What earlier runs of a template took is read from the steps of those that ended well. Only an operation's end writes this
-- index.
create index provisioning_experience on provisioning (
    (cast(order_document as jsonb) #>> '{template,name}'), (cast(order_document as jsonb) #>> '{operation,kind}'), finished_at
) where state in ('READY', 'DELETED');
