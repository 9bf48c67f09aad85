#!/usr/bin/env bash
# Prints who gets through which door: every endpoint, page, form and hub method, tried by each kind of person. It is checked against the tables in
# tests/Forum.Web.Tests/Access while it is made; with a difference, the table of what was found is printed all the same, and the differences after it.
set -uo pipefail
cd "$(dirname "$0")/.."
table=$(mktemp)
trap 'rm -f "$table" "$table.log"' EXIT
ACCESS_MATRIX=$table tests/run.sh --project tests/Forum.Web.Tests --filter-method '*Everybody_finds_the_doors*' >"$table.log" 2>&1
status=$?
cat "$table"
[ "$status" = 0 ] || cat "$table.log" >&2
exit "$status"
