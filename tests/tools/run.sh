#!/bin/sh
# All tests, as two runs at the same time: those in a browser, which mostly wait for it, and all others.
# Fails if either fails or finds no test. The other tests are heard as they go, the browser's when they are done.
set -u
python=$1

said=$(mktemp)
trap 'kill "$browser" 2>/dev/null; rm -f "$said"' EXIT INT TERM

"$python" -m pytest -p no:cacheprovider tests/browser >"$said" 2>&1 &
browser=$!
"$python" -m pytest --ignore=tests/browser
others=$?
wait "$browser"
in_browser=$?

echo
echo "In the browser:"
cat "$said"
[ "$others" -eq 0 ] && [ "$in_browser" -eq 0 ]
