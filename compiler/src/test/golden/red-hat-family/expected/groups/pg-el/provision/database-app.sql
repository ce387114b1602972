-- database app: run as the superuser on the leader; harmless where it holds already
\set VERBOSITY terse
SET client_min_messages TO 'warning';
SET search_path TO pg_catalog;
SET lock_timeout TO '10s';
SELECT 'CREATE DATABASE "app"' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'app')
\gexec
BEGIN;
GRANT CREATE ON DATABASE "app" TO "dbrole_admin";
REVOKE CREATE ON DATABASE "app" FROM PUBLIC;
COMMENT ON DATABASE "app" IS 'business database app';
COMMIT;
