#!/bin/sh
# Makes the namespace and registers our search attributes, where they are missing (TEMPORAL_ADDRESS,
# TEMPORAL_NAMESPACE, RETENTION).
set -eu

# Whatever is asked: the server may need a moment, and a namespace is known to all its services some seconds later.
again() {
  attempt=1
  until "$@"; do
    [ "$attempt" -lt 30 ] || return 1
    attempt=$((attempt + 1))
    sleep 2
  done
}

again temporal operator cluster health
temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" > /dev/null 2>&1 ||
  temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention "$RETENTION"
again temporal workflow list --limit 1 > /dev/null

known=$(temporal operator search-attribute list)
for name in Site Integration RunName Status Trigger; do
  case $known in
    *"Integrator$name "*) ;;
    *) again temporal operator search-attribute create --name "Integrator$name" --type Keyword ;;
  esac
done

# Until every service of the server knows them: a workflow that is started with one that is unknown is refused.
for name in Site Integration RunName Status Trigger; do
  again temporal workflow list --limit 1 --query "Integrator$name = 'x'" > /dev/null
done
