-- A definition as it was written: the order of its fields is the order in which people read them.
alter table registry.register alter column definition type json;
