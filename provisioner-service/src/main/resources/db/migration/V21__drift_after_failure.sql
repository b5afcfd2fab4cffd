-- After an operation that failed its stack is looked at within seconds: found by when it ended, however many there were.
create index provisioning_failed on provisioning (finished_at) where state = 'FAILED';
