#!/bin/sh
# Writes requirements.txt and requirements-dev.txt from pyproject.toml: the newest versions that fit, with the
# hash of every file of each release as the package index states it, for every system and Python from 3.11 on.
set -eu
uv=$1
cd "$(dirname "$0")/../.."

pin() { # file, what it is, arguments
    file=$1 what=$2
    shift 2
    printf '%s\n' \
        "# $what: python -m pip install --require-hashes -r $file" \
        "# Made from pyproject.toml by \`make pins\`; never edited by hand." \
        "# Every file of each release is listed by its hash, so this holds for Linux, macOS and Windows alike." \
        "" >"$file.new"
    "$uv" pip compile --quiet --no-config --upgrade --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links "$@" pyproject.toml >>"$file.new"
    mv "$file.new" "$file"
}

pin requirements.txt "What the build needs"
pin requirements-dev.txt "What the build and its tests need" --constraint requirements.txt --group dev
