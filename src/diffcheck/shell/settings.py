"""The option texts of one call, checked and in their types; nothing here is mathematics."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, cast

from diffcheck import render
from diffcheck.api import Options, Roots, names_in, required_property
from diffcheck.errors import BadInput
from diffcheck.functions.frameworks import NEWEST_WORD, asked_version
from diffcheck.shell import terminal

if TYPE_CHECKING:
    from diffcheck.shell.saving import Target

LONGEST = 1e6
MOST_JOBS = 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that one call asks for."""

    expressions: tuple[str, ...]
    options: Options
    output: render.Format
    colour: bool
    seconds: float
    memory: int
    jobs: int
    dask: str | None
    file: str | None
    fail_fast: bool
    quiet: bool
    debug: bool
    explain: bool
    plot: bool
    save: Target | None


def format_name(name: str | None, json: bool) -> str:
    """The name of the output form: as asked, else by where the output goes."""
    if json and name not in (None, "json"):
        raise BadInput("usage", f"--json and --format {name} contradict each other")
    if json:
        return "json"
    if name is None:
        return "table" if terminal.is_terminal(sys.stdout) else "plain"
    return one_of("--format", name, render.names())


def functions_format(name: str | None, json: bool) -> str:
    """The name of the form in which the register is shown."""
    from diffcheck.render import functions

    known = functions.names()
    if json or name is None:
        return format_name(name, json)
    return one_of("--functions --format", name, known)


def one_of(option: str, value: str, choices: Sequence[str]) -> str:
    """The value, if it is one of the choices."""
    if value in choices:
        return value
    near = get_close_matches(value, choices, 1)
    hint = f"did you mean {near[0]}?" if near else f"one of {', '.join(choices)}"
    raise BadInput("usage", f"{option}: {value!r} is not known", hint=hint)


def colour(choice: str) -> bool:
    """Whether the output is coloured."""
    return terminal.wants_colour(one_of("--color", choice, ("auto", "always", "never")), sys.stdout, os.environ)


def roots(value: str) -> Roots:
    """How odd roots are read."""
    return cast("Roots", one_of("--roots", value, ("real", "principal")))


def seconds(text: str) -> float:
    """A time limit: a positive number of seconds."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 < value <= LONGEST:
        raise BadInput("usage", f"--time-limit: {text!r} is not a positive number of seconds", hint="for example: --time-limit 60")
    return value


def mebibytes(text: str) -> int:
    """A memory limit: a positive whole number of MiB."""
    if text.isascii() and text.isdigit() and 0 < int(text[:12]) <= LONGEST * 1000:
        return int(text)
    raise BadInput("usage", f"--memory-limit: {text!r} is not a positive whole number of MiB", hint="for example: --memory-limit 2048")


def workers(text: str, cluster: str | None) -> int:
    """How many processes answer: a positive whole number."""
    if not (text.isascii() and text.isdigit() and 0 < int(text[:9]) <= MOST_JOBS):
        raise BadInput("usage", f"--jobs: {text!r} is not a whole number from 1 to {MOST_JOBS}", hint="for example: --jobs 4")
    if cluster is not None and text != "1":
        raise BadInput("usage", "--jobs and --dask contradict each other", hint="the cluster has workers of its own")
    return int(text)


def assignments(texts: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """`a=2` as name and value."""
    pairs = []
    for text in texts:
        name, equals, value = text.partition("=")
        if not (equals and name.strip() and value.strip()):
            raise BadInput("usage", f"--set: {text!r} is not of the form name=value", hint="for example: --set a=2")
        pairs.append((name.strip(), value.strip()))
    return tuple(pairs)


def names(texts: Sequence[str]) -> tuple[str, ...]:
    """`a,b` as names."""
    found = tuple(name for text in texts for name in names_in(text))
    if texts and not found:
        raise BadInput("usage", "--solve needs the name of a parameter", hint="for example: --solve a,b")
    return found


def versions(texts: Sequence[str]) -> bool | tuple[str, ...]:
    """`pytorch=2.13,jax=0.10` as the versions that are asked for; raises BadInput for what is none, or was not measured."""
    found = tuple(part for text in texts if text != NEWEST_WORD for part in text.split(","))
    for part in found:
        try:
            asked_version(part)
        except BadInput as error:
            raise BadInput("usage", f"--autodiff: {error.message}", hint=error.hint) from error
    return found or bool(texts)


def target(path: str | None, expressions: Sequence[str], file: str | None) -> Target | None:
    """The file to save to, if one is named."""
    if path is None:
        return None
    from diffcheck.shell.saving import target as checked

    return checked(path, expressions, file)


def requirement(text: str | None) -> str | None:
    """The name of the required property."""
    if text is None:
        return None
    try:
        return required_property(text)
    except BadInput as error:
        raise BadInput("usage", f"--require: {error.message}", hint=error.hint) from error
