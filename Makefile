# Everything a contributor does. Needs python3 (3.11 or newer) and pip; uses uv when it is there.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# uv_build looks for its own program on the path.
export PATH := $(CURDIR)/$(BIN):$(PATH)
UV := $(shell command -v uv 2>/dev/null)

# `make demo` needs only what the program needs; everything else needs the tools too.
define install
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(if $(UV),$(UV) pip install --quiet --python $(BIN)/python,$(BIN)/python -m pip install --quiet --disable-pip-version-check) --require-hashes -r $(1)
	$(if $(UV),$(UV) pip install --quiet --python $(BIN)/python,$(BIN)/python -m pip install --quiet --disable-pip-version-check) --no-deps --no-build-isolation -e .
	@touch $(2)
endef

.PHONY: demo test check fmt lock bench clean

$(VENV)/.run: requirements/run.txt pyproject.toml
	@echo "… making $(VENV) (once)"
	$(call install,requirements/run.txt,$@)

$(VENV)/.dev: requirements/dev.txt pyproject.toml
	@echo "… making $(VENV) with the development tools (once)"
	$(call install,requirements/dev.txt,$@)
	@touch $(VENV)/.run

demo: $(VENV)/.run  ## the worked example: a study, the system it describes, and a report
	@$(BIN)/delian demo

test: $(VENV)/.dev  ## all tests, with branch coverage
	@$(BIN)/python -m pytest --cov --cov-report=term

check: $(VENV)/.dev  ## lint, format, types, layers
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy src tests
	@$(BIN)/lint-imports

fmt: $(VENV)/.dev  ## format, and mend what can be mended by itself
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

lock:  ## pin every dependency by hash, for all platforms and Python versions (needs uv)
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --group dev pyproject.toml -o requirements/dev.txt
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --group build -c requirements/dev.txt pyproject.toml -o requirements/run.txt

bench: $(VENV)/.dev  ## every benchmark; each prints one line of JSON
	@for file in benchmarks/*.py; do $(BIN)/python $$file || true; done

clean:  ## forget the virtual environment and all caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
