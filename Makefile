# Two commands do everything: `make run` opens the app, `make test` passes the tests.
# Both first install what is missing: system libraries by .ci/system-packages.sh, Python packages into .venv.

PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
READY := $(VENV)/.ready
PY := $(BIN)/python

.PHONY: run test check format soak bench lock hooks clean run-libraries test-libraries

run: run-libraries $(READY)  ## open the app
	$(PY) main.py

test: test-libraries $(READY)  ## every test, with coverage
	$(PY) -m pytest -n 2 --dist worksteal --cov --cov-report=term --cov-fail-under=85

check: $(READY)  ## format, lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: $(READY)  ## put the code into its one form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

soak: test-libraries $(READY)  ## the long forms of the long tests; hours
	$(PY) -m pytest --soak

bench: test-libraries $(READY)  ## figures beside their floors
	@over=0; for bench in tests/benchmarks/bench_*.py; do $(PY) $$bench || over=1; done; exit $$over

evaluate: $(READY)  ## how well the engine does on dogs with a known truth; CASES="a.jsonl b.jsonl" adds more
	@$(PY) -m tests.evaluation $(CASES)

hooks: $(READY)  ## run the checks before every commit
	$(BIN)/pre-commit install

lock: $(READY)  ## new versions into requirements.lock (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
		--custom-compile-command "make lock" --upgrade --group dev pyproject.toml --output-file requirements.lock

clean:  ## everything that was made here
	rm -rf $(VENV) build dist .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

run-libraries:
	@sh .ci/system-packages.sh run

test-libraries:
	@sh .ci/system-packages.sh test

# The stamp is newer than the lock only after every package of the lock is in place.
$(READY): requirements.lock
	@sh .ci/system-packages.sh setup "$(PYTHON)"
	$(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --require-hashes --requirement requirements.lock
	@touch $(READY)
