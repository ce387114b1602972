-- database my_db: run as the superuser on the leader; harmless where it holds already
\set VERBOSITY terse
SET client_min_messages TO 'warning';
SET search_path TO pg_catalog;
SET lock_timeout TO '10s';
SELECT 'CREATE DATABASE "my_db" OWNER "app_user"' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'my_db')
\gexec
BEGIN;
ALTER DATABASE "my_db" OWNER TO "app_user";
GRANT CREATE ON DATABASE "my_db" TO "dbrole_admin";
REVOKE CREATE ON DATABASE "my_db" FROM PUBLIC;
COMMENT ON DATABASE "my_db" IS 'it''s # "my" db; 50%';
COMMIT;
