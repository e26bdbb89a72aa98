#!/bin/sh
# All tests, as three runs at the same time: two halves of those in a browser, which work one page at a time, and
# all others. Fails if one of them fails or finds no test. The others are heard as they go, the browser's after them.
set -u
python=$1

said=$(mktemp -d)
first= second=
trap 'kill $first $second 2>/dev/null; rm -rf "$said"' EXIT
trap 'exit 130' INT TERM

"$python" build.py --out "$said/site" --base-url https://example.org/atlas/ || exit 1
export ATLAS_BUILT_SITE="$said/site"

"$python" -m pytest -p no:cacheprovider --durations=5 tests/browser/test_[a-q]*.py >"$said/first" 2>&1 &
first=$!
"$python" -m pytest -p no:cacheprovider --durations=5 tests/browser/test_[r-z]*.py >"$said/second" 2>&1 &
second=$!
"$python" -m pytest --durations=5 --ignore=tests/browser
others=$?
wait "$first"
first_half=$?
wait "$second"
second_half=$?

echo
echo "In the browser:"
cat "$said/first" "$said/second"
[ "$others" -eq 0 ] && [ "$first_half" -eq 0 ] && [ "$second_half" -eq 0 ]
