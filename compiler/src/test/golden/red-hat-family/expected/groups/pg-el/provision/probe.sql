-- prints the id of each item that is not as wanted; reads only
\set VERBOSITY terse
-- verifiers of passwords stay out of the server's log and statistics
SET log_statement TO 'none';
SET log_duration TO off;
SET log_min_duration_statement TO -1;
SET log_min_duration_sample TO -1;
SET log_transaction_sample_rate TO 0;
SET log_min_error_statement TO 'panic';
SET pg_stat_statements.track TO 'none';
SET pg_stat_statements.track_utility TO off;
SET auto_explain.log_min_duration TO -1;
SET pgaudit.log TO 'none';
SET search_path TO pg_catalog;
SET jit TO off;

SELECT 'role dbrole_readonly' WHERE (EXISTS (SELECT FROM pg_authid WHERE rolname = 'dbrole_readonly')
  AND EXISTS (SELECT FROM pg_authid WHERE rolname = 'dbrole_readonly' AND NOT rolcanlogin)
  AND EXISTS (SELECT FROM pg_authid WHERE rolname = 'dbrole_readonly' AND coalesce(shobj_description(oid, 'pg_authid'), '') = 'reads everything')) IS NOT TRUE;

SELECT 'role dbrole_offline' WHERE (EXISTS (SELECT FROM pg_authid WHERE rolname = 'dbrole_offline')
  AND EXISTS (SELECT FROM pg_authid WHERE rolname = 'dbrole_offline' AND NOT rolcanlogin)
  AND EXISTS (SELECT FROM pg_authid WHERE rolname = 'dbrole_offline' AND coalesce(shobj_description(oid, 'pg_authid'), '') = 'reads on offline instances only')) IS NOT TRUE;

SELECT 'role dbrole_readwrite' WHERE (EXISTS (SELECT FROM pg_authid WHERE rolname = 'dbrole_readwrite')
  AND EXISTS (SELECT FROM pg_authid WHERE rolname = 'dbrole_readwrite' AND NOT rolcanlogin)
  AND EXISTS (SELECT FROM pg_authid WHERE rolname = 'dbrole_readwrite' AND coalesce(shobj_description(oid, 'pg_authid'), '') = 'reads and writes everything')) IS NOT TRUE;

SELECT 'role dbrole_admin' WHERE (EXISTS (SELECT FROM pg_authid WHERE rolname = 'dbrole_admin')
  AND EXISTS (SELECT FROM pg_authid WHERE rolname = 'dbrole_admin' AND NOT rolcanlogin)
  AND EXISTS (SELECT FROM pg_authid WHERE rolname = 'dbrole_admin' AND coalesce(shobj_description(oid, 'pg_authid'), '') = 'makes tables and the like')) IS NOT TRUE;

SELECT 'role postgres' WHERE (EXISTS (SELECT FROM pg_authid WHERE rolname = 'postgres')
  AND EXISTS (SELECT FROM pg_authid WHERE rolname = 'postgres' AND rolsuper)
  AND EXISTS (SELECT FROM pg_authid WHERE rolname = 'postgres' AND coalesce(shobj_description(oid, 'pg_authid'), '') = 'the system superuser')) IS NOT TRUE;

SELECT 'role replicator' WHERE (EXISTS (SELECT FROM pg_authid WHERE rolname = 'replicator')
  AND EXISTS (SELECT FROM pg_authid WHERE rolname = 'replicator' AND rolreplication)
  AND EXISTS (SELECT FROM pg_authid WHERE rolname = 'replicator' AND rolpassword = {secret:pg_replication_password@d8irff15|scram-sql})
  AND EXISTS (SELECT FROM pg_authid WHERE rolname = 'replicator' AND coalesce(shobj_description(oid, 'pg_authid'), '') = 'replicates')) IS NOT TRUE;

SELECT 'role dbuser_dba' WHERE (EXISTS (SELECT FROM pg_authid WHERE rolname = 'dbuser_dba')
  AND EXISTS (SELECT FROM pg_authid WHERE rolname = 'dbuser_dba' AND rolsuper)
  AND EXISTS (SELECT FROM pg_authid WHERE rolname = 'dbuser_dba' AND rolpassword = {secret:pg_admin_password@1q5y84yl|scram-sql})
  AND EXISTS (SELECT FROM pg_authid WHERE rolname = 'dbuser_dba' AND coalesce(shobj_description(oid, 'pg_authid'), '') = 'administers')) IS NOT TRUE;

SELECT 'role dbuser_monitor' WHERE (EXISTS (SELECT FROM pg_authid WHERE rolname = 'dbuser_monitor')
  AND EXISTS (SELECT FROM pg_authid WHERE rolname = 'dbuser_monitor' AND rolpassword = {secret:pg_monitor_password@vjdy8sw5|scram-sql})
  AND EXISTS (SELECT FROM pg_authid WHERE rolname = 'dbuser_monitor' AND coalesce(shobj_description(oid, 'pg_authid'), '') = 'watches')
  AND EXISTS (SELECT FROM pg_db_role_setting, unnest(setconfig) AS one WHERE setdatabase = 0 AND setrole = (SELECT oid FROM pg_authid WHERE rolname = 'dbuser_monitor') AND lower(split_part(one, '=', 1)) = 'log_min_duration_statement' AND substr(one, strpos(one, '=') + 1) = '1000')) IS NOT TRUE;

SELECT 'memberships dbrole_readwrite' WHERE (EXISTS (SELECT FROM pg_auth_members WHERE roleid = to_regrole('"dbrole_readonly"')::oid AND member = to_regrole('"dbrole_readwrite"')::oid)) IS NOT TRUE;

SELECT 'memberships dbrole_admin' WHERE (EXISTS (SELECT FROM pg_auth_members WHERE roleid = to_regrole('"pg_monitor"')::oid AND member = to_regrole('"dbrole_admin"')::oid)
  AND EXISTS (SELECT FROM pg_auth_members WHERE roleid = to_regrole('"dbrole_readwrite"')::oid AND member = to_regrole('"dbrole_admin"')::oid)) IS NOT TRUE;

SELECT 'memberships replicator' WHERE (EXISTS (SELECT FROM pg_auth_members WHERE roleid = to_regrole('"pg_monitor"')::oid AND member = to_regrole('"replicator"')::oid)
  AND EXISTS (SELECT FROM pg_auth_members WHERE roleid = to_regrole('"dbrole_readonly"')::oid AND member = to_regrole('"replicator"')::oid)) IS NOT TRUE;

SELECT 'memberships dbuser_dba' WHERE (EXISTS (SELECT FROM pg_auth_members WHERE roleid = to_regrole('"dbrole_admin"')::oid AND member = to_regrole('"dbuser_dba"')::oid)) IS NOT TRUE;

SELECT 'memberships dbuser_monitor' WHERE (EXISTS (SELECT FROM pg_auth_members WHERE roleid = to_regrole('"pg_monitor"')::oid AND member = to_regrole('"dbuser_monitor"')::oid)
  AND EXISTS (SELECT FROM pg_auth_members WHERE roleid = to_regrole('"dbrole_readonly"')::oid AND member = to_regrole('"dbuser_monitor"')::oid)) IS NOT TRUE;

SELECT 'database app' WHERE (EXISTS (SELECT FROM pg_database WHERE datname = 'app')
  AND EXISTS (SELECT FROM pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a WHERE d.datname = 'app' AND a.grantee = to_regrole('"dbrole_admin"')::oid AND a.privilege_type = 'CREATE')
  AND NOT EXISTS (SELECT FROM pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a WHERE d.datname = 'app' AND a.grantee = 0::oid AND a.privilege_type = 'CREATE')
  AND EXISTS (SELECT FROM pg_database WHERE datname = 'app' AND coalesce(shobj_description(oid, 'pg_database'), '') = 'business database app')) IS NOT TRUE;

SELECT count(*) = 0 AS missing, count(*) FILTER (WHERE datallowconn) = 1 AS reachable
  FROM pg_catalog.pg_database WHERE datname = 'template1'
\gset
\if :missing
\echo contents template1
\endif
\if :reachable
\connect "template1"
SET search_path TO pg_catalog;
SET jit TO off;
SELECT 'contents template1' WHERE (NOT EXISTS (
  SELECT FROM (VALUES ('postgres'), ('dbuser_dba'), ('dbrole_admin')) AS c (creator), (VALUES
      ('n', to_regrole('"dbrole_readonly"')::oid, 'USAGE', false, true),
      ('r', to_regrole('"dbrole_readonly"')::oid, 'SELECT', false, true),
      ('S', to_regrole('"dbrole_readonly"')::oid, 'SELECT', false, true),
      ('f', to_regrole('"dbrole_readonly"')::oid, 'EXECUTE', false, true),
      ('n', to_regrole('"dbrole_offline"')::oid, 'USAGE', false, true),
      ('r', to_regrole('"dbrole_offline"')::oid, 'SELECT', false, true),
      ('S', to_regrole('"dbrole_offline"')::oid, 'SELECT', false, true),
      ('f', to_regrole('"dbrole_offline"')::oid, 'EXECUTE', false, true),
      ('r', to_regrole('"dbrole_readwrite"')::oid, 'INSERT', false, true),
      ('r', to_regrole('"dbrole_readwrite"')::oid, 'UPDATE', false, true),
      ('r', to_regrole('"dbrole_readwrite"')::oid, 'DELETE', false, true),
      ('S', to_regrole('"dbrole_readwrite"')::oid, 'USAGE', false, true),
      ('S', to_regrole('"dbrole_readwrite"')::oid, 'UPDATE', false, true),
      ('r', to_regrole('"dbrole_admin"')::oid, 'TRUNCATE', false, true),
      ('r', to_regrole('"dbrole_admin"')::oid, 'REFERENCES', false, true),
      ('r', to_regrole('"dbrole_admin"')::oid, 'TRIGGER', false, true),
      ('n', to_regrole('"dbrole_admin"')::oid, 'CREATE', false, true)) AS w (kind, grantee, privilege, grantable, granted)
  WHERE w.granted <> EXISTS (
    SELECT FROM pg_authid o
      LEFT JOIN pg_default_acl d ON d.defaclrole = o.oid AND d.defaclnamespace = 0
        AND d.defaclobjtype = w.kind::"char"
      CROSS JOIN LATERAL aclexplode(coalesce(d.defaclacl,
        acldefault(CASE w.kind WHEN 'S' THEN 's' ELSE w.kind END::"char", o.oid))) a
    WHERE o.rolname = c.creator AND a.grantee = w.grantee AND a.privilege_type = w.privilege
      AND (a.is_grantable OR NOT w.grantable)))
  AND (to_regnamespace('public') IS NULL OR NOT EXISTS (SELECT FROM pg_namespace n, aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a WHERE n.nspname = 'public' AND a.grantee = 0::oid AND a.privilege_type = 'CREATE'))
  AND (to_regnamespace('public') IS NULL OR EXISTS (SELECT FROM pg_namespace n, aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a WHERE n.nspname = 'public' AND a.grantee = to_regrole('"dbrole_admin"')::oid AND a.privilege_type = 'CREATE'))
  AND EXISTS (SELECT FROM pg_namespace WHERE nspname = 'monitor')
  AND (EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_stat_statements' AND (NOT extrelocatable OR extnamespace = to_regnamespace('"monitor"'))) OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_stat_statements'))
  AND (EXISTS (SELECT FROM pg_extension WHERE extname = 'pgstattuple' AND (NOT extrelocatable OR extnamespace = to_regnamespace('"monitor"'))) OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pgstattuple'))
  AND (EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_buffercache' AND (NOT extrelocatable OR extnamespace = to_regnamespace('"monitor"'))) OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_buffercache'))
  AND (EXISTS (SELECT FROM pg_extension WHERE extname = 'pageinspect' AND (NOT extrelocatable OR extnamespace = to_regnamespace('"monitor"'))) OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pageinspect'))
  AND (EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_prewarm' AND (NOT extrelocatable OR extnamespace = to_regnamespace('"monitor"'))) OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_prewarm'))
  AND (EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_visibility' AND (NOT extrelocatable OR extnamespace = to_regnamespace('"monitor"'))) OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_visibility'))
  AND (EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_freespacemap' AND (NOT extrelocatable OR extnamespace = to_regnamespace('"monitor"'))) OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_freespacemap'))
  AND (EXISTS (SELECT FROM pg_extension WHERE extname = 'postgres_fdw' AND (NOT extrelocatable OR extnamespace = to_regnamespace('"public"'))) OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'postgres_fdw'))
  AND (EXISTS (SELECT FROM pg_extension WHERE extname = 'file_fdw' AND (NOT extrelocatable OR extnamespace = to_regnamespace('"public"'))) OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'file_fdw'))
  AND (EXISTS (SELECT FROM pg_extension WHERE extname = 'btree_gist' AND (NOT extrelocatable OR extnamespace = to_regnamespace('"public"'))) OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'btree_gist'))
  AND (EXISTS (SELECT FROM pg_extension WHERE extname = 'btree_gin' AND (NOT extrelocatable OR extnamespace = to_regnamespace('"public"'))) OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'btree_gin'))
  AND (EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm' AND (NOT extrelocatable OR extnamespace = to_regnamespace('"public"'))) OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_trgm'))
  AND (EXISTS (SELECT FROM pg_extension WHERE extname = 'intagg' AND (NOT extrelocatable OR extnamespace = to_regnamespace('"public"'))) OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'intagg'))
  AND (EXISTS (SELECT FROM pg_extension WHERE extname = 'intarray' AND (NOT extrelocatable OR extnamespace = to_regnamespace('"public"'))) OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'intarray'))
  AND (EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_repack') OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_repack'))) IS NOT TRUE;
\endif

SELECT count(*) = 0 AS missing, count(*) FILTER (WHERE datallowconn) = 1 AS reachable
  FROM pg_catalog.pg_database WHERE datname = 'postgres'
\gset
\if :missing
\echo contents postgres
\endif
\if :reachable
\connect "postgres"
SET search_path TO pg_catalog;
SET jit TO off;
SELECT 'contents postgres' WHERE (NOT EXISTS (
  SELECT FROM (VALUES ('postgres'), ('dbuser_dba'), ('dbrole_admin')) AS c (creator), (VALUES
      ('n', to_regrole('"dbrole_readonly"')::oid, 'USAGE', false, true),
      ('r', to_regrole('"dbrole_readonly"')::oid, 'SELECT', false, true),
      ('S', to_regrole('"dbrole_readonly"')::oid, 'SELECT', false, true),
      ('f', to_regrole('"dbrole_readonly"')::oid, 'EXECUTE', false, true),
      ('n', to_regrole('"dbrole_offline"')::oid, 'USAGE', false, true),
      ('r', to_regrole('"dbrole_offline"')::oid, 'SELECT', false, true),
      ('S', to_regrole('"dbrole_offline"')::oid, 'SELECT', false, true),
      ('f', to_regrole('"dbrole_offline"')::oid, 'EXECUTE', false, true),
      ('r', to_regrole('"dbrole_readwrite"')::oid, 'INSERT', false, true),
      ('r', to_regrole('"dbrole_readwrite"')::oid, 'UPDATE', false, true),
      ('r', to_regrole('"dbrole_readwrite"')::oid, 'DELETE', false, true),
      ('S', to_regrole('"dbrole_readwrite"')::oid, 'USAGE', false, true),
      ('S', to_regrole('"dbrole_readwrite"')::oid, 'UPDATE', false, true),
      ('r', to_regrole('"dbrole_admin"')::oid, 'TRUNCATE', false, true),
      ('r', to_regrole('"dbrole_admin"')::oid, 'REFERENCES', false, true),
      ('r', to_regrole('"dbrole_admin"')::oid, 'TRIGGER', false, true),
      ('n', to_regrole('"dbrole_admin"')::oid, 'CREATE', false, true)) AS w (kind, grantee, privilege, grantable, granted)
  WHERE w.granted <> EXISTS (
    SELECT FROM pg_authid o
      LEFT JOIN pg_default_acl d ON d.defaclrole = o.oid AND d.defaclnamespace = 0
        AND d.defaclobjtype = w.kind::"char"
      CROSS JOIN LATERAL aclexplode(coalesce(d.defaclacl,
        acldefault(CASE w.kind WHEN 'S' THEN 's' ELSE w.kind END::"char", o.oid))) a
    WHERE o.rolname = c.creator AND a.grantee = w.grantee AND a.privilege_type = w.privilege
      AND (a.is_grantable OR NOT w.grantable)))
  AND (to_regnamespace('public') IS NULL OR NOT EXISTS (SELECT FROM pg_namespace n, aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a WHERE n.nspname = 'public' AND a.grantee = 0::oid AND a.privilege_type = 'CREATE'))
  AND (to_regnamespace('public') IS NULL OR EXISTS (SELECT FROM pg_namespace n, aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a WHERE n.nspname = 'public' AND a.grantee = to_regrole('"dbrole_admin"')::oid AND a.privilege_type = 'CREATE'))
  AND EXISTS (SELECT FROM pg_namespace WHERE nspname = 'monitor')
  AND (EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_stat_statements' AND (NOT extrelocatable OR extnamespace = to_regnamespace('"monitor"'))) OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_stat_statements'))
  AND (EXISTS (SELECT FROM pg_extension WHERE extname = 'pgstattuple' AND (NOT extrelocatable OR extnamespace = to_regnamespace('"monitor"'))) OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pgstattuple'))
  AND (EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_buffercache' AND (NOT extrelocatable OR extnamespace = to_regnamespace('"monitor"'))) OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_buffercache'))
  AND (EXISTS (SELECT FROM pg_extension WHERE extname = 'pageinspect' AND (NOT extrelocatable OR extnamespace = to_regnamespace('"monitor"'))) OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pageinspect'))
  AND (EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_prewarm' AND (NOT extrelocatable OR extnamespace = to_regnamespace('"monitor"'))) OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_prewarm'))
  AND (EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_visibility' AND (NOT extrelocatable OR extnamespace = to_regnamespace('"monitor"'))) OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_visibility'))
  AND (EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_freespacemap' AND (NOT extrelocatable OR extnamespace = to_regnamespace('"monitor"'))) OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_freespacemap'))
  AND (EXISTS (SELECT FROM pg_extension WHERE extname = 'postgres_fdw' AND (NOT extrelocatable OR extnamespace = to_regnamespace('"public"'))) OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'postgres_fdw'))
  AND (EXISTS (SELECT FROM pg_extension WHERE extname = 'file_fdw' AND (NOT extrelocatable OR extnamespace = to_regnamespace('"public"'))) OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'file_fdw'))
  AND (EXISTS (SELECT FROM pg_extension WHERE extname = 'btree_gist' AND (NOT extrelocatable OR extnamespace = to_regnamespace('"public"'))) OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'btree_gist'))
  AND (EXISTS (SELECT FROM pg_extension WHERE extname = 'btree_gin' AND (NOT extrelocatable OR extnamespace = to_regnamespace('"public"'))) OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'btree_gin'))
  AND (EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm' AND (NOT extrelocatable OR extnamespace = to_regnamespace('"public"'))) OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_trgm'))
  AND (EXISTS (SELECT FROM pg_extension WHERE extname = 'intagg' AND (NOT extrelocatable OR extnamespace = to_regnamespace('"public"'))) OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'intagg'))
  AND (EXISTS (SELECT FROM pg_extension WHERE extname = 'intarray' AND (NOT extrelocatable OR extnamespace = to_regnamespace('"public"'))) OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'intarray'))
  AND (EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_repack') OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_repack'))
  AND has_function_privilege(to_regrole('"replicator"')::oid, 'pg_ls_dir(text, boolean, boolean)', 'EXECUTE')
  AND has_function_privilege(to_regrole('"replicator"')::oid, 'pg_stat_file(text, boolean)', 'EXECUTE')
  AND has_function_privilege(to_regrole('"replicator"')::oid, 'pg_read_binary_file(text)', 'EXECUTE')
  AND has_function_privilege(to_regrole('"replicator"')::oid, 'pg_read_binary_file(text, bigint, bigint, boolean)', 'EXECUTE')) IS NOT TRUE;
\endif

SELECT count(*) = 0 AS missing, count(*) FILTER (WHERE datallowconn) = 1 AS reachable
  FROM pg_catalog.pg_database WHERE datname = 'app'
\gset
\if :missing
\echo contents app
\endif
\if :reachable
\connect "app"
SET search_path TO pg_catalog;
SET jit TO off;
SELECT 'contents app' WHERE (NOT EXISTS (
  SELECT FROM (VALUES ('postgres'), ('dbuser_dba'), ('dbrole_admin')) AS c (creator), (VALUES
      ('n', to_regrole('"dbrole_readonly"')::oid, 'USAGE', false, true),
      ('r', to_regrole('"dbrole_readonly"')::oid, 'SELECT', false, true),
      ('S', to_regrole('"dbrole_readonly"')::oid, 'SELECT', false, true),
      ('f', to_regrole('"dbrole_readonly"')::oid, 'EXECUTE', false, true),
      ('n', to_regrole('"dbrole_offline"')::oid, 'USAGE', false, true),
      ('r', to_regrole('"dbrole_offline"')::oid, 'SELECT', false, true),
      ('S', to_regrole('"dbrole_offline"')::oid, 'SELECT', false, true),
      ('f', to_regrole('"dbrole_offline"')::oid, 'EXECUTE', false, true),
      ('r', to_regrole('"dbrole_readwrite"')::oid, 'INSERT', false, true),
      ('r', to_regrole('"dbrole_readwrite"')::oid, 'UPDATE', false, true),
      ('r', to_regrole('"dbrole_readwrite"')::oid, 'DELETE', false, true),
      ('S', to_regrole('"dbrole_readwrite"')::oid, 'USAGE', false, true),
      ('S', to_regrole('"dbrole_readwrite"')::oid, 'UPDATE', false, true),
      ('r', to_regrole('"dbrole_admin"')::oid, 'TRUNCATE', false, true),
      ('r', to_regrole('"dbrole_admin"')::oid, 'REFERENCES', false, true),
      ('r', to_regrole('"dbrole_admin"')::oid, 'TRIGGER', false, true),
      ('n', to_regrole('"dbrole_admin"')::oid, 'CREATE', false, true)) AS w (kind, grantee, privilege, grantable, granted)
  WHERE w.granted <> EXISTS (
    SELECT FROM pg_authid o
      LEFT JOIN pg_default_acl d ON d.defaclrole = o.oid AND d.defaclnamespace = 0
        AND d.defaclobjtype = w.kind::"char"
      CROSS JOIN LATERAL aclexplode(coalesce(d.defaclacl,
        acldefault(CASE w.kind WHEN 'S' THEN 's' ELSE w.kind END::"char", o.oid))) a
    WHERE o.rolname = c.creator AND a.grantee = w.grantee AND a.privilege_type = w.privilege
      AND (a.is_grantable OR NOT w.grantable)))
  AND (to_regnamespace('public') IS NULL OR NOT EXISTS (SELECT FROM pg_namespace n, aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a WHERE n.nspname = 'public' AND a.grantee = 0::oid AND a.privilege_type = 'CREATE'))
  AND (to_regnamespace('public') IS NULL OR EXISTS (SELECT FROM pg_namespace n, aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a WHERE n.nspname = 'public' AND a.grantee = to_regrole('"dbrole_admin"')::oid AND a.privilege_type = 'CREATE'))
  AND EXISTS (SELECT FROM pg_extension WHERE extname = 'postgis')) IS NOT TRUE;
\endif
