# Wenxuan's commands. `make` alone lists them.

PORT ?= 8000
KIT ?= ../shared
WORKERS ?= auto
# A statement that waits for ever would hold the whole run: it fails instead, with its name.
PG_PATIENCE := -c lock_timeout=30s -c statement_timeout=60s
BIN := .venv/bin
PYTHON_FILES := manage.py scripts site news exemplars campaigns search media tests
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input
UV_COMPILE := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --all-extras \
	--generate-hashes --no-emit-index-url --no-header --no-annotate
MESSAGES := $(wildcard site/locale/sources/*.po)
CATALOGUES := site/locale/zh_Hans/LC_MESSAGES/django.mo

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup content demo run test test-pg floors check fmt messages lock \
	bench-read bench-search bench-pages bench-placements bench-intake bench-roll bench-similarity bench-desk bench-zip clean

help: ## list these commands
	@echo "Wenxuan. Start with 'make demo'."
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# --- the site -------------------------------------------------------------------------------------------------------

setup: .venv/runtime .venv/project $(CATALOGUES) ## create .venv and install what the site needs, by locked hashes

content: setup ## bring the database up to date; fill an empty one with the demo city
	@DEBUG=1 $(BIN)/python manage.py content

demo: content ## set up, fill and serve the demo site with its worker (PORT=8000)
	@DEBUG=1 $(BIN)/python scripts/serve.py --port $(PORT)

run: setup ## serve for development: reloads changed code, leaves the content alone (PORT=8000)
	@DEBUG=1 $(BIN)/python scripts/serve.py --port $(PORT) --reload

# --- tests ----------------------------------------------------------------------------------------------------------

test: .venv/system-test .venv/dev .venv/project $(CATALOGUES) ## install what tests need and run them all, the browser's too
	$(BIN)/pytest --numprocesses $(WORKERS) --dist worksteal

test-pg: .venv/system-test .venv/system-test-pg .venv/dev .venv/project $(CATALOGUES) ## run them all on a throw-away PostgreSQL, and measure branch coverage
	PGOPTIONS="$(PG_PATIENCE)" scripts/with_postgres.sh \
		$(BIN)/pytest --numprocesses $(WORKERS) --dist worksteal --cov --cov-report=html

floors: .venv/dev .venv/project $(CATALOGUES) ## run the kits for page reading and search (KIT=../shared); fails without them
	$(BIN)/python scripts/floors_reading.py "$(KIT)" --variations
	$(BIN)/python scripts/floors_search.py "$(KIT)"

check: .venv/dev .venv/project $(CATALOGUES) ## lint, format, types, import contracts, migrations, translations, docs
	$(BIN)/ruff check $(PYTHON_FILES)
	$(BIN)/ruff format --check $(PYTHON_FILES)
	$(BIN)/mypy
	$(BIN)/mypy scripts
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet .
	DATABASE_URL=sqlite://:memory: DEBUG=1 $(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python scripts/messages.py check
	$(BIN)/pytest tests/architecture --quiet -p no:cacheprovider

fmt: .venv/dev .venv/project ## put imports and layout in order, repair what ruff can
	$(BIN)/ruff check --fix $(PYTHON_FILES)
	$(BIN)/ruff format $(PYTHON_FILES)

messages: .venv/dev .venv/project ## list the strings that have no Chinese, and compile the catalogues
	$(BIN)/python scripts/messages.py compile
	$(BIN)/python scripts/messages.py check

# --- measurements ---------------------------------------------------------------------------------------------------

bench-read: .venv/dev .venv/project $(CATALOGUES) ## newspaper pages read a second
	$(BIN)/python scripts/bench_read.py

bench-search: .venv/dev .venv/project $(CATALOGUES) ## index rate, size and latency of search at 10,000 and 100,000 documents
	$(BIN)/python scripts/bench_search.py

bench-pages: .venv/dev .venv/project $(CATALOGUES) ## queries and milliseconds of home, column and article
	$(BIN)/python scripts/bench_pages.py

bench-placements: .venv/dev .venv/project $(CATALOGUES) ## milliseconds of the accounts over 1,000,000 placements on SQLite
	$(BIN)/python scripts/bench_placements.py

bench-roll: .venv/dev .venv/project $(CATALOGUES) ## milliseconds of the roll of honour at 50,000 honours on SQLite
	$(BIN)/python scripts/bench_roll.py

bench-intake: .venv/dev .venv/project $(CATALOGUES) ## the last hour of a 12,000-entry contest over HTTP, on SQLite and PostgreSQL
	$(BIN)/python scripts/bench_intake.py
	scripts/with_postgres.sh $(BIN)/python scripts/bench_intake.py

bench-similarity: .venv/dev .venv/project $(CATALOGUES) ## seconds and memory of comparing 12,000 entries with each other
	$(BIN)/python scripts/bench_similarity.py

bench-desk: .venv/dev .venv/project $(CATALOGUES) ## milliseconds of the organisers' desk and its export at 12,000 entries
	$(BIN)/python scripts/bench_desk.py

bench-zip: .venv/dev .venv/project $(CATALOGUES) ## memory of an archive of 200 MB and of an evidence pack
	$(BIN)/python scripts/bench_zip.py

# --- upkeep ---------------------------------------------------------------------------------------------------------

lock: .venv/dev ## lock the dependencies of pyproject.toml anew (UPGRADE=1 takes newer versions)
	$(UV_COMPILE) $(if $(UPGRADE),--upgrade) --group build --output-file requirements/runtime.lock
	$(UV_COMPILE) $(if $(UPGRADE),--upgrade) --group dev --constraint requirements/runtime.lock \
		--output-file requirements/dev.lock

clean: ## remove .venv and every cache; var/, which holds the content, stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage .coverage.*

# Stamps: each step is done again only when what it was made from has changed.

.venv/made: scripts/make_venv.sh
	@scripts/make_venv.sh
	@touch $@

.venv/runtime: requirements/runtime.lock .venv/made
	@echo "Installing what the site needs (requirements/runtime.lock)"
	@$(PIP_INSTALL) --require-hashes --requirement requirements/runtime.lock
	@touch $@

.venv/dev: requirements/dev.lock .venv/made
	@echo "Installing what tests and checks need (requirements/dev.lock)"
	@$(PIP_INSTALL) --require-hashes --requirement requirements/dev.lock
	@touch $@ .venv/runtime

# The project itself comes second: pip refuses an editable project together with hashes.
.venv/project: pyproject.toml | .venv/runtime
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/system-test: requirements/system.txt scripts/system_packages.sh
	@scripts/system_packages.sh test
	@mkdir -p .venv && touch $@

.venv/system-test-pg: requirements/system.txt scripts/system_packages.sh
	@scripts/system_packages.sh test-pg
	@mkdir -p .venv && touch $@

$(CATALOGUES): $(MESSAGES) scripts/messages.py | .venv/runtime
	@$(BIN)/python scripts/messages.py compile
