"""The exact expressions that the modules of these tests hold outlive the questions, each of which begins with empty tables."""

from diffcheck.exact.expr import keep_atoms
from diffcheck.functions.register import declarations


def pytest_collection_finish() -> None:
    declarations()
    keep_atoms()
