# What a person or a machine does with this repository. `make` alone lists it.

PYTHON ?= python3
UV ?= uv
PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes

.DEFAULT_GOAL := help
.PHONY: help site serve check lint test tools pins clean

help: ## lists the targets
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' $(MAKEFILE_LIST) | while IFS='	' read -r name what; do \
		printf '  make %-8s%s\n' "$$name" "$$what"; done

site: $(VENV)/.site ## builds the website into site/
	$(PY) build.py

serve: $(VENV)/.site ## shows it at http://127.0.0.1:8000/ and rebuilds it on save (PORT=8000)
	$(PY) build.py serve --port $(PORT)

check: $(VENV)/.site ## validates the content, without building
	$(PY) build.py check

lint: $(VENV)/.test ## style and types of the code
	$(PY) -m ruff check .
	$(PY) -m mypy

test: export POLICY_ATLAS_FULL = 1
test: tools lint ## installs what the tests need and runs all of them
	sh tests/tools/run.sh $(PY)

tools: $(VENV)/.test
	sh tests/tools/install.sh

pins: ## renews requirements.txt and requirements-dev.txt from pyproject.toml (needs uv)
	@command -v $(UV) >/dev/null || { echo "uv is missing: python3 -m pip install uv" >&2; exit 1; }
	sh tests/tools/pin.sh $(UV)

clean: ## removes everything that make made
	rm -rf $(VENV) tests/tools/node_modules .mypy_cache .pytest_cache .ruff_cache .hypothesis
	if test -f site/.policy-atlas-site; then rm -rf site .site.*; fi
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed, and $(PYTHON) is not. Say which: make PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# A stamp is newer than the list it was installed from.
$(VENV)/.site: requirements.txt | $(PY)
	$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.test: requirements-dev.txt | $(PY)
	$(PIP) -r requirements-dev.txt
	@touch $@ $(VENV)/.site
