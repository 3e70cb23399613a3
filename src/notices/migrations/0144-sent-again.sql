-- A mail that an administrator sends again is young again.
grant update (made_at) on notices.mail to errand_app;
