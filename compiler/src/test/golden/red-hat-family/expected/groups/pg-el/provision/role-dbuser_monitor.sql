-- role dbuser_monitor: run as the superuser on the leader; harmless where it holds already
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
SET client_min_messages TO 'warning';
SET search_path TO pg_catalog;
SET lock_timeout TO '10s';
BEGIN;
SELECT 'CREATE ROLE "dbuser_monitor" LOGIN' WHERE NOT EXISTS (SELECT FROM pg_authid WHERE rolname = 'dbuser_monitor')
\gexec
ALTER ROLE "dbuser_monitor" PASSWORD {secret:pg_monitor_password@vjdy8sw5|scram-sql};
COMMENT ON ROLE "dbuser_monitor" IS 'watches';
ALTER ROLE "dbuser_monitor" SET "log_min_duration_statement" TO '1000';
COMMIT;
