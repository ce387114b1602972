package io.pgfleet.applier.node;

import java.time.Duration;
import java.util.List;

/**
 * A machine, seen through what the applier needs of it.
 *
 * <p>Every call is one round trip however many things it names. Calls that only look never change
 * anything on the machine. Each call may throw {@link NodeException}; after that the machine's
 * state is unknown and must be observed again.
 */
public interface Node extends AutoCloseable {

  /** The inventory host. */
  String host();

  /** Looks at entries, units, packages, accounts and at what the applier keeps there. */
  Observation observe(Question question);

  /**
   * Runs commands that only look, all in one round trip; outcomes are in the order of the commands.
   */
  List<Outcome> ask(List<Command> commands);

  /**
   * Takes the right to change the machine; lost when this connection ends or stays silent for 15 s.
   * Calls that change anything need it. The first lock makes the machine's own key.
   *
   * @throws LockedException when another run holds it; says who and since when
   */
  void lock(Holder holder);

  /** Gives the right back. */
  void unlock();

  /**
   * Puts content into the run's staging folder; verified by length and hash on the machine. What is
   * already there with the same hash is not sent again.
   */
  void stage(String run, List<Content> contents);

  /**
   * Makes entries equal to staged content, or removes them, each atomically and in order; keeps
   * what was there before the run first touched it; makes missing parents (root, 0755); then writes
   * the record. Nothing is changed when staged content is missing.
   */
  void place(Placement placement);

  /**
   * Brings a unit into a state and verifies it: active afterwards, and a new process after a
   * restart. Fails with the reason on stderr.
   */
  Outcome unit(UnitAction action, Duration limit);

  /** Installs packages that are missing, without starting what they bring. */
  Outcome install(List<String> packages, Duration limit);

  /** Makes or completes an account. */
  Outcome account(Account account, Duration limit);

  /** Runs a command that changes something. */
  Outcome act(Command command);

  /**
   * Has the machine put files back by itself after a while, unless somebody disarms it first. An
   * earlier undo is forgotten.
   */
  void arm(Undo undo);

  /**
   * Calls an undo off; needs no lock, since it proves that there is a way in.
   *
   * @param proven paths whose states from before are of no use any more
   * @throws NodeException when it was carried out already
   */
  void disarm(String id, List<String> proven);

  /**
   * Replaces the record of what was applied: in its turn among all changes, but not later than the
   * next one, the next look, {@link #flush()} or the end of the lock.
   */
  void record(byte[] record);

  /** Appends a line to the run's journal on the machine, as late as {@link #record} may be. */
  void journal(String run, String line);

  /** Has the machine keep the record and the journal as told so far, also when its power fails. */
  void flush();

  /** The lines of the journals of the latest runs, the newest run last. */
  List<String> journals(int runs);

  /** What a run replaced, in the order of the way back: last touched first. */
  List<Replaced> replaced(String run);

  /**
   * Lets go of what is of no more use once a run ended well: what it staged, and the copies that
   * any run kept of some files.
   *
   * @param paths of those files: git can bring them back, or nobody should find a copy
   */
  void forget(String run, List<String> paths);

  /** The last lines a unit logged. */
  List<String> log(String unit, int lines);

  /** Ends the connection; never throws. */
  @Override
  void close();
}
