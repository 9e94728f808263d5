# Persona Live. `make` lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# Measuring slows Python down by half; these reach little that others do not, or another process.
UNMEASURED := browser faults sandbox sdk serving text
# Three on two cores, since many wait for what is said. The browser's tests go first, being
# the longest; ARGS="-n 0" runs all in one process.
WORKERS := -n 3 --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help run sandbox install needs test test-long coverage test-live check lint format types bench proto lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "%-12s%s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/.run ## set everything up and serve on PORT (3000)
	@scripts/get-livekit-client
	@exec $(BIN)/python app.py

sandbox: $(VENV)/.run ## run the clouds in a box alone, on SANDBOX_PORT (3001)
	@exec $(BIN)/python -m sandbox --port $${SANDBOX_PORT:-3001}

install: $(VENV)/.dev ## set up everything that tests and checks need
	@scripts/get-livekit-client

test: needs ## run the tests, real browser included
	@$(BIN)/python -m pytest $(WORKERS) -m "not long" $(ARGS)

test-long: needs ## run the rest: killed servers, races of processes, the vendors' SDKs
	@$(BIN)/python -m pytest $(WORKERS) -m long $(ARGS)

needs: $(VENV)/.dev
	@scripts/need-chromium
	@scripts/need-node
	@scripts/need-postgres
	@scripts/need-redis
	@scripts/need-livekit
	@scripts/get-livekit-client

coverage: $(VENV)/.dev ## measure what the tests of the server itself reach: 90 % at least
	@scripts/need-postgres
	@scripts/need-redis
	@$(BIN)/python -m pytest $(WORKERS) --cov --cov-report=term -m "not long" $(UNMEASURED:%=--ignore=tests/%) $(ARGS)

test-live: $(VENV)/.dev ## run the contract test on the real LiveAvatar, with LIVEAVATAR_API_KEY
	@$(BIN)/python -m pytest --live tests/liveavatar/test_client_live.py $(ARGS)

check: lint types ## run every gate that is not a test

lint: $(VENV)/.dev ## check style and formatting
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/.dev ## check types
	@$(BIN)/mypy

format: $(VENV)/.dev ## format and fix what can be fixed
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(VENV)/.dev ## run the benchmarks one after the other
	@for b in bench/bench_*.py; do $(BIN)/python $$b || exit 1; done

proto: $(VENV)/.dev ## write heygen/frames_pb2.* anew from heygen/frames.proto
	@$(BIN)/python -m grpc_tools.protoc -I. --python_out=. --pyi_out=. heygen/frames.proto

lock: $(VENV)/.dev ## write constraints.txt anew from what is installed
	@(head -1 constraints.txt; $(BIN)/python -m pip freeze | sort -f) > constraints.new
	@mv constraints.new constraints.txt

clean: ## forget the environment and every cache
	@rm -rf $(VENV) node_modules static/vendor .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage

$(VENV)/bin/python:
	@scripts/make-venv $(PYTHON) $(VENV)

$(VENV)/.run: $(VENV)/bin/python requirements.txt sandbox/requirements.txt constraints.txt
	@echo "Installing (once; half a minute or so) ..."
	@$(PIP) -r requirements.txt -r sandbox/requirements.txt
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.txt
	@$(PIP) -r requirements-dev.txt
	@touch $@
