# Everything a newcomer or CI runs. Each target works alone on a machine with git, make and Python 3.11+.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
DEMO := .demo/caucasus
PORT ?= 8001

ifdef UV
MAKE_VENV = uv venv --quiet --python $(PYTHON) $(VENV)
INSTALL = uv pip install --quiet --python $(BIN)/python
else
MAKE_VENV = $(PYTHON) -m venv $(VENV)
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
endif

.PHONY: demo serve test check format docs evals clean

$(VENV)/run.stamp: pyproject.toml
	@test -x $(BIN)/python || $(MAKE_VENV)
	@echo "installing detente into $(VENV) ..." >&2
	@$(INSTALL) -e .
	@touch $@

$(VENV)/dev.stamp: pyproject.toml
	@test -x $(BIN)/python || $(MAKE_VENV)
	@echo "installing detente and its tools into $(VENV) ..." >&2
	@$(INSTALL) -e ".[dev]"
	@touch $@ $(VENV)/run.stamp

demo: $(VENV)/run.stamp     ## ingest the example corpus and answer the three questions
	@$(BIN)/detente demo --db $(DEMO)

serve: $(VENV)/run.stamp    ## the web pages on the example workspace
	@test -f $(DEMO)/workspace.sqlite || $(BIN)/detente demo --db $(DEMO) >/dev/null
	@$(BIN)/detente serve --db $(DEMO) --port $(PORT)

test: $(VENV)/dev.stamp     ## all tests
	@$(BIN)/python -m pytest

check: $(VENV)/dev.stamp    ## lint, types, import rules, duplicated docs
	$(BIN)/ruff check --no-cache .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python docs/build_reference.py --check

format: $(VENV)/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(VENV)/dev.stamp     ## write the generated part of the documentation again
	$(BIN)/python docs/build_reference.py

evals: $(VENV)/dev.stamp    ## measured quality against the pinned floors
	$(BIN)/python -m evals.gate

clean:
	rm -rf $(VENV) .demo .pytest_cache .mypy_cache .ruff_cache
