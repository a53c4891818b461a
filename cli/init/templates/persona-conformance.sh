#!/usr/bin/env bash
# Checks the expire call: against Persona's sandbox where PERSONA_API_KEY and PERSONA_INQUIRY_TEMPLATE_ID are set, else
# against the embedded mock. Exit codes: 0 conformant, 1 violations, 2 configuration, 3 inconclusive.
set -euo pipefail

# Name and version, or the path of a tarball.
SUITE="${SUITE:-persona-session-expiry-conformance@VERSION}"

if [ -n "${PERSONA_API_KEY:-}" ]; then
  export PERSONA_TARGET=sandbox
fi
npx --yes --package "$SUITE" -- persona-session-expiry-conformance conformance "$@"
