-- Whoever did not change the password themselves is to hear of it.
insert into notices.kind values ('password', 'officer', 'yes'), ('own-password', 'party', 'yes');
