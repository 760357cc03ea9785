#!/bin/sh
# Brings the tables of Temporal to the version of the server; changes nothing where they are at it.
set -eu

schema=${SCHEMA:-/etc/temporal/schema/postgresql/v12}

update() {
  temporal-sql-tool --database "$1" setup-schema --version 0.0
  temporal-sql-tool --database "$1" update-schema --schema-dir "$schema/$2/versioned"
}

update temporal temporal
update temporal_visibility visibility
