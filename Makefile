# Floorwalk. `make run` shows it, `make test` proves it.
# Settings come from the environment or from .env (see .env.example): DATABASE_URL, PORT, HOST and the rest.

PYTHON ?= python3.11
BIN := .venv/bin
RERUNS ?= 1
MANAGE := $(BIN)/python manage.py
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run fresh setup test lint unit unit-postgres browser test-faults test-webkit test-mutations test-schema advisories sbom screenshots format lock clean

run: export DEMO ?= true
run: export LOG_LEVEL ?= WARNING
run: setup
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) createcachetable --verbosity 0
	@$(MANAGE) load_programme --verbosity 0
	@$(MANAGE) collectstatic --noinput --verbosity 0
	@$(MANAGE) demo_world
	@$(MANAGE) rollup --verbosity 0
	@$(MANAGE) address
	@exec $(BIN)/gunicorn config.wsgi --config config/gunicorn.py

fresh: export DEMO ?= true
fresh: setup
	@$(MANAGE) fresh_start
	@$(MAKE) --no-print-directory run

setup: .venv/ready

.venv/ready: requirements.lock
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || python3 -m venv .venv
	@$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	@touch $@

.venv/ready-to-test: requirements-dev.lock .venv/ready
	@$(BIN)/pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

test: lint unit browser
	@echo "All of it passed."

lint: .venv/ready-to-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files -co --exclude-standard 'templates/*.html')
	$(BIN)/djlint --quiet --lint templates
	DEBUG=true $(BIN)/mypy
	DEBUG=true $(MANAGE) makemigrations --check --dry-run
	SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))') ALLOWED_HOSTS=floorwalk.example $(MANAGE) check --deploy --fail-level WARNING

unit: .venv/ready-to-test
	DEBUG=true $(BIN)/pytest -n auto --dist loadfile -m "not browser and not faults and not webkit"

unit-postgres: .venv/ready-to-test
	$(BIN)/python -m tests.postgres -n auto -m "not browser and not faults and not webkit" tests/accounts tests/cards tests/coaching tests/panel

browser: .venv/ready-to-test
	@sh tests/e2e/chromium.sh
	DEBUG=true $(BIN)/pytest -n 2 --dist worksteal -m browser --reruns $(RERUNS) -rR

test-faults: .venv/ready-to-test
	@sh tests/e2e/chromium.sh
	@sh tests/e2e/around.sh
	@sh tests/e2e/faults.sh
	DEBUG=true $(BIN)/pytest -n 2 --dist loadfile -m faults

test-webkit: .venv/ready-to-test
	@sh tests/e2e/webkit.sh
	DEBUG=true $(BIN)/pytest -n 2 --dist loadfile -m webkit

test-mutations: .venv/ready-to-test
	@sh tests/e2e/chromium.sh
	$(BIN)/python -m tests.mutations

test-schema: .venv/ready-to-test
	$(BIN)/python -m tests.schema

# Fails where no source of advisories answers: then nothing was looked at.
advisories: .venv/ready
	@$(BIN)/python -m tests.advisories

sbom: .venv/ready
	@mkdir -p var
	@$(BIN)/python -m tests.advisories sbom > var/sbom.json
	@echo "var/sbom.json"

screenshots: .venv/ready-to-test
	@sh tests/e2e/chromium.sh
	$(BIN)/python -m tests.e2e.screenshots

format: .venv/ready-to-test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djade --target-version 5.2 $$(git ls-files -co --exclude-standard 'templates/*.html')

# Needs uv; plain pip installs what it writes.
lock:
	uv pip compile --quiet --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements.lock requirements.txt
	uv pip compile --quiet --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements-dev.lock requirements-dev.txt

clean:
	rm -rf .venv var
