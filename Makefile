# `make` alone explains. Everything stays inside this folder: caches under var/, packages under .venv/.
MAKEFLAGS += --no-print-directory
export XDG_CACHE_HOME := $(CURDIR)/var/cache
export XDG_CONFIG_HOME := $(CURDIR)/var/config
# Servers of our own and made-up people: a firm starts its services without make.
export STANDING_DEMO := 1
PYTHON := .venv/bin/python
PORT ?= 8000

.DEFAULT_GOAL := help
help: ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 18

run: ## the site with demo data at http://localhost:8000 (PORT= for another); Ctrl-C stops everything
	@deploy/prepare.sh run
	@exec $(PYTHON) manage.py serve --port $(PORT)

dev: ## the same for work on the code: pages, templates, styles and worker follow every change; /ui/ has all components
	@deploy/prepare.sh test
	@STANDING_DEBUG=1 STANDING_STATIC_STORAGE=django.contrib.staticfiles.storage.StaticFilesStorage \
	  $(PYTHON) manage.py serve --dev --port $(PORT)

check: ## format, lint, types, the import rule and the tests that need no browser and no claim; half a minute
	@deploy/prepare.sh test
	@$(PYTHON) -m ruff format --check --quiet .
	@$(PYTHON) -m ruff check --quiet .
	@$(PYTHON) -m djhtml --check --tabwidth 2 templates >/dev/null
	@$(PYTHON) -m portal.embedded $(PYTHON) -m mypy
	@HOME="$(CURDIR)/var/home" $(PYTHON) -m pytest -q tests/repo tests/law tests/flickr tests/vault

test: ## every test (T="-k check" passes arguments to pytest)
	@deploy/prepare.sh test
	@HOME="$(CURDIR)/var/home" $(PYTHON) -m pytest $(T)

bench: ## measure against peers (WHAT=index,import,export,range,http,jobs,stalled,doors ROWS=5000000 KEEP=1); writes var/bench/latest.json
	@deploy/prepare.sh test
	@STANDING_POSTGRES_BUFFERS=4GB $(PYTHON) -m bench $(if $(WHAT),--what $(WHAT)) $(if $(ROWS),--rows $(ROWS)) $(if $(KEEP),--keep)

prove: ## long proofs that go on where they were stopped (WHAT=kills,law,looks COUNT=500); results in var/prove/
	@deploy/prepare.sh test
	@$(PYTHON) -m prove $(if $(WHAT),--what $(WHAT)) $(if $(COUNT),--count $(COUNT))

fuzz: ## a million pasted texts and ten thousand mutated files to each reader (TEXTS= FILES=)
	@deploy/prepare.sh test
	@DJANGO_SETTINGS_MODULE=portal.settings $(PYTHON) -m portal.embedded $(PYTHON) -m tests.fuzz $(or $(TEXTS),1000000) $(or $(FILES),10000)

fix: ## format and lint
	@deploy/prepare.sh test
	@$(PYTHON) -m ruff format . && $(PYTHON) -m ruff check --fix . && $(PYTHON) -m djhtml --tabwidth 2 templates

demo: ## seed the demo data into the embedded database
	@deploy/prepare.sh run
	@$(PYTHON) manage.py demo

backup: ## a backup of the demo below var/backups, its data keys below var/key-backups
	@deploy/prepare.sh run
	@$(PYTHON) manage.py backup

restore: ## the newest backup into an empty place (INTO=var/restored), compared row by row and file by file
	@deploy/prepare.sh run
	@$(PYTHON) manage.py restore $(FROM) --into $(or $(INTO),var/restored) --identity var/backup-identity --compare

law: ## write the whole law in plain English to docs/law.md
	@deploy/prepare.sh run
	@$(PYTHON) manage.py law > docs/law.md && echo "docs/law.md written"

words: ## collect the words to translate into locale/ (needs gettext); tests/portal/test_spanish.py says what is missing
	@deploy/prepare.sh run
	@$(PYTHON) manage.py makemessages --locale es --no-location --no-obsolete --no-wrap --ignore .venv --ignore var --ignore tests --ignore docs --ignore deploy
	@msgattrib --untranslated --no-wrap locale/es/LC_MESSAGES/django.po | grep '^msgid "..*"' || echo "Nothing is left to translate."

pictures: ## draw the pictures of the README and the sheets of all pages again (docs/pictures)
	@deploy/prepare.sh test
	@HOME="$(CURDIR)/var/home" $(PYTHON) -m pytest -q -n 0 tests/flows/pictures.py
	@for look in 375-light-en 375-dark-es 1280-light-en; do \
	  STANDING_LOOK=$$look HOME="$(CURDIR)/var/home" $(PYTHON) -m pytest -q -n 0 tests/flows/looks.py || exit 1; \
	  cp var/looks/$$look.webp docs/pictures/pages-$$look.webp; done

lock: ## pin the requirements with hashes, for every patch release of Python 3.11 and later
	@for set in requirements requirements-demo requirements-pictures requirements-test; do \
	  .venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header $$set.in -o $$set.txt; done

.PHONY: help run dev check test bench prove fuzz fix demo backup restore law words pictures lock
