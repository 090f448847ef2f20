# Two commands do everything: `make serve` and `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: help serve test test-all js docs coverage dev lint audit format lock clean

help:  ## List what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/:/' | column -t -s:

serve: $(VENV)/.serve  ## Serve the example maps on http://127.0.0.1:8000
	@echo "Ctrl+C stops the service."
	$(BIN)/dateline serve --examples --sign-in-link

test: $(VENV)/.dev lint  ## Check style and types, run the fast tests
	$(BIN)/pytest $(FAST) -m "not long and not soak"

# Browsers, clients and services share ports, files and clocks with nobody: one at a time.
test-all: $(VENV)/.dev lint js  ## Check style and types, run every test
	$(BIN)/pytest $(FAST) -m "not soak" --ignore tests/browser --ignore tests/clients --ignore tests/reliability
	$(BIN)/pytest --durations 10 tests/browser tests/clients tests/reliability
FAST := -n auto --dist loadfile --durations 10

soak: $(VENV)/.dev  ## Try 50,000 odd texts the whole way
	$(BIN)/pytest -m soak

docs: $(VENV)/.dev  ## Build the documentation as a site in var/site
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build -q -f tools/mkdocs.yml

coverage: $(VENV)/.dev  ## Measure how much of the code the fast tests reach
	$(BIN)/pytest $(FAST) -m "not long and not soak" --cov dateline --cov-report term:skip-covered

dev: $(VENV)/.dev  ## Set up for development, with the checks before each commit
	$(BIN)/pre-commit install

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

js: node_modules/.package-lock.json  ## Check and test the scripts of the pages (needs Node 18 or newer)
	npm run --silent lint
	npm run --silent types
	npm test --silent

node_modules/.package-lock.json: package-lock.json
	npm ci --no-audit --no-fund --silent
	@touch $@

audit: $(VENV)/.dev  ## Look for known vulnerabilities in every locked package
	.ci/audit

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(VENV)/.dev  ## Renew both locks: versions and hashes, never an address
	$(BIN)/uv pip compile -q $(LOCK) --all-extras --group build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q $(LOCK) --all-extras --group build --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock
LOCK := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --upgrade

clean:
	rm -rf $(VENV) var .mypy_cache .ruff_cache .pytest_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Dateline needs Python 3.11 or newer; set PYTHON=python3.x" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
	  || { rm -rf $(VENV); echo "No venv here: run 'apt-get install python3-venv' first" >&2; exit 1; }

$(VENV)/.serve: $(VENV)/bin/python requirements.lock pyproject.toml
	@echo "Setting up, once: it takes a minute or two."
	@echo "1/3 Installing $$(grep -c '==' requirements.lock) packages ..."
	@$(PIP) install --require-hashes -r requirements.lock
	@echo "2/3 Installing Dateline ..."
	@$(PIP) install --no-deps --no-build-isolation -e .
	@echo "3/3 Compiling ..."
	@$(BIN)/python -m compileall -q app geo
	@touch $@

$(VENV)/.dev: $(VENV)/.serve requirements-dev.lock
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@
