# make demo      set up, and serve the site with the sample records
# make test      set up, and run every test, the browser's included
# make check     format, lint, types, import layers, migrations, messages, supply
# make sbom      sbom.json, and the licences of what production runs
# make bench     every figure against its goal, with production settings; needs wrk and nginx
# make drills    faults and attacks against a site of their own, a line each; for a quiet machine, each night
#
# Neither needs a database, a .env file or another step first.

PORT ?= 8000
SHELL := /bin/sh
# Python compiles what it imports once, for all processes of a run, beside no source file.
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX = $(CURDIR)/__pycache__
export UV_LINK_MODE ?= copy

# uv of the machine, else one of our own in .uv (made by the first command that needs it).
UV = $$(command -v uv || echo "$(CURDIR)/.uv/bin/uv")
RUN = "$(UV)" run --no-sync
# Third parties' warnings that we cannot mend are named here, and in pyproject.toml for pytest.
STRICT = -W error

.PHONY: demo demo-reset test ready check types rules bench drills format messages sbom setup setup-demo uv browser

# exec: what ends make from outside reaches the site, which then stops its database as Ctrl-C does.
demo: setup-demo
	@exec $(RUN) python manage.py demo --port "$(PORT)"

demo-reset: setup-demo
	@exec $(RUN) python manage.py demo --port "$(PORT)" --reset

# Three workers for two cores, each with a database of its own: tests/support/side_by_side.py. What fails is
# tried once more beside them and listed: a defect fails twice, a slow machine's accident does not.
test: setup browser
	@$(RUN) pytest --numprocesses auto --maxprocesses 8 --dist loadscope --reruns 1 -rfER

# What each worker would else do by itself before its first test: compile all of them, migrate.
ready: browser
	@$(RUN) pytest --numprocesses 0 -k test_the_migration_makes_the_token_of_the_record \
	  >/dev/null 2>&1 || true  # make test says why

# Types take as long as all the other rules: a core for each.
check: setup
	@$(MAKE) --no-print-directory --jobs=2 types rules

types:
	$(RUN) mypy

rules:
	$(RUN) ruff format --check .
	$(RUN) ruff check .
	$(RUN) lint-imports --no-cache
	$(RUN) python $(STRICT) manage.py makemigrations --check --dry-run
	$(RUN) python $(STRICT) -m tests.messages --check
	$(RUN) python -m tests.supply

bench: setup
	@$(RUN) python -m benchmarks $(if $(ONLY),--only $(ONLY))

drills: setup
	@$(RUN) python -m deploy.drills $(or $(ONLY),all)

format: setup
	$(RUN) ruff format .
	$(RUN) ruff check --fix .

# What production is made of: a list in CycloneDX, and the licences of its libraries.
sbom: setup
	"$(UV)" export --quiet --locked --no-dev --all-extras --format cyclonedx1.5 --output-file sbom.json
	$(RUN) python -m tests.supply --licences

messages: setup
	$(RUN) python -m tests.messages

setup: uv
	@"$(UV)" sync --locked --quiet

setup-demo: uv
	@"$(UV)" sync --locked --inexact --no-dev --quiet

browser:
	@$(RUN) python -m tests.browser.chromium --install || true  # its tests then fail, in words

uv:
	@command -v uv >/dev/null || [ -x .uv/bin/uv ] || { \
	  command -v python3 >/dev/null || { \
	    echo "Neither uv nor python3 is installed: install one of them first."; exit 1; }; \
	  echo "Installing uv into .uv ..."; \
	  { python3 -m venv .uv && .uv/bin/python -m pip install --quiet uv; } >/dev/null 2>&1 \
	  || python3 -m pip install --quiet --target .uv uv \
	  || { echo "uv could not be installed; see https://docs.astral.sh/uv/"; exit 1; }; }
