-- That a stack was seen not to be whole, which holds across its operations; null: it was not.
alter table stack add column degradation text; -- JSON
