-- Who was told that a value they had got was corrected: an agency, and the case that used it. What the fields held stays in the register.
create table registry.told (
  register text not null references registry.register,
  record bytea not null,
  version int not null,
  agency text not null,
  -- The case in which it was asked; the nil id where there was none.
  case_id uuid not null,
  fields text[] not null,
  -- When the value that was wrong had been given last.
  given_at timestamptz not null,
  at timestamptz not null,
  primary key (register, record, version, agency, case_id)
);
create index told_case on registry.told (case_id);
create index told_agency on registry.told (agency, at desc);
grant select, insert on registry.told to errand_app;
