#!/bin/sh
# Asked by packages before they start or restart a daemon: units are started in their own order, never by a package.
exit 101
