-- role dbrole_readonly: run as the superuser on the leader; harmless where it holds already
\set VERBOSITY terse
SET client_min_messages TO 'warning';
SET search_path TO pg_catalog;
SET lock_timeout TO '10s';
BEGIN;
SELECT 'CREATE ROLE "dbrole_readonly" NOLOGIN' WHERE NOT EXISTS (SELECT FROM pg_authid WHERE rolname = 'dbrole_readonly')
\gexec
ALTER ROLE "dbrole_readonly" NOLOGIN;
COMMENT ON ROLE "dbrole_readonly" IS 'reads everything';
COMMIT;
