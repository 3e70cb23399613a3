-- An agency's key is made once: nothing that serves requests may write another in its place, and so lose what lies under the first.
revoke update on keyring.agency_key from errand_app;
