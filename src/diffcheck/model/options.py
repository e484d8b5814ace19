"""All options, each declared once, in the layer that acts on it: what is asked of f, how answers look, how many are made, the shell itself.

A field is the declaration: its name is the keyword in Python, its type and default are those of the value once it is read, and an
`Option` beside it says how the command line writes it and what it means. The option parser, --help, the manual page, the values that
a shell completes, the signatures of `check` and `check_many` and the table in docs/python.md follow from it. A question that needs
no reading of its text is asked from `Question.options`, and one of looks from `Look.options`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, fields
from functools import partial
from inspect import Parameter, signature
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, TypedDict, TypeVar

from diffcheck.model.immutable import immutable

if TYPE_CHECKING:
    from typing import Unpack

Roots: TypeAlias = Literal["real", "principal"]
Autodiff: TypeAlias = bool | str | Mapping[str, object]
"""Whether to say what frameworks return, or the versions of some frameworks: "pytorch=2.13" or {"pytorch": "2.13"}."""
Group: TypeAlias = Literal["Question", "Reading", "Output", "Many formulas, and limits", "Other"]
"""The headings of --help, in their order."""


@immutable(kw_only=True)
class Option:
    """How the command line writes an option, and what it means."""

    name: str
    group: Group
    meaning: str
    """The line of --help and of the manual page."""
    metavar: str = ""
    """Its value in the help: empty for a flag that takes none, in square brackets where it may be left out."""
    letter: str = ""
    choices: tuple[str, ...] = ()
    """Its only values."""
    suggestions: tuple[str, ...] = ()
    """Values that a shell completes, among others."""
    several: bool = False
    """Whether it may be given more than once."""
    example: str = ""
    """A value, for the message that one is missing."""
    customary: str = ""
    """A letter that means this in most programs, and does not here."""
    python: str = ""
    """The keyword with a value, as docs/python.md shows it."""
    page: str = ""
    """What that page says; the line of the help if empty."""
    aside: bool = False
    """Whether the help names it without its meaning, several in a line."""
    instead: bool = False
    """Whether it is done instead of answering."""
    parser: bool = False
    """Whether the option parser has it by itself."""

    @property
    def written(self) -> str:
        """The option and its value, as the help shows them: `-f FILE, --file FILE`."""
        value = f" {'|'.join(self.choices) or self.metavar}".rstrip()
        return ", ".join(f"{name}{value}" for name in (self.letter, self.name) if name)

    @property
    def is_flag(self) -> bool:
        """Whether it takes no value."""
        return not (self.metavar or self.choices)

    @property
    def needs_value(self) -> bool:
        """Whether a value must follow."""
        return not self.is_flag and not self.metavar.startswith("[")


def _is(name: str, metavar: str = "", meaning: str = "", **more: Any) -> dict[str, Option]:
    """The metadata of a field that is an option."""
    return {"option": Option(name=name, metavar=metavar, meaning=meaning, **more)}


_question: Final = partial(_is, group="Question")
_reading: Final = partial(_is, group="Reading")
_output: Final = partial(_is, group="Output")
_many: Final = partial(_is, group="Many formulas, and limits")
_other: Final = partial(_is, group="Other")


@immutable
class Options:
    """What is asked of every expression, still as text: reading (variable, roots, values), question (the rest)."""

    at: tuple[str, ...] = field(
        default=(),
        metadata=_question(
            "--at",
            "POINT",
            "look at this point too, even if f is smooth there",
            several=True,
            example="0",
            python='at=["1/2"]',
            page="points to look at even if f is smooth there",
        ),
    )
    on: str = field(
        default="domain",
        metadata=_question(
            "--on",
            "SET",
            'domain (default), reals, "[0,1)", "(0,oo)"',
            suggestions=("domain", "reals"),
            example='"[0,1)"',
            python='on="[0, 1)"',
            page='the set that the verdicts speak of: `"domain"`, `"reals"`, an interval',
        ),
    )
    require: str | None = field(
        default=None,
        metadata=_question(
            "--require",
            "PROPERTY",
            "continuous, differentiable, C1 ..., smooth, lipschitz",
            suggestions=("continuous", "differentiable", "C0", "C1", "C2", "smooth", "lipschitz"),
            example="C1",
            python='require="C1"',
            page='the property that is required, `"differentiable"` if there is none',
        ),
    )
    claim: tuple[str, ...] = field(
        default=(),
        metadata=_question(
            "--claim",
            "CLAIMS",
            '"C1, not C2", "corner at 0": exit 0 if all hold',
            several=True,
            example='"C1, not C2"',
            python='claim=["C1, not C2"]',
            page="what is claimed of f; the report says of each claim whether it holds ([the language](claims.md))",
        ),
    )
    solve: tuple[str, ...] = field(
        default=(),
        metadata=_question(
            "--solve",
            "a,b",
            "for which parameters is the required property true",
            several=True,
            example="a,b",
            python='solve=["a", "b"]',
            page="for which parameters does the required property hold",
        ),
    )
    show_all: bool = field(
        default=False, metadata=_question("--all", meaning="list the suspects that turned out smooth, too", python="show_all=True")
    )
    explain: bool = field(
        default=False,
        metadata=_question(
            "--explain",
            meaning="step by step, and why; --explain corner: what that is",
            python="explain=True",
            page="record the derivation",
        ),
    )
    autodiff: bool | tuple[str, ...] = field(
        default=False,
        metadata=_question(
            "--autodiff",
            "[LIB=VER]",
            "what PyTorch, JAX, TensorFlow return (pytorch=2.13)",
            several=True,
            python="autodiff=True",
            page='what PyTorch, JAX and TensorFlow return; `autodiff={"pytorch": "2.13"}` or `"pytorch=2.13"`: in that version',
        ),
    )
    """What frameworks return; the versions that are asked for, where not all by the newest conventions."""
    second_opinion: bool = field(
        default=False,
        metadata=_question(
            "--second-opinion",
            meaning="what other systems and a numeric judge say of limits",
            python="second_opinion=True",
            page="what SymPy, giac and Maxima, where they are installed, and a numeric judge say of each limit and slope",
        ),
    )
    variable: str | None = field(
        default=None,
        metadata=_reading(
            "--var",
            "NAME",
            "the variable, where it is not x",
            example="t",
            python='variable="t"',
            page="the variable, as text or as a SymPy symbol, where it is not x or the only name",
        ),
    )
    roots: Roots = field(
        default="real",
        metadata=_reading(
            "--roots",
            meaning="x^(1/3) for x < 0: real (default) or undefined",
            choices=("real", "principal"),
            example="principal",
            python='roots="principal"',
            page="the reading of `x^(1/3)` for x < 0",
        ),
    )
    values: tuple[tuple[str, str], ...] = field(
        default=(),
        metadata=_reading(
            "--set", "a=2", "the value of a parameter", several=True, example="a=2", python='values={"a": 2}', page="values of parameters"
        ),
    )
    assume: tuple[str, ...] = field(
        default=(),
        metadata=_reading(
            "--assume", '"a > 0"', "what is known of the parameters", several=True, example='"a > 0"', python='assume=["a > 0"]'
        ),
    )
    dialect: str | None = field(
        default=None,
        metadata=_reading(
            "--dialect",
            "NAME",
            "how it is written: python, c, julia, matlab, ...",
            suggestions=(
                "python",
                "c",
                "glsl",
                "javascript",
                "julia",
                "matlab",
                "fortran",
                "spreadsheet",
                "mathematica",
                "maple",
                "openmm",
            ),
            example="julia",
            python='dialect="julia"',
            page="the dialect that the formula is written in, where it does not show",
        ),
    )
    parameters: tuple[str, ...] = field(
        default=(),
        metadata=_reading(
            "--parameter",
            "NAME",
            "a name that is a parameter: eps, e",
            several=True,
            example="eps",
            python='parameters=["eps"]',
            page="names that are parameters, whatever their length",
        ),
    )
    certificate: str | None = field(
        default=None,
        metadata=_output(
            "--certificate",
            "FILE.v",
            "a proof for Coq; of several formulas, a folder",
            example="relu.v",
            python='certificate="relu.v"',
            page="a proof for the checker Coq, as `report.certificate.text`, to be kept under this name ([what it says](certificates.md))",
        ),
    )
    plot: bool = field(
        default=False,
        metadata=_output(
            "--plot",
            meaning="a picture in the terminal",
            python="plot=True",
            page="record a picture, which the notebook shows",
        ),
    )

    @classmethod
    def of(cls, **given: Unpack[Asked]) -> Options:
        """The options as a caller in Python gives them: one text or several, SymPy's numbers and symbols as well as text."""
        known = {row.keyword: row for row in rows(cls)}
        for keyword in given:
            if keyword not in known:
                raise TypeError(f"there is no option {keyword!r}")
        return cls(**{keyword: _plain(known[keyword], value) for keyword, value in given.items()})


class Asked(TypedDict, total=False):
    """The same as keywords of `check` and `check_many`, in the types that these take."""

    at: object
    on: object
    require: str | None
    claim: Iterable[str]
    solve: Iterable[str]
    show_all: bool
    explain: bool
    autodiff: Autodiff
    second_opinion: bool
    variable: object
    roots: Roots
    values: Mapping[str, object] | None
    assume: Iterable[str]
    dialect: str | None
    parameters: Iterable[str]
    certificate: str | None
    plot: bool


@immutable
class LookOptions:
    """How answers are to look, and where they go."""

    form: str | None = field(default=None, metadata=_output("--format", "FORM", "the form", example="plain"))
    json: bool = field(
        default=False,
        metadata=_output(
            "--json",
            meaning="one object a line",
        ),
    )
    save: str | None = field(
        default=None,
        metadata=_output("--save", "FILE", "a picture in FILE.svg, .png or .pdf, a page in .html", example="picture.svg", customary="o"),
    )
    color: str = field(
        default="auto",
        metadata=_output("--color", meaning="in colours; auto: on a terminal", choices=("auto", "always", "never"), example="never"),
    )
    check: bool = field(default=False, metadata=_output("--check", meaning="let Coq check the certificate"))
    quiet: bool = field(default=False, metadata=_output("--quiet", meaning="no notes and no progress", letter="-q"))


@immutable
class BatchOptions:
    """Where many formulas come from, who answers them, and within which limits; `python` marks what `check_many` takes."""

    file: str | None = field(
        default=None,
        metadata=_many("--file", "FILE", "one formula a line; # comments; labels like abs: |x|", letter="-f", example="formulas.txt"),
    )
    source: str | None = field(
        default=None,
        metadata=_many("--from", "FILE[:NAME]", "a function of a Python file, or all of them", example="losses.py:huber"),
    )
    suite: str | None = field(
        default=None,
        metadata=_many("--suite", "FILE", "claims on formulas (.toml), on functions (.py)", example="formulas.toml"),
    )
    diff: str | None = field(
        default=None,
        metadata=_many("--diff", "OLD.jsonl", "which verdicts an earlier run had otherwise", example="old.jsonl"),
    )
    jobs: int = field(
        default=1, metadata=_many("--jobs", "N", "so many processes (1); the order is kept", example="4", customary="j", python="jobs=2")
    )
    dask: str | None = field(
        default=None,
        metadata=_many("--dask", "ADDRESS", "ask the workers of a dask.distributed scheduler", example="tcp://127.0.0.1:8786", aside=True),
    )
    fail_fast: bool = field(
        default=False,
        metadata=_many(
            "--fail-fast",
            meaning="stop at the first line whose answer is not 0",
            aside=True,
        ),
    )
    time_limit: float = field(
        default=10.0, metadata=_many("--time-limit", "S", "seconds for one formula (10)", example="60", python="time_limit=60")
    )
    memory_limit: int = field(
        default=1024, metadata=_many("--memory-limit", "MIB", "memory (1024)", example="2048", python="memory_limit=2048", aside=True)
    )


@immutable
class ShellOptions:
    """What the shell does besides answering, or instead."""

    functions: bool = field(
        default=False, metadata=_other("--functions", meaning="the functions that are known; --functions relu: one", instead=True)
    )
    interactive: bool = field(
        default=False, metadata=_other("--interactive", meaning="ask line by line, and again about the last formula", letter="-i")
    )
    debug: bool = field(default=False, metadata=_other("--debug", meaning="show where an error happened", aside=True))
    version: bool = field(
        default=False,
        metadata=_other("--version", meaning="the versions that an answer depends on", aside=True, instead=True, customary="v"),
    )
    help: bool = field(default=False, metadata=_other("--help", meaning="this text", letter="-h", aside=True, instead=True))
    install_completion: bool = field(
        default=False,
        metadata=_other("--install-completion", meaning="let the shell complete options", aside=True, instead=True, parser=True),
    )
    show_completion: bool = field(
        default=False, metadata=_other("--show-completion", meaning="what that would install", aside=True, instead=True, parser=True)
    )


LAYERS: Final = (Options, LookOptions, BatchOptions, ShellOptions)
Layer = TypeVar("Layer", Options, LookOptions, BatchOptions, ShellOptions)


@immutable
class Row:
    """An option with the name and the default of its field."""

    keyword: str
    default: Any
    option: Option


def rows(*layers: type[Options | LookOptions | BatchOptions | ShellOptions]) -> tuple[Row, ...]:
    """The options of these layers, of all if none is named; in the order in which they are declared."""
    return tuple(Row(one.name, one.default, one.metadata["option"]) for layer in layers or LAYERS for one in fields(layer))


def spelled_out(function: Callable[..., object]) -> None:
    """Let help() and notebooks show the keywords behind `**options`, with their defaults and what they mean; type checkers know them."""
    types = {keyword: getattr(kind, "__forward_arg__", kind) for keyword, kind in Asked.__annotations__.items()}
    known = signature(function)
    *own, _ = known.parameters.values()
    more = [Parameter(row.keyword, Parameter.KEYWORD_ONLY, default=row.default, annotation=types[row.keyword]) for row in rows(Options)]
    meant = "\n".join(f"    {row.keyword}: {row.option.page or row.option.meaning}" for row in rows(Options))
    function.__signature__ = known.replace(parameters=[*own, *more])  # type: ignore[attr-defined]
    function.__doc__ = f"{function.__doc__ or ''}\n    The options:\n\n{meant}\n    "


def names_in(text: str) -> tuple[str, ...]:
    """The names in a list such as `a, b`."""
    return tuple(text.replace(",", " ").split())


def _plain(row: Row, value: Any) -> Any:
    """A value as a caller in Python gives it, as it is kept: text, or several texts."""
    match row.keyword:
        case "variable":
            return None if value is None else str(value)
        case "values":
            return tuple((str(name), str(one)) for name, one in (value or {}).items())
        case "solve":
            return names_in(value) if isinstance(value, str) else tuple(str(name) for name in value)
        case "autodiff":
            return _versions(value)
        case "on":
            return _as_set(value)
        case _ if isinstance(row.default, tuple):
            one = isinstance(value, str) or not isinstance(value, Iterable)
            return (str(value),) if one else tuple(str(part) for part in value)
        case _:
            return value


def _as_set(value: Any) -> str:
    """A set as text, or as SymPy's interval."""
    if isinstance(value, str):
        return value
    try:
        low, high = value.start, value.end
        brackets = "(" if value.left_open else "[", ")" if value.right_open else "]"
    except AttributeError:
        raise TypeError(f"on is a text or an interval of SymPy, not {type(value).__name__}") from None
    return f"{brackets[0]}{low}, {high}{brackets[1]}"


def _versions(autodiff: Autodiff) -> bool | tuple[str, ...]:
    """The versions that are asked for, a text each."""
    if isinstance(autodiff, bool):
        return autodiff
    if isinstance(autodiff, str):
        return tuple(autodiff.split(","))
    return tuple(f"{name}={version}" for name, version in autodiff.items())
