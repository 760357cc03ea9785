#!/bin/sh
# Run by the postgres image once, when its volume is empty: a database and a user of its own for each of the three.
set -eu

create() {
  psql --set=ON_ERROR_STOP=1 --username=postgres --set=user="$1" --set=password="$2" <<'SQL'
create role :"user" login password :'password';
SQL
  user=$1
  shift 2
  for database; do createdb --username=postgres --owner="$user" "$database"; done
}

create temporal "$TEMPORAL_DB_PASSWORD" temporal temporal_visibility
create integrator "$INTEGRATOR_DB_PASSWORD" integrator
# Stands in for the database of a company, so that examples/site.yaml can be applied and run.
create hr "$HR_DB_PASSWORD" hr
psql --set=ON_ERROR_STOP=1 --username=postgres --dbname=hr --command='set role hr' --file="${EXAMPLES:-/examples}/employee.sql"
