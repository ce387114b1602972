-- contents postgres: run as the superuser on the leader; harmless where it holds already
\set VERBOSITY terse
\connect "postgres"
SET client_min_messages TO 'warning';
SET search_path TO pg_catalog;
SET lock_timeout TO '10s';
BEGIN;
ALTER DEFAULT PRIVILEGES FOR ROLE "postgres" GRANT USAGE ON SCHEMAS TO "dbrole_readonly";
ALTER DEFAULT PRIVILEGES FOR ROLE "postgres" GRANT SELECT ON TABLES TO "dbrole_readonly";
ALTER DEFAULT PRIVILEGES FOR ROLE "postgres" GRANT SELECT ON SEQUENCES TO "dbrole_readonly";
ALTER DEFAULT PRIVILEGES FOR ROLE "postgres" GRANT EXECUTE ON FUNCTIONS TO "dbrole_readonly";
ALTER DEFAULT PRIVILEGES FOR ROLE "postgres" GRANT USAGE ON SCHEMAS TO "dbrole_offline";
ALTER DEFAULT PRIVILEGES FOR ROLE "postgres" GRANT SELECT ON TABLES TO "dbrole_offline";
ALTER DEFAULT PRIVILEGES FOR ROLE "postgres" GRANT SELECT ON SEQUENCES TO "dbrole_offline";
ALTER DEFAULT PRIVILEGES FOR ROLE "postgres" GRANT EXECUTE ON FUNCTIONS TO "dbrole_offline";
ALTER DEFAULT PRIVILEGES FOR ROLE "postgres" GRANT INSERT ON TABLES TO "dbrole_readwrite";
ALTER DEFAULT PRIVILEGES FOR ROLE "postgres" GRANT UPDATE ON TABLES TO "dbrole_readwrite";
ALTER DEFAULT PRIVILEGES FOR ROLE "postgres" GRANT DELETE ON TABLES TO "dbrole_readwrite";
ALTER DEFAULT PRIVILEGES FOR ROLE "postgres" GRANT USAGE ON SEQUENCES TO "dbrole_readwrite";
ALTER DEFAULT PRIVILEGES FOR ROLE "postgres" GRANT UPDATE ON SEQUENCES TO "dbrole_readwrite";
ALTER DEFAULT PRIVILEGES FOR ROLE "postgres" GRANT TRUNCATE ON TABLES TO "dbrole_admin";
ALTER DEFAULT PRIVILEGES FOR ROLE "postgres" GRANT REFERENCES ON TABLES TO "dbrole_admin";
ALTER DEFAULT PRIVILEGES FOR ROLE "postgres" GRANT TRIGGER ON TABLES TO "dbrole_admin";
ALTER DEFAULT PRIVILEGES FOR ROLE "postgres" GRANT CREATE ON SCHEMAS TO "dbrole_admin";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbuser_dba" GRANT USAGE ON SCHEMAS TO "dbrole_readonly";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbuser_dba" GRANT SELECT ON TABLES TO "dbrole_readonly";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbuser_dba" GRANT SELECT ON SEQUENCES TO "dbrole_readonly";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbuser_dba" GRANT EXECUTE ON FUNCTIONS TO "dbrole_readonly";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbuser_dba" GRANT USAGE ON SCHEMAS TO "dbrole_offline";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbuser_dba" GRANT SELECT ON TABLES TO "dbrole_offline";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbuser_dba" GRANT SELECT ON SEQUENCES TO "dbrole_offline";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbuser_dba" GRANT EXECUTE ON FUNCTIONS TO "dbrole_offline";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbuser_dba" GRANT INSERT ON TABLES TO "dbrole_readwrite";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbuser_dba" GRANT UPDATE ON TABLES TO "dbrole_readwrite";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbuser_dba" GRANT DELETE ON TABLES TO "dbrole_readwrite";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbuser_dba" GRANT USAGE ON SEQUENCES TO "dbrole_readwrite";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbuser_dba" GRANT UPDATE ON SEQUENCES TO "dbrole_readwrite";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbuser_dba" GRANT TRUNCATE ON TABLES TO "dbrole_admin";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbuser_dba" GRANT REFERENCES ON TABLES TO "dbrole_admin";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbuser_dba" GRANT TRIGGER ON TABLES TO "dbrole_admin";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbuser_dba" GRANT CREATE ON SCHEMAS TO "dbrole_admin";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbrole_admin" GRANT USAGE ON SCHEMAS TO "dbrole_readonly";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbrole_admin" GRANT SELECT ON TABLES TO "dbrole_readonly";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbrole_admin" GRANT SELECT ON SEQUENCES TO "dbrole_readonly";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbrole_admin" GRANT EXECUTE ON FUNCTIONS TO "dbrole_readonly";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbrole_admin" GRANT USAGE ON SCHEMAS TO "dbrole_offline";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbrole_admin" GRANT SELECT ON TABLES TO "dbrole_offline";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbrole_admin" GRANT SELECT ON SEQUENCES TO "dbrole_offline";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbrole_admin" GRANT EXECUTE ON FUNCTIONS TO "dbrole_offline";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbrole_admin" GRANT INSERT ON TABLES TO "dbrole_readwrite";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbrole_admin" GRANT UPDATE ON TABLES TO "dbrole_readwrite";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbrole_admin" GRANT DELETE ON TABLES TO "dbrole_readwrite";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbrole_admin" GRANT USAGE ON SEQUENCES TO "dbrole_readwrite";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbrole_admin" GRANT UPDATE ON SEQUENCES TO "dbrole_readwrite";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbrole_admin" GRANT TRUNCATE ON TABLES TO "dbrole_admin";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbrole_admin" GRANT REFERENCES ON TABLES TO "dbrole_admin";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbrole_admin" GRANT TRIGGER ON TABLES TO "dbrole_admin";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbrole_admin" GRANT CREATE ON SCHEMAS TO "dbrole_admin";
SELECT 'REVOKE CREATE ON SCHEMA public FROM PUBLIC' WHERE NOT (to_regnamespace('public') IS NULL OR NOT EXISTS (SELECT FROM pg_namespace n, aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a WHERE n.nspname = 'public' AND a.grantee = 0::oid AND a.privilege_type = 'CREATE'))
\gexec
SELECT 'GRANT CREATE ON SCHEMA public TO "dbrole_admin"' WHERE NOT (to_regnamespace('public') IS NULL OR EXISTS (SELECT FROM pg_namespace n, aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a WHERE n.nspname = 'public' AND a.grantee = to_regrole('"dbrole_admin"')::oid AND a.privilege_type = 'CREATE'))
\gexec
SELECT 'CREATE SCHEMA "monitor"' WHERE NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'monitor')
\gexec
SELECT 'CREATE EXTENSION IF NOT EXISTS "pg_stat_statements" WITH SCHEMA "monitor" CASCADE' WHERE NOT (EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_stat_statements') OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_stat_statements'))
\gexec
SELECT 'ALTER EXTENSION "pg_stat_statements" SET SCHEMA "monitor"' WHERE EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_stat_statements' AND extrelocatable AND extnamespace <> to_regnamespace('"monitor"'))
\gexec
SELECT 'CREATE EXTENSION IF NOT EXISTS "pgstattuple" WITH SCHEMA "monitor" CASCADE' WHERE NOT (EXISTS (SELECT FROM pg_extension WHERE extname = 'pgstattuple') OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pgstattuple'))
\gexec
SELECT 'ALTER EXTENSION "pgstattuple" SET SCHEMA "monitor"' WHERE EXISTS (SELECT FROM pg_extension WHERE extname = 'pgstattuple' AND extrelocatable AND extnamespace <> to_regnamespace('"monitor"'))
\gexec
SELECT 'CREATE EXTENSION IF NOT EXISTS "pg_buffercache" WITH SCHEMA "monitor" CASCADE' WHERE NOT (EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_buffercache') OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_buffercache'))
\gexec
SELECT 'ALTER EXTENSION "pg_buffercache" SET SCHEMA "monitor"' WHERE EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_buffercache' AND extrelocatable AND extnamespace <> to_regnamespace('"monitor"'))
\gexec
SELECT 'CREATE EXTENSION IF NOT EXISTS "pageinspect" WITH SCHEMA "monitor" CASCADE' WHERE NOT (EXISTS (SELECT FROM pg_extension WHERE extname = 'pageinspect') OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pageinspect'))
\gexec
SELECT 'ALTER EXTENSION "pageinspect" SET SCHEMA "monitor"' WHERE EXISTS (SELECT FROM pg_extension WHERE extname = 'pageinspect' AND extrelocatable AND extnamespace <> to_regnamespace('"monitor"'))
\gexec
SELECT 'CREATE EXTENSION IF NOT EXISTS "pg_prewarm" WITH SCHEMA "monitor" CASCADE' WHERE NOT (EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_prewarm') OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_prewarm'))
\gexec
SELECT 'ALTER EXTENSION "pg_prewarm" SET SCHEMA "monitor"' WHERE EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_prewarm' AND extrelocatable AND extnamespace <> to_regnamespace('"monitor"'))
\gexec
SELECT 'CREATE EXTENSION IF NOT EXISTS "pg_visibility" WITH SCHEMA "monitor" CASCADE' WHERE NOT (EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_visibility') OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_visibility'))
\gexec
SELECT 'ALTER EXTENSION "pg_visibility" SET SCHEMA "monitor"' WHERE EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_visibility' AND extrelocatable AND extnamespace <> to_regnamespace('"monitor"'))
\gexec
SELECT 'CREATE EXTENSION IF NOT EXISTS "pg_freespacemap" WITH SCHEMA "monitor" CASCADE' WHERE NOT (EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_freespacemap') OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_freespacemap'))
\gexec
SELECT 'ALTER EXTENSION "pg_freespacemap" SET SCHEMA "monitor"' WHERE EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_freespacemap' AND extrelocatable AND extnamespace <> to_regnamespace('"monitor"'))
\gexec
SELECT 'CREATE EXTENSION IF NOT EXISTS "postgres_fdw" WITH SCHEMA "public" CASCADE' WHERE NOT (EXISTS (SELECT FROM pg_extension WHERE extname = 'postgres_fdw') OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'postgres_fdw'))
\gexec
SELECT 'ALTER EXTENSION "postgres_fdw" SET SCHEMA "public"' WHERE EXISTS (SELECT FROM pg_extension WHERE extname = 'postgres_fdw' AND extrelocatable AND extnamespace <> to_regnamespace('"public"'))
\gexec
SELECT 'CREATE EXTENSION IF NOT EXISTS "file_fdw" WITH SCHEMA "public" CASCADE' WHERE NOT (EXISTS (SELECT FROM pg_extension WHERE extname = 'file_fdw') OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'file_fdw'))
\gexec
SELECT 'ALTER EXTENSION "file_fdw" SET SCHEMA "public"' WHERE EXISTS (SELECT FROM pg_extension WHERE extname = 'file_fdw' AND extrelocatable AND extnamespace <> to_regnamespace('"public"'))
\gexec
SELECT 'CREATE EXTENSION IF NOT EXISTS "btree_gist" WITH SCHEMA "public" CASCADE' WHERE NOT (EXISTS (SELECT FROM pg_extension WHERE extname = 'btree_gist') OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'btree_gist'))
\gexec
SELECT 'ALTER EXTENSION "btree_gist" SET SCHEMA "public"' WHERE EXISTS (SELECT FROM pg_extension WHERE extname = 'btree_gist' AND extrelocatable AND extnamespace <> to_regnamespace('"public"'))
\gexec
SELECT 'CREATE EXTENSION IF NOT EXISTS "btree_gin" WITH SCHEMA "public" CASCADE' WHERE NOT (EXISTS (SELECT FROM pg_extension WHERE extname = 'btree_gin') OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'btree_gin'))
\gexec
SELECT 'ALTER EXTENSION "btree_gin" SET SCHEMA "public"' WHERE EXISTS (SELECT FROM pg_extension WHERE extname = 'btree_gin' AND extrelocatable AND extnamespace <> to_regnamespace('"public"'))
\gexec
SELECT 'CREATE EXTENSION IF NOT EXISTS "pg_trgm" WITH SCHEMA "public" CASCADE' WHERE NOT (EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm') OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_trgm'))
\gexec
SELECT 'ALTER EXTENSION "pg_trgm" SET SCHEMA "public"' WHERE EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm' AND extrelocatable AND extnamespace <> to_regnamespace('"public"'))
\gexec
SELECT 'CREATE EXTENSION IF NOT EXISTS "intagg" WITH SCHEMA "public" CASCADE' WHERE NOT (EXISTS (SELECT FROM pg_extension WHERE extname = 'intagg') OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'intagg'))
\gexec
SELECT 'ALTER EXTENSION "intagg" SET SCHEMA "public"' WHERE EXISTS (SELECT FROM pg_extension WHERE extname = 'intagg' AND extrelocatable AND extnamespace <> to_regnamespace('"public"'))
\gexec
SELECT 'CREATE EXTENSION IF NOT EXISTS "intarray" WITH SCHEMA "public" CASCADE' WHERE NOT (EXISTS (SELECT FROM pg_extension WHERE extname = 'intarray') OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'intarray'))
\gexec
SELECT 'ALTER EXTENSION "intarray" SET SCHEMA "public"' WHERE EXISTS (SELECT FROM pg_extension WHERE extname = 'intarray' AND extrelocatable AND extnamespace <> to_regnamespace('"public"'))
\gexec
SET LOCAL search_path TO public;
SELECT 'CREATE EXTENSION IF NOT EXISTS "pg_repack" CASCADE' WHERE NOT (EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_repack') OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_repack'))
\gexec
SET LOCAL search_path TO pg_catalog;
GRANT EXECUTE ON FUNCTION pg_ls_dir(text, boolean, boolean) TO "replicator";
GRANT EXECUTE ON FUNCTION pg_stat_file(text, boolean) TO "replicator";
GRANT EXECUTE ON FUNCTION pg_read_binary_file(text) TO "replicator";
GRANT EXECUTE ON FUNCTION pg_read_binary_file(text, bigint, bigint, boolean) TO "replicator";
COMMIT;
