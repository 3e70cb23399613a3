-- Parties have an inbox at the portal: they are told whether mail was asked for or not. Who a case's parties are is read from the case,
-- which opens for the server alone; readers need not be found by their cases any more.
alter table notices.reader drop column blind;
