"""Suites: a TOML file with a table for each formula, or the functions of a Python file whose comments make claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import Any, Final

from diffcheck import api
from diffcheck.errors import BadInput
from diffcheck.model.entry import Entry
from diffcheck.model.options import Options, Row, rows

TABLE: Final = "function"
"""The name of the tables: `[[function]]`."""
FORMULA, NAME = "formula", "name"
NOT_HERE: Final = ("--require", "--solve", "--all", "--explain", "--autodiff", "--plot", "--second-opinion")
"""Options of the whole call; what is required of one formula is a claim."""


def own_options() -> dict[str, Row]:
    """The options that a table may have, by their names without dashes."""
    return {row.option.name.removeprefix("--"): row for row in rows(Options) if row.option.name not in NOT_HERE}


def read_suite(path: str, options: Options) -> list[Entry]:
    """The formulas of a suite. Raises BadInput."""
    text = read_text(path)
    if path.endswith(".py"):
        return list(claimed(path, text, None, options))
    return list(_tables(path, text, options))


def read_text(path: str) -> str:
    """The text of a file. Raises BadInput."""
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except UnicodeDecodeError as error:
        raise BadInput("file", f"{path} is not valid UTF-8") from error
    except OSError as error:
        raise BadInput("file", f"cannot read {path}: {error.strerror}") from error


def claimed(path: str, text: str, name: str | None, options: Options) -> Iterator[Entry]:
    """The functions of a Python file that have a comment such as `# diffcheck: C1` beside or above them."""
    try:
        for function in api.claimed_functions(text, name):
            yield Entry(function.text, function.name, path, function.line, replace(options, claim=(*options.claim, *function.claims)))
    except BadInput as error:
        raise BadInput(error.code, f"{path}: {error.message}", hint=error.hint) from error


def _tables(path: str, text: str, options: Options) -> Iterator[Entry]:
    import tomllib

    try:
        suite = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput("file", f"{path}: {error}") from error
    tables = suite.pop(TABLE, None)
    if not isinstance(tables, list) or not tables:
        raise BadInput(
            "file", f"{path}: there is no table [[{TABLE}]]", hint=f'for example: [[{TABLE}]] formula = "|x|" claim = "C0, not C1"'
        )
    common = _with(path, None, options, suite)
    lines = [number for number, line in enumerate(text.splitlines(), 1) if "".join(line.split()).startswith(f"[[{TABLE}]]")]
    known = lines if len(lines) == len(tables) else [None] * len(tables)
    for table, line in zip(tables, known, strict=True):
        formula, name = table.pop(FORMULA, None), table.pop(NAME, None)
        if not isinstance(formula, str):
            raise _wrong(path, line, f"a table needs a {FORMULA}, a text")
        if name is not None and not isinstance(name, str):
            raise _wrong(path, line, f"{NAME} must be a text")
        yield Entry(formula, name, path, line, _with(path, line, common, table))


def _with(path: str, line: int | None, options: Options, table: Mapping[str, Any]) -> Options:
    """The options with those of a table: texts are added to texts, and else its own stand for those of the call."""
    known = own_options()
    given: dict[str, Any] = {}
    for name, value in table.items():
        row = known.get(name)
        if row is None:
            near = get_close_matches(name, [*known, FORMULA, NAME], 1)
            raise _wrong(
                path, line, f"there is no option {name!r} here", f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
            )
        given[row.keyword] = _value(path, line, row, value)
    own = Options.of(**given)
    return replace(options, **{keyword: _joined(getattr(options, keyword), getattr(own, keyword)) for keyword in given})


def _value(path: str, line: int | None, row: Row, value: Any) -> Any:
    """The value of an option as the API takes it."""
    name = row.option.name.removeprefix("--")
    if row.option.name == "--set":
        if not isinstance(value, dict) or not _are_texts(value.values()):
            raise _wrong(path, line, 'set must be a table of numbers or texts, such as set = { a = "1/2" }')
        return value
    texts = value if isinstance(value, list) and row.option.several else [value]
    if not _are_texts(texts):
        raise _wrong(path, line, f"{name} must be a text{' or a list of texts' if row.option.several else ''}")
    if row.option.choices and value not in row.option.choices:
        raise _wrong(path, line, f"{name} must be one of {', '.join(row.option.choices)}")
    return [str(one) for one in texts] if row.option.several else str(value)


def _are_texts(values: Iterable[Any]) -> bool:
    """Whether all are texts, or numbers, which are texts without quotation marks."""
    return all(isinstance(one, str | int | float) and not isinstance(one, bool) for one in values)


def _joined(common: Any, own: Any) -> Any:
    return (*common, *own) if isinstance(common, tuple) and isinstance(own, tuple) else own


def _wrong(path: str, line: int | None, message: str, hint: str | None = None) -> BadInput:
    return BadInput("file", f"{path}{f':{line}' if line is not None else ''}: {message}", hint=hint)
