"""The option texts of one call, checked and in their types; nothing here is mathematics."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

from diffcheck import render
from diffcheck.api import required_property
from diffcheck.errors import BadInput
from diffcheck.functions.frameworks import NEWEST_WORD, asked_version
from diffcheck.model.immutable import immutable
from diffcheck.model.options import BatchOptions, Layer, LookOptions, Option, Options, Row, ShellOptions, names_in, rows
from diffcheck.shell import terminal

if TYPE_CHECKING:
    from diffcheck.shell.coq import Coq
    from diffcheck.shell.saving import Target

LONGEST = 1e6
MOST_JOBS = 1024


@immutable
class Settings:
    """Everything that one call asks for: the options of each layer, and what was made of some."""

    expressions: tuple[str, ...]
    options: Options
    look: LookOptions
    batch: BatchOptions
    shell: ShellOptions
    output: render.Format
    colour: bool
    explain: bool
    plot: bool
    save: Target | None
    coq: Coq | None


def layer(kind: type[Layer], given: Mapping[str, Any]) -> Layer:
    """The options of one layer, each read from its texts; what was not given has its default."""
    found = {row.keyword: (row, given.get(row.keyword)) for row in rows(kind)}
    return kind(**{keyword: _read(row, value) for keyword, (row, value) in found.items() if value not in (None, False, [])})


def settings(expressions: Sequence[str], given: Mapping[str, Any]) -> Settings:
    """What one call asks for; raises BadInput for what cannot be read, or contradicts itself."""
    look, batch, options = layer(LookOptions, given), layer(BatchOptions, given), layer(Options, given)
    output = render.load(format_name(look))
    save = target(look.save, expressions, batch.file)
    if batch.dask is not None and batch.jobs != 1:
        raise BadInput("usage", "--jobs and --dask contradict each other", hint="the cluster has workers of its own")
    return Settings(
        expressions=tuple(expressions),
        options=replace(
            options,
            explain=options.explain or (save is not None and save.is_page),
            plot=(options.plot and not output.machine) or save is not None,
        ),
        look=look,
        batch=batch,
        shell=layer(ShellOptions, given),
        output=output,
        colour=colour(look),
        explain=options.explain,
        plot=options.plot,
        save=save,
        coq=checker(options.certificate, expressions, batch.file, check=look.check),
    )


def _read(row: Row, value: Any) -> Any:
    """The value of an option: as its reader says, one of its choices, or the texts as they are."""
    reader = READERS.get(row.option.name)
    if reader is not None:
        return reader(value)
    if allowed := choices(row.option):
        return one_of(row.option.name, value, allowed)
    return tuple(value) if row.option.several else value


def choices(option: Option) -> Sequence[str]:
    """The only values of an option, none if others are possible; the formats are those that are found."""
    return render.names() if option.name == "--format" else option.choices


def completions(option: Option) -> Sequence[str]:
    """The values that a shell completes."""
    return choices(option) or option.suggestions


def format_name(look: LookOptions) -> str:
    """The name of the output form: as asked, else by where the output goes."""
    if look.json and look.form not in (None, "json"):
        raise BadInput("usage", f"--json and --format {look.form} contradict each other")
    if look.json:
        return "json"
    return look.form or ("table" if terminal.is_terminal(sys.stdout) else "plain")


def functions_format(form: str | None, look: LookOptions) -> str:
    """The name of the form in which the register is shown, which has fewer."""
    from diffcheck.render import functions

    if form is None or look.json:
        return format_name(replace(look, form=form))
    return one_of("--functions --format", form, functions.names())


def one_of(option: str, value: str, choices: Sequence[str]) -> str:
    """The value, if it is one of the choices."""
    if value in choices:
        return value
    near = get_close_matches(value, choices, 1)
    hint = f"did you mean {near[0]}?" if near else f"one of {', '.join(choices)}"
    raise BadInput("usage", f"{option}: {value!r} is not known", hint=hint)


def colour(look: LookOptions) -> bool:
    """Whether the output is coloured."""
    return terminal.wants_colour(look.color, sys.stdout, os.environ)


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


def workers(text: str) -> int:
    """How many processes answer: a positive whole number."""
    if not (text.isascii() and text.isdigit() and 0 < int(text[:9]) <= MOST_JOBS):
        raise BadInput("usage", f"--jobs: {text!r} is not a whole number from 1 to {MOST_JOBS}", hint="for example: --jobs 4")
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


def checker(path: str | None, expressions: Sequence[str], file: str | None, *, check: bool) -> Coq | None:
    """The proof checker, if it is to be asked."""
    if path is None and check:
        raise BadInput("usage", "--check checks a certificate", hint="for example: --certificate relu.v --check")
    if path is None:
        return None
    from diffcheck.shell import coq

    coq.file_checked(path, expressions, file)
    return coq.found() if check else None


def requirement(text: str) -> str:
    """The name of the required property."""
    try:
        return required_property(text)
    except BadInput as error:
        raise BadInput("usage", f"--require: {error.message}", hint=error.hint) from error


READERS: Final[Mapping[str, Callable[[Any], object]]] = {
    "--set": assignments,
    "--solve": names,
    "--autodiff": versions,
    "--require": requirement,
    "--time-limit": seconds,
    "--memory-limit": mebibytes,
    "--jobs": workers,
}
"""The options whose texts mean something else than themselves."""
