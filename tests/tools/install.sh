#!/bin/sh
# Installs what the tests need beside Python packages: Chromium, Java and two npm packages.
# Where it may not, it says what to install. What is there already is left as it is.
set -eu
cd "$(dirname "$0")"

has() { command -v "$1" >/dev/null 2>&1; }

packages=
browser=${CHROMIUM:-}
for name in chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable; do
    if test -z "$browser" && has "$name"; then browser=$(command -v "$name"); fi
done
if test -z "$browser"; then packages="$packages chromium"; fi
if ! has java; then packages="$packages default-jre-headless"; fi
if ! has npm; then packages="$packages npm"; fi

if test -n "$packages"; then
    if test "$(id -u)" = 0 && has apt-get; then
        echo "installing:$packages"
        export DEBIAN_FRONTEND=noninteractive
        apt-get -qq -o DPkg::Lock::Timeout=300 update
        # The same browser without windows takes a third less time; not every distribution has it.
        if test -z "$browser" && apt-cache show chromium-headless-shell >/dev/null 2>&1; then
            packages=$(echo "$packages" | sed 's/ chromium/ chromium-headless-shell/')
        fi
        # shellcheck disable=SC2086  # a list of names
        apt-get -qq -o DPkg::Lock::Timeout=300 install --no-install-recommends -y $packages >/dev/null
    else
        echo "The tests need these, by their names in Debian:$packages. Install them and run this again." >&2
        echo "A Chromium in an unusual place is named by the variable CHROMIUM." >&2
        exit 1
    fi
fi

# The lock file holds the packages' hashes; their install scripts would download a Java of their own.
if ! cmp -s package-lock.json node_modules/.installed; then
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
    cp package-lock.json node_modules/.installed
fi
