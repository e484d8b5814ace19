"""Every kind of point has its words, its sentence, its place in the schema and an explanation: a new one is forgotten nowhere."""

from __future__ import annotations

import json
from importlib import resources

import pytest

from diffcheck.analysis.point.finding import because
from diffcheck.model.kind import Kind
from diffcheck.render.words.kinds import HALF, LONG


def test_the_tables_of_words_hold_every_kind() -> None:
    assert set(HALF) == set(Kind)
    assert set(LONG) == set(Kind)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_reason(kind: Kind) -> None:
    assert because(kind, ("-1", "1", "2", "3"))


def test_the_schema_names_every_kind_in_the_order_of_the_contract() -> None:
    schema = json.loads(resources.files("diffcheck").joinpath("report.schema.json").read_text(encoding="utf-8"))
    found = [words for words in enums(schema) if "corner" in words]
    assert found == [[kind.value for kind in Kind]]


def enums(part: object) -> list[list[object]]:
    """Every list of words that the schema allows in some place."""
    if isinstance(part, list):
        return [found for inner in part for found in enums(inner)]
    if isinstance(part, dict):
        here = [part["enum"]] if "enum" in part else []
        return here + [found for inner in part.values() for found in enums(inner)]
    return []
