package io.pgfleet.compiler.model.parameter;

import io.pgfleet.compiler.model.Ordered;
import io.pgfleet.compiler.model.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a cluster is created and run; each component is the parameter of that name in the schema,
 * which documents it.
 */
public record PgBootstrap(
    String pgData,
    String pgFsMain,
    String pgFsBackup,
    String pgStorageType,
    String pgDummyFilesize,
    String pgListen,
    int pgPort,
    String pgLocalhost,
    String pgNamespace,
    boolean patroniEnabled,
    String patroniMode,
    int patroniPort,
    String patroniLogDir,
    boolean patroniSslEnabled,
    String patroniWatchdogMode,
    String patroniUsername,
    Secret patroniPassword,
    String pgPrimaryDb,
    Map<String, Object> pgParameters,
    List<String> pgFiles,
    String pgConf,
    String pgMaxConn,
    double pgSharedBufferRatio,
    String pgRto,
    int pgRpo,
    boolean pgSyncStrict,
    String pgLibs,
    String pgDelay,
    boolean pgChecksum,
    String pgPwdEnc,
    String pgEncoding,
    String pgLocale,
    String pgLcCollate,
    String pgLcCtype,
    String pgIoMethod,
    Secret pgEtcdPassword,
    Optional<Secret> pgsodiumKey,
    Optional<String> pgsodiumGetkeyScript,
    Map<String, List<Object>> pgRtoPlan) {

  public PgBootstrap {
    pgParameters = Ordered.copy(pgParameters);
    pgFiles = pgFiles == null ? List.of() : List.copyOf(pgFiles);
    pgRtoPlan = Ordered.copy(pgRtoPlan);
  }
}
