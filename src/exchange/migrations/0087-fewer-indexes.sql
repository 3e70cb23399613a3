-- What was answered is added up by day (0086): nothing looks answers up by register or by what allowed them.
drop index exchange.answer_allowed, exchange.answer_register;
