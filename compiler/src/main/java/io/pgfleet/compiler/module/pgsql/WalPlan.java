package io.pgfleet.compiler.module.pgsql;

/**
 * How much disk the write-ahead log and temporary files may take, in GiB.
 *
 * <p>Source: the reference's templates. The unit is a twentieth of the disk, at least 1 and at most
 * 100 GiB; slots keep six units, so half of the disk is the worst case of log and temporary files.
 */
record WalPlan(long minWalSize, long maxWalSize, long maxSlotWalKeepSize, long tempFileLimit) {
  private static final int DISK_PER_UNIT = 20;
  private static final int MOST_UNITS = 100;

  static WalPlan of(Profile profile, Hardware hardware) {
    long unit = Bounds.clamp(hardware.diskUnits(DISK_PER_UNIT), 1, MOST_UNITS);
    long temporary = profile == Profile.OLAP ? 4 * unit : unit;
    return new WalPlan(unit, 4 * unit, 6 * unit, temporary);
  }
}
