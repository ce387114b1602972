-- database meta: run as the superuser on the leader; harmless where it holds already
\set VERBOSITY terse
SET client_min_messages TO 'warning';
SET search_path TO pg_catalog;
SET lock_timeout TO '10s';
SELECT 'CREATE DATABASE "meta" OWNER "dbuser_meta"' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'meta')
\gexec
BEGIN;
ALTER DATABASE "meta" OWNER TO "dbuser_meta";
GRANT CREATE ON DATABASE "meta" TO "dbrole_admin";
REVOKE CREATE ON DATABASE "meta" FROM PUBLIC;
COMMENT ON DATABASE "meta" IS 'notes about the platform';
COMMIT;
