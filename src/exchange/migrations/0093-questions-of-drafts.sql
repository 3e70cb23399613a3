-- What was asked while an application was filled in.
create index request_draft on exchange.request (draft) where draft is not null;
