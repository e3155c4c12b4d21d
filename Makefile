# Every target makes what it needs in a virtual environment of its own; all that is asked for is Python and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint types bench wheel oldest clean

demo: $(VENV)/installed
	$(BIN)/python examples/provision_numbers.py

test: $(VENV)/installed
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage report

lint: $(VENV)/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/installed
	$(BIN)/mypy

bench: $(VENV)/installed
	$(BIN)/python benchmarks/bench.py

# The tests once more, away from the source tree, against the wheel as users install it.
wheel: $(VENV)/installed
	rm -rf dist build/wheel
	$(BIN)/python -m build
	$(PYTHON) -m venv build/wheel/venv
	build/wheel/venv/bin/python -m pip install --quiet --upgrade pip
	build/wheel/venv/bin/python -m pip install --quiet "$$(ls dist/*.whl)[dev]"
	cp -R tests tools examples docs conftest.py README.md CHANGELOG.md pyproject.toml build/wheel/
	cd build/wheel && venv/bin/python -P -m pytest -p no:cacheprovider

# The tests with the oldest version of every dependency that pyproject.toml claims.
oldest:
	mkdir -p build/oldest
	sed -n '/^dependencies = \[/,/^\]/s/.*"\(.*\)>=\(.*\)",/\1==\2/p' pyproject.toml > build/oldest/constraints.txt
	$(PYTHON) -m venv build/oldest/venv
	build/oldest/venv/bin/python -m pip install --quiet --upgrade pip
	build/oldest/venv/bin/python -m pip install --quiet --constraint build/oldest/constraints.txt --editable '.[dev]'
	# The pytest-asyncio that goes with the oldest pytest leaves an event loop behind, which nobody closes.
	build/oldest/venv/bin/python -m pytest -p no:cacheprovider \
		-W "ignore:Exception ignored in:pytest.PytestUnraisableExceptionWarning"

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	$(BIN)/python -m pip install --quiet --no-deps 'aioboto3>=15'
	touch $@

clean:
	rm -rf $(VENV) build dist .coverage .mypy_cache .pytest_cache .ruff_cache
