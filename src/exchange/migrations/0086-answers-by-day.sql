-- What was answered since a moment is added up for both sides' views.
create index answer_at on exchange.answer using brin (at) with (pages_per_range = 16, autosummarize = on);
create index answer_refused on exchange.answer (at desc, id desc) where state = 'refused';
