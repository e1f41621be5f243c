# The two commands of the README are `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT := build
SHARED ?= $(wildcard ../shared)
CASE := cases/caracas-havana

.PHONY: demo test test-all lint format docs bench bench-reading bench-shifts bench-scenarios clean

demo: $(VENV)/installed
	@mkdir -p $(OUT)
	$(BIN)/volteface brief $(CASE) --html $(OUT)/brief.html
	@echo "The page: $(OUT)/brief.html"

test: $(VENV)/developed $(VENV)/chromium lint
	$(BIN)/python -m pytest

test-all: test docs
	$(BIN)/python -m pip install --quiet -c constraints.txt -e ".[bayes,cluster,fast,import,sensitivity]"
	$(BIN)/python -m pytest tests/scenarios

lint: $(VENV)/developed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/developed
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/developed
	$(BIN)/python -m pip install --quiet -c constraints.txt -e ".[docs]"
	$(BIN)/sphinx-build -W -q -b html docs $(OUT)/docs
	$(BIN)/sphinx-build -W -q -b doctest docs $(OUT)/doctest

bench: $(VENV)/developed
	VOLTEFACE_SHARED="$(SHARED)" $(BIN)/python benchmarks/bench_reference.py
	VOLTEFACE_SHARED="$(SHARED)" $(BIN)/python benchmarks/bench_speed.py
	VOLTEFACE_SHARED="$(SHARED)" $(BIN)/python benchmarks/bench_reading.py

bench-reading: $(VENV)/developed
	VOLTEFACE_SHARED="$(SHARED)" $(BIN)/python benchmarks/bench_reading.py

bench-shifts: $(VENV)/developed
	$(BIN)/python -m pip install --quiet -c constraints.txt pandas scikit-learn ruptures
	cd benchmarks && VOLTEFACE_SHARED="$(abspath $(SHARED))" ../$(BIN)/python bench_shifts.py

bench-scenarios: $(VENV)/developed
	$(BIN)/python -m pip install --quiet -c constraints.txt -e ".[bayes,cluster,fast,import,sensitivity]"
	VOLTEFACE_SHARED="$(abspath $(SHARED))" $(BIN)/python benchmarks/bench_scenarios.py

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: $(VENV)/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/developed: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch $@

# Browser tests drive the system's Chromium. It is installed where we may (Debian, as root or with
# sudo); elsewhere those tests skip and say so.
$(VENV)/chromium: | $(VENV)/bin/python
	@if command -v chromium >/dev/null 2>&1; then echo "chromium is here"; \
	elif command -v apt-get >/dev/null 2>&1 && [ "$$(id -u)" = 0 ]; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null || true; \
	elif command -v apt-get >/dev/null 2>&1 && sudo -n true 2>/dev/null; then \
	  sudo apt-get update -qq && sudo DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null || true; \
	else echo "chromium cannot be installed here: browser tests will skip"; fi
	@touch $@

clean:
	rm -rf $(VENV) $(OUT)
