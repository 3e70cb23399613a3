-- Tables whose rows come with the schema say so: a database that holds nothing else is empty.
comment on table casework.alerted is 'rows come with the schema';
comment on table casework.sweep is 'rows come with the schema';
