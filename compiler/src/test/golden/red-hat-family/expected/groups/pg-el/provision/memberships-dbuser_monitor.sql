-- memberships dbuser_monitor: run as the superuser on the leader; harmless where it holds already
\set VERBOSITY terse
SET client_min_messages TO 'warning';
SET search_path TO pg_catalog;
SET lock_timeout TO '10s';
BEGIN;
GRANT "pg_monitor" TO "dbuser_monitor";
GRANT "dbrole_readonly" TO "dbuser_monitor";
COMMIT;
