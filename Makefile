# The same targets as in CONTRIBUTING.md; the continuous integration (.ci/run) runs `lint`, `test` and `site`.
PYTHON ?= python
.PHONY: dev lint quick test thorough golden bench fuzz hunt freed certificates manual docs site

dev:            ## install the project and its development tools into the current environment
	$(PYTHON) -m pip install --editable ".[dev]"

lint:           ## style, types, and which layer may import which
	$(PYTHON) -m ruff check src tests benchmarks website
	$(PYTHON) -m ruff format --check src tests benchmarks website
	$(PYTHON) -m mypy
	lint-imports

quick:          ## the tests that a change waits for
	$(PYTHON) -m pytest -n auto -m "not slow"

test:           ## all tests; the longest with a part of their cases
	$(PYTHON) -m pytest -n auto

thorough:       ## all tests with all of their cases; takes most of an hour
	DIFFCHECK_THOROUGH=1 $(PYTHON) -m pytest -n auto

golden:         ## write the golden files anew; look at the difference before you keep it
	DIFFCHECK_GOLDEN=write $(PYTHON) -m pytest tests/render tests/docs/test_pages.py

bench:          ## the ratios of the speed bars
	$(PYTHON) benchmarks/run.py
	$(PYTHON) benchmarks/throughput.py

fuzz:           ## twenty thousand hostile lines through the program
	$(PYTHON) -m tests.hostile.fuzz 20000

hunt:           ## formulas in which unknown quantities cancel, judged at points beyond doubles, and laws between equal formulas
	$(PYTHON) -m tests.mathematics.hunt 300

freed:          ## every number of every corpus function made a parameter, one after the other; takes a quarter of an hour
	DIFFCHECK_FREED=all $(PYTHON) -m pytest tests/mathematics/test_freed_numbers.py

certificates:   ## every function of the corpora: its certificate written, and judged by Coq; takes a quarter of an hour
	$(PYTHON) -m tests.certificates.corpus

manual:         ## the manual page, from the words of --help
	$(PYTHON) -m diffcheck.shell.manual

docs: manual    ## what follows from declarations: the manual page, the pages of functions, options, kinds and JSON, the options for Python
	$(PYTHON) -m diffcheck.shell.reference

site:           ## the documentation as a site in build/site; reading it needs no network
	NO_MKDOCS_2_WARNING=1 $(PYTHON) -m mkdocs build --strict --quiet
