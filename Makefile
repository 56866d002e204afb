SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
UV_VERSION := 0.13.8
UV := $(shell command -v uv || echo .tools/bin/uv)
BIN := $(CURDIR)/.venv/bin
CORES := $(shell cores=$$(nproc 2>/dev/null || echo 2); echo $$((cores < 4 ? cores : 4)))
EXPLORER := beatgraph/static/explorer/index.html
export UV_PYTHON_DOWNLOADS := never
# Compiled modules are kept whatever the surroundings say: without them each process that starts compiles everything anew.
unexport PYTHONDONTWRITEBYTECODE
export UV_PROJECT_ENVIRONMENT := $(CURDIR)/.venv

.DEFAULT_GOAL := help
.PHONY: help setup explorer run test check schema docs migration bench bench-media bench-numbers lock clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: .venv/.done explorer ## install and build everything, run nothing

explorer: .venv/.done
	@$(MAKE) -s --no-print-directory $(EXPLORER) || echo "The explorer could not be built (is the npm registry in reach?): serving without it." >&2

run: setup ## serve on SQLite with a demo catalogue (ARGS="--port 8000")
	$(BIN)/beatgraph serve --demo $(ARGS)

test: setup ## run the suite on SQLite and PostgreSQL (ARGS="-k tracks")
	$(BIN)/pytest -n $(CORES) --dist worksteal $(ARGS)

check: setup ## format, lint, types, layers, and the exported schema is current
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/beatgraph schema --check

schema: setup ## export schema.graphql
	$(BIN)/beatgraph schema > schema.graphql.new
	mv schema.graphql.new schema.graphql

docs: setup ## write the generated pages of docs/ anew
	$(BIN)/python -m tests.parity

migration: setup ## write a migration from the models (NAME="add playlists")
	$(BIN)/python -m beatgraph.migrations "$(NAME)"

bench: setup bench-numbers ## measure the edges and the doors side by side, and what numbers cost
	$(BIN)/python -m benchmarks $(ARGS)

bench-media: setup ## measure what sound and pictures have to reach (MEDIA=--full)
	$(BIN)/python -m benchmarks.musts $(MEDIA)

bench-numbers: setup ## measure dashboards over few and many events, events a second, and an import
	$(BIN)/python -m benchmarks.numbers $(NUMBERS)

lock: $(filter .tools/%,$(UV)) ## pin the dependencies anew, without any host
	$(UV) pip compile pyproject.toml --group dev --group explorer --group e2e --universal --generate-hashes --no-emit-index-url --no-header -q -o requirements.lock

clean: ## remove everything that was installed or built
	rm -rf .venv .tools explorer/node_modules beatgraph/static/explorer

.tools/bin/uv:
	python3 -m pip install -q --disable-pip-version-check --target .tools uv==$(UV_VERSION)

.venv/.done: pyproject.toml requirements.lock | $(filter .tools/%,$(UV))
	test -x .venv/bin/python || $(UV) venv -q .venv
	$(UV) pip sync -q --python .venv/bin/python --require-hashes requirements.lock
	$(UV) pip install -q --python .venv/bin/python --no-deps --no-build-isolation -e .
	touch $@

$(EXPLORER): $(addprefix explorer/,.npmrc package.json package-lock.json vite.config.js index.html docs.html) $(wildcard explorer/src/*)
	echo "Building the explorer."
	cd explorer && PATH="$(BIN):$$PATH" npm ci --loglevel error && PATH="$(BIN):$$PATH" npm run build --silent -- --logLevel error
