-- database test: run as the superuser on the leader; harmless where it holds already
\set VERBOSITY terse
SET client_min_messages TO 'warning';
SET search_path TO pg_catalog;
SET lock_timeout TO '10s';
SELECT 'CREATE DATABASE "test" OWNER "test"' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'test')
\gexec
BEGIN;
ALTER DATABASE "test" OWNER TO "test";
GRANT CREATE ON DATABASE "test" TO "dbrole_admin";
REVOKE CREATE ON DATABASE "test" FROM PUBLIC;
COMMENT ON DATABASE "test" IS 'try things out here';
COMMIT;
