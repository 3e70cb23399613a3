-- Every time that a register was written out: by whom, which fields, for what.
create table registry.export (
  id uuid primary key,
  register text not null references registry.register,
  -- `operator`, or `officer:<id>`.
  actor text not null,
  fields text[] not null,
  purpose text not null,
  at timestamptz not null
);
create index export_register on registry.export (register, at desc);
grant select, insert on registry.export to errand_app;
