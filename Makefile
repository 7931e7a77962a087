# Have your say. `make run` serves a demonstration, `make test` runs every test; Python 3.11+ is all they need.
.DELETE_ON_ERROR:
.SILENT:
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1

SOURCES := survey templates tests migrations assets benchmarks
STYLES_AND_SCRIPTS := $(shell find assets package.json package-lock.json -type f 2>/dev/null)
CATALOGUES := $(shell find survey/web/translations -name '*.po' 2>/dev/null)

.PHONY: run test check format pictures oracle clean lock help

help: ## this list
	grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-8s %s\n", $$1, $$2}'

run: .venv/.run .venv/.assets ## set up everything and serve a demonstration at http://127.0.0.1:8000
	$(BIN)/survey init
	$(BIN)/survey demo
	exec $(BIN)/survey serve --port $(PORT)

test: .venv/.dev .venv/.assets .venv/.browser ## set up everything and run every test
	$(BIN)/python -m pytest $(PYTEST_ARGS)

check: .venv/.dev .venv/.assets ## formatting, lint, types, contracts, dead code, templates
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/mypy
	PYTHONPATH=. $(BIN)/lint-imports
	$(BIN)/vulture
	$(BIN)/deptry survey
	$(BIN)/djlint templates --lint --quiet

format: .venv/.dev ## put every file into the one format
	$(BIN)/ruff format $(SOURCES)
	$(BIN)/ruff check --fix $(SOURCES)

pictures: .venv/.dev .venv/.assets .venv/.browser ## take the pictures in the documentation anew
	$(BIN)/python -m pytest -n0 tests/browser/test_pictures.py
	mkdir -p docs/images
	cp tests/screenshots/question-phone.png tests/screenshots/results-desktop.png docs/images/
	cp tests/screenshots/desk-call.png tests/screenshots/desk-at-risk.png tests/screenshots/desk-callback.png docs/images/
	cp tests/screenshots/desk-board.png tests/screenshots/desk-reading.png tests/screenshots/desk-quality.png docs/images/
	cp tests/screenshots/keying-form.png tests/screenshots/keying-bundle.png docs/images/
	cp tests/screenshots/priorities-area.png tests/screenshots/priorities-scores.png docs/images/
	cp tests/screenshots/priorities-performance.png tests/screenshots/results-benchmark.png docs/images/
	cp tests/screenshots/event.png tests/screenshots/kiosk-question.png tests/screenshots/kiosk-staff.png docs/images/
	cp tests/screenshots/coding-home.png tests/screenshots/coding-desk.png tests/screenshots/coding-proposals.png docs/images/
	cp tests/screenshots/paper-home.png docs/images/
	cp tests/screenshots/summary-public.png tests/screenshots/summary-draft.png docs/images/

oracle: .venv/.dev ## hold our statistics to those of another program, svy, in an environment of its own
	test -x build/oracle/bin/python || $(PYTHON) -m venv build/oracle
	build/oracle/bin/pip install --quiet svy==0.35.0
	$(BIN)/python benchmarks/oracle.py ours > build/ours.json
	build/oracle/bin/python benchmarks/oracle.py theirs > build/theirs.json
	$(BIN)/python benchmarks/oracle.py compare build/ours.json build/theirs.json

lock: .venv/.dev ## write the hashed requirements anew from pyproject.toml
	$(BIN)/python requirements/lock.py

clean: ## take away what was built (the instance folder, with its data, stays)
	rm -rf .venv node_modules dist survey/web/static survey/fieldwork/paper/fonts

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Have your say needs Python 3.11 or newer; PYTHON=python3.12 make … names another")'
	$(PYTHON) -m venv .venv

.venv/.run: requirements/run.txt requirements/assets.txt pyproject.toml | .venv/bin/python
	echo 'Installing what the server needs …'
	$(BIN)/pip install --quiet --require-hashes -r requirements/run.txt -r requirements/assets.txt
	$(BIN)/pip install --quiet --require-hashes -r requirements/build.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

.venv/.dev: requirements/dev.txt .venv/.run
	echo 'Installing what the tests and checks need …'
	$(BIN)/pip install --quiet --require-hashes -r requirements/dev.txt
	touch $@

.venv/.assets: .venv/.run $(STYLES_AND_SCRIPTS) $(CATALOGUES)
	echo 'Compiling styles, scripts and translations …'
	$(BIN)/python assets/build.py
	touch $@

.venv/.browser: .venv/.dev tests/browser/chromium.py
	$(BIN)/python tests/browser/chromium.py
	touch $@
