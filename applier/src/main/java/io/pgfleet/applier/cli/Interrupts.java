package io.pgfleet.applier.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ctrl-C: once asks the run to stop after the running step, twice stops the program now. The JDK
 * has this only in a class that the compiler warns of, hence the detour.
 */
final class Interrupts {
  private static final String[] SIGNALS = {"INT", "TERM"};

  private final AtomicBoolean asked = new AtomicBoolean();
  private final Console console;

  Interrupts(Console console) {
    this.console = console;
  }

  /** Listens from now on; where signals cannot be had, Ctrl-C just stops the program. */
  void listen() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler call =
          (proxy, method, arguments) -> method.getName().equals("handle") ? arrived() : null;
      Object listener =
          Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, call);
      for (String name : SIGNALS) {
        Object number = signal.getConstructor(String.class).newInstance(name);
        signal.getMethod("handle", signal, handler).invoke(null, number, listener);
      }
    } catch (ReflectiveOperationException absent) {
      console.say("notice: this Java cannot catch Ctrl-C");
    }
  }

  private Object arrived() {
    if (asked.getAndSet(true)) {
      console.say("stopped now; the same command goes on from here");
      Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
    }
    console.say("finishing the running step; once more stops now");
    return null;
  }

  boolean asked() {
    return asked.get();
  }
}
