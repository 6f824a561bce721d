# Two commands: `make run` and `make test`. Everything else is a part of one of them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
TESTED := $(VENV)/.installed-dev

.PHONY: run test lint types tests widget bench clean

run: $(INSTALLED)
	$(BIN)/adviser serve

test: lint types tests

lint: $(TESTED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(TESTED)
	$(BIN)/mypy

tests: $(TESTED)
	$(BIN)/pytest

widget:
	cd widget && npm ci --no-audit --no-fund && npm run check

bench: $(TESTED)
	$(BIN)/python -m benchmarks

# torch comes first and by itself: its builds differ from platform to platform, so the lock leaves
# it out, and whatever is installed after it is satisfied with the build that is there.
$(INSTALLED): pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet $(PIP_TORCH) torch==2.13.0
	$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	touch $@

$(TESTED): $(INSTALLED) requirements-dev.lock
	$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements-dev.lock
	touch $@

clean:
	rm -rf $(VENV) build *.egg-info
