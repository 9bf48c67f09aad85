#!/usr/bin/env bash
# Builds everything once and runs all tests. Options go to `dotnet test`, for instance
#   tests/run.sh --project tests/Forum.Api.Tests
#   tests/run.sh --filter-class '*WriteGateTests'
#   tests/run.sh --long     kills the program at every step and at a thousand random moments, which takes hours (KILL_LONG=1 says the same)
# FORUM_SCREENSHOTS=folder makes the browser tests keep pictures. The last line is always "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en TESTINGPLATFORM_TELEMETRY_OPTOUT=1

finish() { # passed, failed, exit status
  echo "$1 passed, $2 failed"
  exit "$3"
}

stop() {
  echo "$1" >&2
  finish 0 0 1
}

# Debian's names of what the tests need besides the .NET SDK.
missing=()
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
[ -x /usr/bin/chromium ] || missing+=(chromium)
command -v npm >/dev/null || missing+=(npm)
command -v dotnet >/dev/null || stop "The .NET SDK 10 is missing: https://dotnet.microsoft.com/download"
if [ ${#missing[@]} -gt 0 ]; then
  as_root=()
  if [ "$(id -u)" != 0 ]; then
    sudo -n true 2>/dev/null && as_root=(sudo)
    [ ${#as_root[@]} -gt 0 ] || stop "Missing, and only root can install it: apt-get install ${missing[*]}"
  fi
  command -v apt-get >/dev/null || stop "Missing, please install: ${missing[*]}"
  echo "Installing ${missing[*]} …"
  { "${as_root[@]}" apt-get update -qq &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >/dev/null ||
    stop "apt-get install ${missing[*]} did not work."
fi

options=()
for option in "$@"; do
  if [ "$option" = --long ]; then export KILL_LONG=1; else options+=("$option"); fi
done
set -- "${options[@]}"
patience=45m
[ "${KILL_LONG:-}" = 1 ] && patience=12h

target=Tryghedsforum.sln
scope=(--solution Tryghedsforum.sln)
for ((i = 1; i < $#; i++)); do
  [ "${!i}" = --project ] && i=$((i + 1)) && target=${!i} && scope=()
done

dotnet tool restore >/dev/null || stop "dotnet tool restore did not work."
dotnet build "$target" -v quiet -clp:NoSummary || stop "The build is red."

# Every context of the program, one per database product: its newest migration must say what its model says.
# (Left out when only one project was built.)
pending=()
while IFS=: read -r file context; do
  answer=$(dotnet ef migrations has-pending-model-changes --no-build --project "${file%%/*}" --context "$context" 2>&1) && continue
  pending+=("$context needs a migration: $answer")
done < <([ ${#scope[@]} -gt 0 ] && grep -roE --include='*.cs' 'class (Sqlite|Postgres)[A-Za-z]*Db\b' Forum.Api/Data Forum.Notifications/Data 2>/dev/null | sed 's/class //' | sort -u)

log=$(mktemp)
trap 'rm -f "$log"' EXIT
# 8 is "no tests here", which a filter makes of most projects; that none ran at all is seen below.
dotnet test "${scope[@]}" --no-build --no-progress --no-ansi --ignore-exit-code 8 --timeout "$patience" "$@" 2>&1 | tee "$log"
status=${PIPESTATUS[0]}

count() { sed -n "s/^ *$1: *\([0-9]*\).*/\1/p" "$log" | tail -1; }
passed=$(count succeeded)
failed=$(($(count failed) + ${#pending[@]}))
[ "$status" != 0 ] && [ "$failed" = 0 ] && failed=1 # a test process that broke down
[ "$status" = 0 ] && { [ "${passed:-0}" = 0 ] || [ "$failed" != 0 ]; } && status=1
if [ "$failed" != 0 ]; then
  echo "Failed:"
  sed -n 's/^failed /  /p' "$log"
  for line in "${pending[@]}"; do echo "  $line"; done
fi
finish "${passed:-0}" "$failed" "$status"
