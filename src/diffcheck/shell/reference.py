"""Pages that follow from declarations: `python -m diffcheck.shell.reference` writes docs/functions.md from the register, docs/options.md
from the options, docs/kinds.md from the kinds of points, docs/json.md from report.schema.json, and into docs/python.md the table of the
options, and into the schema the kinds of points."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from diffcheck import api
from diffcheck.model.kind import Kind
from diffcheck.model.options import Options, rows
from diffcheck.render.functions import load
from diffcheck.render.words.kinds import explain_kind
from diffcheck.render.words.look import Look
from diffcheck.shell.texts import groups, written

PAGE = Path("docs") / "functions.md"
PYTHON = Path("docs") / "python.md"
OPTIONS = Path("docs") / "options.md"
KINDS = Path("docs") / "kinds.md"
JSON = Path("docs") / "json.md"
SCHEMA = Path("src") / "diffcheck" / "report.schema.json"
BAR = "\\|"
"""A bar in a cell of a table."""
HEADING = "| option | command line | meaning |\n|---|---|---|\n"
HEAD = """\
# Functions

Every function that diffcheck knows, as it declares itself in `src/diffcheck/functions/`: its names, where it is defined, where it is not
smooth, and why. The same text is shown by `diffcheck --functions`, by `--explain` and beside each point. For a function of one
argument, and a named formula with its defaults, domain and places are those that diffcheck finds for it as a function of x; for one of
several arguments the place is a condition on these. This page is generated (`make docs`); change the declaration, not the page.
"""

OPTIONS_HEAD = """\
# Options

`diffcheck [OPTIONS] [EXPRESSION]...`, in any order. An expression may begin with a minus sign; `-` stands for standard input, a formula a
line. [Exit codes](exit-codes.md) have a page of their own. This page is generated (`make docs`); change the declaration, not the page.
"""
KINDS_HEAD = """\
# Kinds of points

What may happen at a point, in the order in which the words are tried: the first that fits is taken. `diffcheck --explain WORD` shows the
same with a picture. This page is generated (`make docs`); change the declaration, not the page.

| word | f is there | what makes it one |
|---|---|---|
"""
JSON_HEAD = """\
# JSON, field by field

`diffcheck --json` writes one object a line. Exact values are text in SymPy's syntax: `sympy.sympify` reads them. The schema is part of the
package (`report.schema.json`, JSON Schema 2020-12), and this page is generated from it (`make docs`).
"""


def page(_: str = "") -> str:
    """The whole page on functions."""
    return f"{HEAD}\n{load('markdown')(api.functions(), Look(), False)}\n"


def with_options(text: str) -> str:
    """The page on Python with its table of options made anew."""
    before, heading, after = text.partition(HEADING)
    _, gap, rest = after.partition("\n\n")
    table = "\n".join(
        f"| `{o.python}` | `{o.name}` | {(o.page or o.meaning).replace('|', BAR)} |" for o in (row.option for row in rows(Options))
    )
    return f"{before}{heading}{table}{gap}{rest}"


def with_kinds(text: str) -> str:
    """The schema with its list of kinds made anew."""
    words = [f'"{kind.value}"' for kind in Kind]
    return re.sub(r'(\s*)"infinite",[^\]]*"(?=\s*\])', lambda found: ",".join(found[1] + word for word in words), text)


def options_page(_: str = "") -> str:
    """The whole page on options."""
    parts = [OPTIONS_HEAD]
    for heading, options in groups().items():
        lines = [f"## {heading}", "", "| option | meaning | in Python |", "|---|---|---|"]
        for option in options:
            shown = written(option).replace("|", BAR)
            python = f"`{option.python}`" if option.python else ""
            meaning = (option.meaning or "a setting of the option parser").replace("|", BAR)
            lines.append(f"| `{shown}` | {meaning} | {python} |")
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def kinds_page(_: str = "") -> str:
    """The whole page on kinds of points."""
    rows = ((kind.value, kind.facts, kind.facts.f_is.replace("nothing", "")) for kind in Kind)
    table = "".join(f"| [{facts.word}](#{value}) | {f_is} | {facts.meaning} |\n" for value, facts, f_is in rows)
    parts = [KINDS_HEAD + table]
    for kind in Kind:
        _, *paragraphs = (explain_kind(kind.value) or "").split("\n")
        told = [re.sub(r"^Example: (.*?) at ", r"Example: `\1` at ", text) for text in paragraphs]
        parts.append("\n\n".join([f"## {kind.facts.word} {{ #{kind.value} }}", f"In JSON `{kind.value}`.", *told]) + "\n")
    return "\n".join(parts)


def json_page(_: str = "") -> str:
    """The whole page on JSON."""
    schema = json.loads(Path(api.__file__).with_name(SCHEMA.name).read_text(encoding="utf-8"))
    parts = [JSON_HEAD]
    for name, one in schema["$defs"].items():
        lines = [f"## {one.get('title', name)} {{ #{name} }}", ""]
        if "properties" not in one:
            lines += [*([one["description"], ""] if "description" in one else []), f"Type: {_type(one)}.", ""]
        else:
            lines += ["| field | type | meaning |", "|---|---|---|", *_fields(one), ""]
        parts.append("\n".join(lines))
    return "\n".join(parts)


def _fields(schema: Mapping[str, Any], above: str = "") -> Iterator[str]:
    """The rows of an object, and of the objects that lie in it without a name."""
    fields = schema["properties"]
    alike = len(fields) > 1 and all(one == next(iter(fields.values())) for one in fields.values())
    for field, one in {", ".join(fields): next(iter(fields.values()))}.items() if alike else fields.items():
        name = f"{above}{field}"
        meaning = one.get("description", "") + ("" if field in schema.get("required", ()) else " *May be missing.*")
        yield f"| `{name}` | {_type(one)} | {meaning.strip()} |"
        for inner, path in ((one, f"{name}."), (one.get("items", {}), f"{name}[].")):
            if "properties" in inner:
                yield from _fields(inner, path)


def _type(schema: Mapping[str, Any]) -> str:
    """What a value may be, in words."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name})"
    if "const" in schema:
        return f"`{json.dumps(schema['const'])}`"
    if "enum" in schema:
        return ", ".join(f"`{json.dumps(value)}`" for value in schema["enum"])
    if "anyOf" in schema:
        return " or ".join(_type(one) for one in schema["anyOf"])
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if types == ["array"]:
        return f"list of {_type(schema['items'])}"
    return " or ".join("text" if one == "string" else one for one in types)


MADE: Final[Mapping[Path, Callable[[str], str]]] = {
    SCHEMA: with_kinds,
    PAGE: page,
    PYTHON: with_options,
    OPTIONS: options_page,
    KINDS: kinds_page,
    JSON: json_page,
}
"""The files that are written, each made of what it was."""


def main() -> None:
    """Write the pages."""
    PAGE.parent.mkdir(exist_ok=True)
    for path, made in MADE.items():
        path.write_text(made(path.read_text(encoding="utf-8") if path.exists() else ""), encoding="utf-8")
        sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
