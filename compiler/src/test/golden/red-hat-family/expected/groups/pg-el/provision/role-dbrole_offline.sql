-- role dbrole_offline: run as the superuser on the leader; harmless where it holds already
\set VERBOSITY terse
SET client_min_messages TO 'warning';
SET search_path TO pg_catalog;
SET lock_timeout TO '10s';
BEGIN;
SELECT 'CREATE ROLE "dbrole_offline" NOLOGIN' WHERE NOT EXISTS (SELECT FROM pg_authid WHERE rolname = 'dbrole_offline')
\gexec
ALTER ROLE "dbrole_offline" NOLOGIN;
COMMENT ON ROLE "dbrole_offline" IS 'reads on offline instances only';
COMMIT;
