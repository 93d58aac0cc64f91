# Each target works from nothing but Python 3.11, 3.12 or 3.13: the environment is made when it is
# missing, and made anew when the requirements have changed.

PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3 python; do \
  $$python -c 'import ensurepip, sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
  2>/dev/null && echo $$python && break; done)
READY  := .venv/ready
RUN    := .venv/bin/python -m
PYTEST := $(RUN) pytest
SITE   := _build/html

.PHONY: help book test notebooks lab refresh bench peers picture clean
.DEFAULT_GOAL := help

help:     ## Say what can be made
	@sed -n 's/^\([a-z]*\): .*## /make \1\t/p' Makefile | expand -t 16

book: $(READY)  ## Build the book
	.venv/bin/jupyter-book build . --all -W -n --keep-going --quiet
	@echo "The book is in $(SITE). Open file://$(CURDIR)/$(SITE)/index.html"

test: $(READY)  ## Everything that CI checks
	$(RUN) ruff check
	$(MAKE) --no-print-directory -j2 notebooks book
	BOOK_HTML=$(SITE) $(PYTEST) --numprocesses 3 --dist loadgroup --cov

notebooks: $(READY)  ## Check that each notebook gives what is stored in it
	$(PYTEST) --numprocesses 2 --dist loadscope --nbval --nbval-current-env --nbval-cell-timeout 600 --nbval-kernel-startup-timeout 600 book

lab: $(READY)  ## Open the notebooks in JupyterLab
	$(RUN) jupyterlab book $(if $(filter 0,$(shell id -u)),--allow-root)

refresh: $(READY)  ## Execute all notebooks and store their outputs
	.venv/bin/python scripts/refresh.py

bench: $(READY)  ## Time the library beside its peers
	@for script in benchmarks/bench_*.py; do .venv/bin/python $$script || exit 1; done

peers: $(READY)  ## Install the peers for the benchmarks (large)
	$(RUN) pip install -qq -r requirements-bench.txt

picture: book  ## Take the picture of the book for the README
	.venv/bin/python scripts/picture.py

clean:  ## Remove the environment and the built book
	rm -rf .venv _build

$(READY): requirements.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed, with its venv module."; exit 1; }
	rm -rf .venv
	$(PYTHON) -m venv .venv
	$(RUN) pip install -qq --disable-pip-version-check --no-compile -r requirements.txt
	touch $@
