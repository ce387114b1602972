-- role postgres: run as the superuser on the leader; harmless where it holds already
\set VERBOSITY terse
SET client_min_messages TO 'warning';
SET search_path TO pg_catalog;
SET lock_timeout TO '10s';
BEGIN;
SELECT 'CREATE ROLE "postgres" LOGIN' WHERE NOT EXISTS (SELECT FROM pg_authid WHERE rolname = 'postgres')
\gexec
ALTER ROLE "postgres" SUPERUSER;
COMMENT ON ROLE "postgres" IS 'the system superuser';
COMMIT;
