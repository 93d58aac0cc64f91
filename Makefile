# Each target works from nothing but Python 3.11, 3.12 or 3.13: the environment is made when it is
# missing, and made anew when the requirements have changed.

PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3 python; do \
  $$python -c 'import ensurepip, sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
  2>/dev/null && echo $$python && break; done)
RUN     := .venv/bin/python
SITE    := _build/html
LOG     := _build/log.txt
DENO    := .venv/bin/deno
SCRIPTS := lib/backprop/widgets/js tests/js

READY_TO_READ := .venv/ready-to-read
READY_TO_TEST := .venv/ready-to-test
INSTALL := $(RUN) -m pip install -qq --disable-pip-version-check --no-compile -r

# Text is UTF-8 and nobody is asked for anything, whatever the machine's settings.
export PYTHONUTF8 := 1
export DENO_NO_UPDATE_CHECK := 1

.PHONY: help book pdf lab refresh test lint notebooks portable faults bench peers picture clean
.DEFAULT_GOAL := help

help:     ## Say what can be made
	@sed -n 's/^\([a-z]*\): .*## /make \1\t/p' Makefile | expand -t 16

book: $(READY_TO_READ)  ## Build the book
	@echo "Building the book: executing its notebooks, about a minute ..."
	@mkdir -p _build
	@.venv/bin/jupyter-book build . --all -W -n --keep-going --quiet > $(LOG) 2>&1 || { cat $(LOG); exit 1; }
	@echo "The book is ready: open file://$(CURDIR)/$(SITE)/index.html"

pdf: book $(READY_TO_TEST)  ## Print the book into one PDF
	@echo "Printing the pages of the book ..."
	@$(RUN) scripts/pdf.py

lab: $(READY_TO_READ)  ## Open the notebooks in JupyterLab
	@echo "Starting JupyterLab on the folder book: a browser opens; Ctrl+C ends it."
	@$(RUN) -m jupyterlab book --log-level=ERROR --MappingKernelManager.transport_encryption=auto \
	  $(if $(filter 0,$(shell id -u)),--allow-root)

refresh: $(READY_TO_READ)  ## Execute all notebooks and store their outputs
	@echo "Executing the notebooks and storing their outputs, about a minute:"
	@$(RUN) scripts/refresh.py

test: $(READY_TO_TEST)  ## Check everything that CI checks
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory -j2 notebooks book
	@echo "Testing the library, the pages and the widgets, in Python and in a browser, a quarter of an hour on two cores ..."
	@BOOK_HTML=$(SITE) $(RUN) -m pytest --quiet --numprocesses 3 --dist loadgroup \
	  --timeout 600 --timeout-method thread --cov
	@echo "Testing the widgets' JavaScript by itself ..."
	@$(DENO) test --quiet --no-remote --allow-read --allow-run --allow-env tests/js

lint: $(READY_TO_TEST)  ## Check the style of the code and of the prose
	@echo "Checking the style of the Python, of the JavaScript and of the prose ..."
	@$(RUN) -m ruff check --quiet
	@$(RUN) -m mypy --no-error-summary
	@$(RUN) -m codespell_lib $(wildcard *.md) book lib scripts tests benchmarks
	@$(RUN) scripts/lint_prose.py
	@$(DENO) fmt --quiet --check $(SCRIPTS) tests/browser/js book/_static/*.js
	@$(DENO) lint --quiet $(SCRIPTS)
	@$(DENO) check --quiet --no-remote $(SCRIPTS)

notebooks: $(READY_TO_READ)  ## Check that each notebook gives what is stored in it
	@echo "Running the notebooks and comparing what they give with what is stored, about a minute ..."
	@$(RUN) -m pytest --quiet --nbval --nbval-current-env --nbval-cell-timeout 600 \
	  --nbval-kernel-startup-timeout 600 book

portable: $(READY_TO_TEST)  ## Check notebooks and library as on other processors (long)
	@echo "Running notebooks and tests under the settings of other processors, some minutes each ..."
	@$(RUN) scripts/portable.py $(PORTABLE)

faults: $(READY_TO_TEST)  ## Put faults into the library and see what notices (long)
	@echo "Putting one fault after the other into a copy of the library. Ctrl+C stops; the next run goes on."
	@$(RUN) scripts/faults.py $(FAULTS)

bench: $(READY_TO_READ)  ## Time the library beside its peers
	@for script in benchmarks/bench_*.py; do echo "Timing: $$script"; $(RUN) $$script || exit 1; done

peers: $(READY_TO_READ)  ## Install the peers for the benchmarks (large)
	@echo "Installing the peers that the benchmarks need: some gigabytes ..."
	@$(INSTALL) requirements-bench.txt

picture: book $(READY_TO_TEST)  ## Take the picture of the book for the README
	@$(RUN) scripts/picture.py

clean:    ## Remove the environment and the built book
	@echo "Removing the environment and the built book."
	@rm -rf .venv _build

$(READY_TO_READ): requirements.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed, with its venv module."; exit 1; }
	@echo "Making the environment .venv with $(PYTHON): a minute or two, once ..."
	@rm -rf .venv
	@$(PYTHON) -m venv .venv
	@$(INSTALL) requirements.txt
	@touch $@

$(READY_TO_TEST): requirements-test.txt $(READY_TO_READ)
	@echo "Installing what the tests need besides ..."
	@$(INSTALL) requirements-test.txt
	@touch $@
