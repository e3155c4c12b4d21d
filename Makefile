# Every target makes what it needs in a virtual environment of its own; all that is asked for is Python and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint types docs mutants bench stories soak matrix dist clients clean

demo: $(VENV)/installed
	$(BIN)/python examples/provision_numbers.py

# Counting would double the time of the longest tests, and add nothing.
test: $(VENV)/installed
	$(BIN)/python -m pytest -n auto --dist worksteal -rs -m long
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n auto --dist worksteal -rs -m "not long"
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

lint: $(VENV)/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/installed
	$(BIN)/mypy

# The site, into build/docs: a name that leads nowhere is an error.
docs: $(VENV)/installed
	$(BIN)/sphinx-build -W --keep-going -n -q -b html -d build/doctrees docs build/docs

# So many small changes of the package, which the tests should notice; another SEED draws others.
SAMPLE ?= 200
SEED ?= 1
mutants: $(VENV)/installed
	$(BIN)/python tools/mutants.py --sample $(SAMPLE) --seed $(SEED)

# QUICK=1: a little of everything, to see that it runs.
bench: $(VENV)/installed
	$(BIN)/python -m benchmarks $(if $(QUICK),--quick)

# Others each time, held to the model in tests/test_random_stories.
STORIES ?= 2000
stories: $(VENV)/installed
	STORIES=$(STORIES) $(BIN)/python -m pytest -n auto tests/test_random_stories

# QUICK=1: all rounds of the server with less work in each, and few rounds of the rest.
soak: $(VENV)/installed
	$(BIN)/python -m benchmarks.soak $(if $(QUICK),--quick)

# The tests on every Python that is here, and with the oldest and newest of what they stand on: see noxfile.py.
matrix: $(VENV)/installed
	$(BIN)/nox

# What is published: built when some of it has changed, looked at, and tried by a program and tests of a user, in an
# environment that has nothing else, away from the tree.
PUBLISHED := *.md LICENSE conftest.py docs examples pinpoint_mock tests tools

dist: build/user/tried

build/user/tried: $(VENV)/installed $(shell find $(PUBLISHED) -type f ! -name '*.pyc')
	rm -rf dist build/user
	$(BIN)/python -m build
	$(BIN)/twine check --strict dist/*
	$(BIN)/check-wheel-contents dist/*.whl
	$(PYTHON) -m venv build/user
	build/user/bin/python -m pip install --quiet --no-compile dist/*.whl boto3
	cp examples/provision_numbers.py examples/test_provisioning.py build/user/
	touch build/user/pytest.ini
	cd build/user && bin/python -I provision_numbers.py && bin/python -I -m pytest test_provisioning.py
	touch $@

# AWS's own clients, which tests turn on the mock's server where they are here. Neither is a library of ours to import:
# the CLI brings a botocore that it chose itself.
clients:
	$(PYTHON) -m venv build/clients/aws
	build/clients/aws/bin/python -m pip install --quiet --no-compile --upgrade awscli
	mkdir -p build/clients/node
	cp tests/clients/package.json build/clients/node/
	npm install --prefix build/clients/node --no-audit --no-fund --loglevel=error || \
		echo "skipped: AWS's SDK for JavaScript, which npm has to bring"

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --no-compile --editable '.[dev]'
	$(BIN)/python -m pip install --quiet --no-deps 'aioboto3>=15'
	touch $@

clean:
	rm -rf $(VENV) .nox build dist .coverage .mypy_cache .pytest_cache .ruff_cache
