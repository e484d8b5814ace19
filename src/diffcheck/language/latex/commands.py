r"""What the commands of LaTeX mean: `\leq` is the token <=, `\lambda` a letter, `\lim` is refused; functions are those of the register."""

from __future__ import annotations

import difflib
import re
from typing import Final

from diffcheck.errors import BadInput, DiffcheckError, NotYet
from diffcheck.functions import register
from diffcheck.functions.facts import Function
from diffcheck.language import indexed
from diffcheck.language.calls import SPECIAL
from diffcheck.language.greek import GREEK
from diffcheck.language.names import INFINITY, shown
from diffcheck.language.runs import is_known

_SPACES: Final = r"""
    , ; : ! > / quad qquad enspace enskip thinspace medspace thickspace negthinspace nobreakspace hfill
    displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits mathstrut strut allowbreak nonumber notag
    tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge hskip vphantom
    rm bf it sf normalfont mathop mathrel mathbin mathord mathopen mathclose ensuremath
"""
SPACES: Final = frozenset(_SPACES.split()) | {" ", "\n", "\t", "\r"}
"""Commands that change how a formula looks and not what it means."""

SKIPPED: Final = frozenset({"hspace", "vspace", "mspace", "vphantom", "hphantom", "phantom", "label", "tag"})
"""Commands that mean nothing here, with what stands in their braces."""

SYMBOLS: Final[dict[str, str]] = {
    "cdot": "*", "times": "*", "ast": "*", "div": "/", "slash": "/", "bmod": "%",
    "le": "<=", "leq": "<=", "leqslant": "<=", "leqq": "<=", "ge": ">=", "geq": ">=", "geqslant": ">=", "geqq": ">=",
    "in": "∈", "notin": "∉", "to": "->", "rightarrow": "->", "longrightarrow": "->", "mapsto": "->", "longmapsto": "->",
    "ne": "!=", "neq": "!=", "lt": "<", "gt": ">", "coloneqq": "=", "colon": ":",
    "land": "and", "wedge": "and", "lor": "or", "vee": "or", "neg": "not", "lnot": "not", "infty": "∞",
    "lvert": "|(", "rvert": "|)", "lVert": "|(", "rVert": "|)", "vert": "|", "Vert": "|", "|": "|", "mid": "|",
    "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "lparen": "(", "rparen": ")", "lbrack": "[", "rbrack": "]",
}  # fmt: skip
"""The token that each symbol is; "|(" and "|)" are bars that tell whether they open or close."""

LETTERS: Final[dict[str, str]] = {
    **{name: name for name in sorted(GREEK)}, "pi": "pi", "varepsilon": "epsilon", "vartheta": "theta", "varphi": "phi", "varrho": "rho",
    "varsigma": "sigma", "varkappa": "kappa",
}  # fmt: skip
"""The name that each letter is."""

OPENING: Final[dict[str, str]] = {
    "(": "(", "[": "[", "]": "]", r"\{": "{", r"\lbrace": "{", "|": "|(", r"\vert": "|(", r"\|": "|(", r"\Vert": "|(", "⌊": "⌊", "⌈": "⌈",
    **{rf"\{name}": SYMBOLS[name] for name in ("lvert", "lVert", "lfloor", "lceil", "lparen", "lbrack")},
}  # fmt: skip
CLOSING: Final[dict[str, str]] = {
    ")": ")", "]": "]", "[": "[", r"\}": "}", r"\rbrace": "}", "|": "|)", r"\vert": "|)", r"\|": "|)", r"\Vert": "|)", "⌋": "⌋", "⌉": "⌉",
    **{rf"\{name}": SYMBOLS[name] for name in ("rvert", "rVert", "rfloor", "rceil", "rparen", "rbrack")},
}  # fmt: skip
"""The token that a bracket is after \\left or \\bigl, and after \\right or \\bigr."""

FRACTIONS: Final = frozenset({"frac", "dfrac", "tfrac", "cfrac", "sfrac", "nicefrac", "flatfrac"})
BINOMIALS: Final = frozenset({"binom", "dbinom", "tbinom"})
WORDS: Final = frozenset({"operatorname", "mathrm", "mathit", "mathsf", "mathtt", "mathnormal", "mathbf", "boldsymbol", "bm", "mathcal"})
"""Commands that set the word or the formula in their braces in some type."""
TEXTS: Final = frozenset({"text", "textrm", "textnormal", "textup", "textit", "textsf", "textbf", "mbox", "hbox"})
BOARDS: Final = frozenset({"mathbb", "mathds", "mathbbm"})
MACROS: Final[dict[str, str]] = {"abs": "abs", "norm": "abs", "floor": "floor", "ceil": "ceil"}
"""Macros that many documents define, whose braces hold their argument."""

CASES: Final = frozenset({"cases", "cases*", "dcases", "dcases*", "rcases", "rcases*", "drcases", "drcases*"})
ARRAYS: Final = frozenset(
    {"array", "matrix", "smallmatrix", "aligned", "alignedat", "gathered", "gather", "gather*", "align", "align*", "split", "eqnarray"}
)
"""Environments that are cases after a brace that is closed by \\right. alone."""
DISPLAYS: Final = frozenset({"equation", "equation*", "displaymath", "math"})
ALIGNED: Final = frozenset({"alignedat", "align", "align*", "aligned", "gather", "gather*", "gathered", "split", "eqnarray", "eqnarray*"})

CONNECTIVES: Final[dict[str, str]] = {
    **dict.fromkeys(("if", "for", "when", "whenever", "where", "provided"), "if"), "otherwise": "otherwise", "elsewhere": "otherwise",
    "else": "else", "and": "and", "or": "or", "not": "not",
}  # fmt: skip
FOREIGN: Final[dict[str, str]] = {
    **dict.fromkeys(("si", "pour", "wenn", "falls", "für", "se", "per", "cuando", "para", "als", "dla", "если", "при"), "if"),
    **dict.fromkeys(("sinon", "sonst", "altrimenti", "autrement", "anders", "иначе"), "otherwise"),
    **dict.fromkeys(("et", "und", "y", "e"), "and"), **dict.fromkeys(("ou", "oder", "o"), "or"),
}  # fmt: skip
"""The same words within \\text in other languages."""
FILLING: Final = frozenset({"all", "any", "every", "each", "tout", "alle", "ogni", "todo"})
"""Words within \\text that say nothing: for all x > 0."""
"""Words between a value and its condition, and between conditions."""

_FUNCTION_LETTERS: Final = {"theta": "H", "Theta": "H", "W": "LambertW"}
_FUNCTIONS_WITH_INDEX: Final = frozenset("CHIJKLPTUY")

ROWS_HINT: Final = r"Rows end with \\. In double quotes a shell makes it one backslash, in single quotes it changes nothing."

_DERIVATIVE: Final = NotYet("unknown_function", "Derivatives are not known to diffcheck yet.", hint="Write the derivative itself.")
_SETS: Final = BadInput("syntax", "Sets are not read in a formula.", hint=r"Write a condition such as 0 \le x < 1.")
_DECORATED: Final = BadInput("syntax", "Letters with decorations are not read.", hint="Take a subscript, such as x_{0}.")
_ARROWS: Final = BadInput("syntax", "Arrows are not read.", hint="Write f(x) = …, or the formula alone.")
_DOTS: Final = BadInput("syntax", "Dots leave open what is meant.", hint="Write all of the formula.")
_SIGNS: Final = BadInput("syntax", "This sign means two values at once.", hint="Ask for each of the two by itself.")
_CONGRUENCES: Final = BadInput("syntax", "Congruences are not read.", hint=r"A remainder is written x \bmod 2.")
_INTEGRALS: Final = NotYet("unknown_function", "Integrals are not known to diffcheck yet.")
_SUMS: Final = indexed.refusal(0, 0)
_LIMITS: Final = NotYet(
    "unknown_function", "Limits are not known to diffcheck yet.", hint="The limits of a formula at a point are part of the answer: --at."
)


def _all(words: str, error: DiffcheckError) -> dict[str, DiffcheckError]:
    return dict.fromkeys(words.split(), error)


_REFUSED: Final[dict[str, DiffcheckError]] = {
    **_all("lim limsup liminf varlimsup varliminf", _LIMITS),
    **_all("int iint oint smallint", _INTEGRALS),
    **_all("sum prod coprod", _SUMS),
    **_all("partial nabla prime dv pdv", _DERIVATIVE),
    **_all("pm mp", _SIGNS),
    **_all("ldots cdots dots dotsc dotsb vdots ddots", _DOTS),
    **_all("ni subset subseteq cup cap setminus emptyset varnothing forall exists R N Z Q bigcup bigcap", _SETS),
    **_all("hat widehat bar overline underline tilde widetilde vec dot ddot check breve acute grave mathring", _DECORATED),
    **_all("Rightarrow implies iff Leftrightarrow leftarrow", _ARROWS),
    "over": BadInput("syntax", r"\over is not read.", hint=r"Write \frac{a}{b}."),
    "%": BadInput("syntax", "A percent sign has no meaning here.", hint=r"A remainder is written x \bmod 2."),
    "circ": BadInput("syntax", "Degrees and compositions are not read.", hint=r"Write 90^\circ as \pi/2."),
    "degree": BadInput("syntax", "Degrees are not read.", hint=r"Write \frac{\pi x}{180}."),
    "middle": BadInput("syntax", r"\middle is not read."),
    **_all("mod pmod pod", _CONGRUENCES),
    "Pi": BadInput("syntax", r"\Pi is no constant and no parameter here.", hint=r"The constant is \pi."),
    "inf": BadInput("syntax", "An infimum is not read.", hint=r"The lesser of two values is \min(a, b), infinity is \infty."),
    "sup": BadInput("syntax", "A supremum is not read.", hint=r"The greater of two values is \max(a, b)."),
}

_OTHERS: Final = ("left", "right", "begin", "end", "sqrt", "not", *sorted(FRACTIONS | WORDS | TEXTS), *sorted(MACROS))


def is_spelling(word: str) -> bool:
    """Whether the register has a function or a constant of this name."""
    return register.spelled(word) is not None


def is_word(word: str) -> bool:
    """Whether a run of letters without a backslash means what it means in plain text."""
    return is_known(word) or word in SPECIAL or word in CONNECTIVES or word in INFINITY or word in ("True", "False", "true", "false")


def is_refused(command: str) -> bool:
    """Whether it is known of a command why it is not read."""
    return command in _REFUSED


def may_be_function(name: str) -> bool:
    """Whether the letter before a bracket is a function as SymPy writes it: a step, LambertW, or one with an index, such as J_0."""
    return name in _FUNCTION_LETTERS or (name[1:2] == "_" and name[0] in _FUNCTIONS_WITH_INDEX)


def function_or_factor(name: str, written: str, start: int, end: int) -> BadInput:
    """The error for such a letter."""
    function = _FUNCTION_LETTERS.get(name, "besselj" if name[0] == "J" else None)
    hint = rf"{written} \cdot (…)" if function is None else rf"{function}(…), or {written} \cdot (…)"
    return BadInput("ambiguous", f"{written} before a bracket can be a function or a factor.", start, end, f"Write {hint}.")


def takes_base(word: str) -> bool:
    """Whether a base may stand below the name."""
    declaration = register.spelled(word)
    return isinstance(declaration, Function) and bool(declaration.bases) and word == declaration.head


def takes_arguments(word: str) -> bool:
    """Whether the word is a function, which takes what follows it as its argument."""
    declaration = register.spelled(word)
    return declaration is not None and word != "mod" and not (isinstance(declaration, Function) and declaration.most == 0)


def derivative(start: int, end: int) -> NotYet:
    """The error for a derivative at this place."""
    return NotYet(_DERIVATIVE.code, _DERIVATIVE.message, start, end, _DERIVATIVE.hint)


def sets(start: int, end: int) -> BadInput:
    """The error for a set at this place."""
    return BadInput(_SETS.code, _SETS.message, start, end, _SETS.hint)


def refusal(command: str, start: int, end: int) -> DiffcheckError:
    """The error for a command that means nothing here: known and why not, or unknown with the nearest that is known."""
    known = _REFUSED.get(command)
    if known is not None:
        return type(known)(known.code, known.message, start, end, known.hint)
    if not command.isalpha():
        hint = ROWS_HINT if command.isdigit() else None
        return BadInput("character", f"\\{command} has no meaning here.", start, end, hint)
    return BadInput("unknown_name", f"Unknown command {shown(chr(92) + command)}.", start, end, _nearest(command))


def unknown_environment(name: str, start: int, end: int) -> BadInput:
    r"""The error for a \begin that opens nothing which is a formula or cases."""
    near = difflib.get_close_matches(name, sorted(CASES | DISPLAYS | ALIGNED), n=1)
    hint = f"Did you mean {near[0]}?" if near else r"Cases are written \begin{cases} x^2 & x < 1 \\ 2x - 1 & x \ge 1 \end{cases}."
    if name in ARRAYS:
        hint = r"Cases are written with \begin{cases}, or with a brace \left\{ before the array and \right. after it."
    return BadInput("unknown_name", f"The environment {shown(name)} is not read here.", start, end, hint)


def _nearest(command: str) -> str | None:
    if len(command) > 40:
        return None
    spellings = [name for name in register.spellings() if len(name) > 1 and re.fullmatch("[A-Za-z]+", name)]
    names = [name for name in (*SYMBOLS, *_OTHERS, *LETTERS, *spellings, *SPACES) if name.isalpha()]
    known = {name.lower(): name for name in sorted(names, key=str.islower)}
    near = [command.lower()] if command.lower() in known else difflib.get_close_matches(command.lower(), known, n=1, cutoff=0.6)
    return f"Did you mean \\{known[near[0]]}?" if near else None
