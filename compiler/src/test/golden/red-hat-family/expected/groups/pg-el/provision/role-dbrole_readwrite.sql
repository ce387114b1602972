-- role dbrole_readwrite: run as the superuser on the leader; harmless where it holds already
\set VERBOSITY terse
SET client_min_messages TO 'warning';
SET search_path TO pg_catalog;
SET lock_timeout TO '10s';
BEGIN;
SELECT 'CREATE ROLE "dbrole_readwrite" NOLOGIN' WHERE NOT EXISTS (SELECT FROM pg_authid WHERE rolname = 'dbrole_readwrite')
\gexec
ALTER ROLE "dbrole_readwrite" NOLOGIN;
COMMENT ON ROLE "dbrole_readwrite" IS 'reads and writes everything';
COMMIT;
