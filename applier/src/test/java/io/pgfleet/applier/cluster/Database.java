package io.pgfleet.applier.cluster;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Connects as a client would, and asks for one value. */
public record Database(String host, int port, String name, String user, String password) {

  public Connection connect() throws SQLException {
    return connect(new Properties());
  }

  /** Connects with TLS verified against the CA and the host name. */
  public Connection connectVerified(Path ca) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("sslmode", "verify-full");
    properties.setProperty("sslrootcert", ca.toString());
    return connect(properties);
  }

  private Connection connect(Properties properties) throws SQLException {
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", "10");
    properties.putIfAbsent("sslmode", "prefer");
    // transaction pooling gives each transaction any server connection
    properties.setProperty("prepareThreshold", "0");
    return DriverManager.getConnection(
        "jdbc:postgresql://" + host + ":" + port + "/" + name, properties);
  }

  /** The first column of the first row, as text. */
  public String ask(String query) throws SQLException {
    try (Connection connection = connect()) {
      return ask(connection, query);
    }
  }

  public void run(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  public static String ask(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? rows.getString(1) : null;
    }
  }
}
