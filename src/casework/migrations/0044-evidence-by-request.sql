-- Which case used an answer: what a correction has to be told to. Requests' ids grow with time, so that the index grows at its end.
create index evidence_request on casework.evidence (request) where request is not null;
