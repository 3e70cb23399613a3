-- Cases about a register (a request for its data, a complaint about its quality) are found among those of an agency's whole year. Few
-- cases name a register: the index costs the others nothing.
create index case_about_register on casework.case (agency, pack, opened_at desc, id desc) where (facts ->> 'register') is not null;
