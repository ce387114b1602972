#!/usr/bin/env python3
"""Stands in for pg_exporter: the same sources of the address, one connection that is kept, pg_up.

Each page says whether the server answered over the kept connection and, apart from that, whether
the address that the exporter was started with lets a new one in.
"""
import http.server
import os
import re
import sys

import psycopg2


def address():
    for name in ("PG_EXPORTER_URL", "PGURL"):
        if os.environ.get(name):
            return os.environ[name]
    with open(os.environ["PG_EXPORTER_URL_FILE"], encoding="utf-8") as file:
        return file.read().strip()


class Server:
    def __init__(self, url):
        self.url = url
        self.kept = None

    def asked(self, connection):
        with connection.cursor() as cursor:
            cursor.execute("select 1")
            return cursor.fetchone() == (1,)

    def new(self):
        connection = psycopg2.connect(self.url, connect_timeout=2)
        connection.autocommit = True
        return connection

    def up(self):
        for _ in range(2):
            try:
                if self.kept is None:
                    self.kept = self.new()
                return self.asked(self.kept)
            except psycopg2.Error:
                self.kept = None
        return False

    def lets_in(self):
        try:
            connection = self.new()
        except psycopg2.Error:
            return False
        try:
            return self.asked(connection)
        finally:
            connection.close()


def page_of(server):
    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            text = "pg_up %d\npg_lets_in %d\n" % (server.up(), server.lets_in())
            self.send_response(200)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, format, *args):
            pass

    return Page


def main():
    port = re.search(r"--web\.listen-address=\S*:(\d+)", " ".join(sys.argv[1:])).group(1)
    server = Server(address())
    server.up()
    http.server.ThreadingHTTPServer(("", int(port)), page_of(server)).serve_forever()


main()
