"""Functions of C and its relatives as one expression: statements are gone through, what is assigned is put in, an `if` is a choice.

The tokens keep their places in the text. Nothing raises where a value is computed that no branch uses: it is not a number, and dropped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final, NoReturn

from diffcheck.errors import BadInput
from diffcheck.language.dialect import Dialect
from diffcheck.language.dialects.lexer import tokenize
from diffcheck.language.formula import Asked
from diffcheck.language.names import symbol_name
from diffcheck.language.reader import FLOATING
from diffcheck.language.tokens import CLOSINGS, OPENINGS, Token

_TYPE: Final = r"(?:const\s+|highp\s+|mediump\s+|lowp\s+)*(?:float|double|real|half|number|f32|f64)"
HEAD: Final = re.compile(
    rf"""\s*(?:(?:static|inline|constexpr|public|private|final|export|__device__|__host__|extern|const)\s+)*
    (?:(?:{_TYPE}|function|fn)\s+[A-Za-z_]\w*\s*\((?P<formals>[^()]*)\)\s*(?:->\s*\w+\s*|:\s*\w+\s*)?
      |(?:(?:const|let|var)\s+[A-Za-z_]\w*\s*=\s*)?\(?(?P<arrow>[A-Za-z_,\s\w]*?)\)?\s*=>\s*)
    \{{""",
    re.VERBOSE,
)
"""What stands before the body of a function, up to its opening brace."""
_FORMAL: Final = re.compile(rf"\s*(?:{_TYPE}\s+)?([A-Za-z_]\w*)\s*(?::\s*\w+\s*)?")
_SIGNS: Final = (
    (r"//[^\n]*", ""),
    (r"\breturn\b", "return"),
    (r"\bif\b", "if("),
    (r"\belse\b", "else("),
    (rf"\b{_TYPE}(?=\s+[A-Za-z_])|\b(?:auto|const|let|var)\b(?=\s+[A-Za-z_])", "let"),
    (r"\b(?:int|long|short|unsigned|size_t|i32|u32)\b", "int"),
    (r"\b(?:for|while|do|switch|goto|throw|try)\b", "loop"),
    *((rf"{re.escape(sign)}=", f"{sign}=") for sign in "-+*/"),
)
_INFERRED: Final = re.compile(r"auto|const|let|var")
_OF_EXPRESSIONS: Final = frozenset({r"\breturn\b", r";\s*\Z"})
"""The signs of a dialect that drop what makes a statement of an expression."""
_MOST_TOKENS: Final = 20_000
_DEEPEST: Final = 60
_MOST_PATHS: Final = 2000
"""Each `if` goes on with what follows it twice."""

Tokens = list[Token]


def is_function(text: str) -> bool:
    """Whether the text begins as a function with a body in braces."""
    return HEAD.match(text) is not None


def function_tokens(text: str, dialect: Dialect, asked: Asked) -> tuple[Tokens, Asked]:
    """The tokens of `f(x) = …` that a function with statements is, and what is asked of them: its other formals are parameters."""
    head = HEAD.match(text)
    assert head is not None
    formals = _formals(text, head)
    variable = next((name for name in (asked.variable, "x") if name in formals), None) or formals[0]
    written = variable if symbol_name(variable) is not None else "x"
    others = frozenset(formal for formal in formals if formal != variable)
    *statements, end = _statement_tokens(text, dialect, head.end() - 1)
    reader = _Statements(text, statements, typed=dialect.integer_quotients)
    body = _value(reader, reader.block(), {}, 0)
    if written != variable and written in others:
        raise BadInput("variable", f"{variable} cannot be a variable.", *head.span(), "Take a single letter.")
    renamed = [t._replace(text=written) if t.kind == "name" and t.text == variable else t for t in body]
    return [*_heading(written, head.end() - 1), *renamed, end], replace(asked, variable=written, declared=asked.declared | others)


def _heading(variable: str, place: int) -> Tokens:
    """The tokens of `f(x) =`, as if they stood at this place."""
    return [Token(kind, word, place, place) for kind, word in (("name", "_f"), ("(", "("), ("name", variable), (")", ")"), ("=", "="))]


def _statement_tokens(text: str, dialect: Dialect, start: int) -> Tokens:
    """The tokens of the body, which begins there, and of the end, without semicolons between them."""
    kept = tuple(sign for sign in dialect.signs if sign[0] not in _OF_EXPRESSIONS and "=(?!=)" not in sign[0])
    tokens = [t for t in tokenize(text, replace(dialect, signs=(*_SIGNS, *kept))) if t.start >= start]
    while len(tokens) > 1 and tokens[-2].kind == ";":
        del tokens[-2]
    return tokens


def _formals(text: str, head: re.Match[str]) -> list[str]:
    return [_formal(text, head, part) for part in (head["formals"] or head["arrow"] or "").split(",")]


def _formal(text: str, head: re.Match[str], part: str) -> str:
    match = _FORMAL.fullmatch(part)
    if match is None:
        start = text.find(part.strip(), head.start()) if part.strip() else head.start()
        raise BadInput("syntax", "A formal is a number of floating point here, with one name.", start, head.end(), "Such as double x.")
    return match[1]


@dataclass(slots=True)
class _Statement:
    """kind: return, if, set (a name gets a value), block; the tokens of a value or a condition; the parts of an `if` or a block."""

    kind: str
    at: Token
    name: str = ""
    tokens: Tokens | None = None
    inferred: bool | None = None
    """Whether the name has the type of the value that it gets here; None where it is not declared here."""
    parts: tuple[list[_Statement], ...] = ()


class _Statements:
    """Tokens to statements."""

    def __init__(self, text: str, tokens: Tokens, *, typed: bool) -> None:
        self.text = text
        self.tokens = tokens
        self.typed = typed
        """Whether a name holds integers alone if its first value is one."""
        self.at = 0
        self.depth = 0
        self.paths = 0

    def refuse(self, message: str, hint: str | None = None) -> NoReturn:
        token = self.tokens[min(self.at, len(self.tokens) - 1)]
        raise BadInput("syntax", message, token.start, token.end, hint)

    def kind(self) -> str:
        return self.tokens[self.at].kind if self.at < len(self.tokens) else "end"

    def expect(self, kind: str) -> None:
        if self.kind() != kind:
            self.refuse(f"{kind} is needed here.")
        self.at += 1

    def block(self) -> list[_Statement]:
        """The statements in braces; all of the text at the outermost level."""
        outermost = self.depth == 0
        self.depth += 1
        if self.depth > _DEEPEST:
            self.refuse("The formula is nested too deeply.")
        self.expect("{")
        found: list[_Statement] = []
        while self.kind() not in ("}", "end"):
            found += self.statement()
        self.expect("}")
        if outermost and self.at < len(self.tokens):
            self.refuse("Only one function is read.")
        self.depth -= 1
        return found

    def statement(self) -> list[_Statement]:
        first = self.tokens[self.at]
        match first.kind:
            case ";":
                self.at += 1
                return []
            case "{":
                return self.block()
            case "return":
                self.at += 1
                return [_Statement("return", first, tokens=self.expression())]
            case "if(":
                return [self.choice(first)]
            case "let" | "name":
                return [self.assignment(first)]
            case "int":
                self.refuse("Integers of a program are not read.", "Write double, if a number of floating point is meant.")
            case "loop":
                self.refuse("Loops and jumps are not read.", "Write what they compute as a formula.")
        self.refuse("This statement is not read.")

    def choice(self, first: Token) -> _Statement:
        self.at += 1
        self.depth += 1
        if self.depth > _DEEPEST:
            self.refuse("The formula is nested too deeply.")
        self.expect("(")
        condition = self.until(")")
        self.at += 1
        then = self.statement()
        other: list[_Statement] = []
        if self.kind() == "else(":
            self.at += 1
            other = self.statement()
        self.depth -= 1
        return _Statement("if", first, tokens=condition, parts=(then, other))

    def assignment(self, first: Token) -> _Statement:
        inferred: bool | None = None
        while self.kind() == "let":
            inferred = _INFERRED.fullmatch(self.text, self.tokens[self.at].start, self.tokens[self.at].end) is not None
            self.at += 1
        if self.kind() != "name":
            self.refuse("This statement is not read.")
        name = self.tokens[self.at]
        self.at += 1
        sign = self.tokens[self.at] if self.at < len(self.tokens) else name
        if sign.kind not in ("=", "+=", "-=", "*=", "/="):
            self.refuse("This statement is not read.", "A name gets a value, an if chooses, return gives back.")
        self.at += 1
        value = self.expression()
        if sign.kind != "=":
            operator = sign._replace(kind=sign.kind[0], text=sign.kind[0])
            value = [name, operator, *_bracketed(value)]
        return _Statement("set", first, name.text, value, inferred=inferred)

    def expression(self) -> Tokens:
        found = self.until(";")
        self.at += 1
        return found

    def until(self, kind: str) -> Tokens:
        """The tokens up to the next one of this kind outside brackets."""
        depth, start = 0, self.at
        while self.at < len(self.tokens):
            here = self.tokens[self.at].kind
            if depth == 0 and here == kind:
                if self.at == start:
                    self.refuse("Something is missing here.")
                return self.tokens[start : self.at]
            if here in ("let", "return", "if(", "else(", "loop", "int") or (depth == 0 and here in CLOSINGS):
                break
            depth += (here in OPENINGS) - (here in CLOSINGS)
            self.at += 1
        self.refuse(f"{kind} is needed here.")


def _bracketed(tokens: Tokens, opening: str = "(") -> Tokens:
    first, last = tokens[0], tokens[-1]
    return [Token("(", opening, first.start, first.start), *tokens, Token(")", ")", last.end, last.end)]


def _put(tokens: Tokens, values: dict[str, Tokens]) -> Tokens:
    """The tokens with the values of names in brackets for the names."""
    found: Tokens = []
    for place, token in enumerate(tokens):
        called = place + 1 < len(tokens) and tokens[place + 1].kind == "("
        found += values[token.text] if token.kind == "name" and token.text in values and not called else [token]
    if len(found) > _MOST_TOKENS:
        raise BadInput("too_large", "The formula is too large.", tokens[0].start, tokens[-1].end)
    return found


def _opening(reader: _Statements, one: _Statement, values: dict[str, Tokens]) -> str:
    """The bracket around the value that a name gets: floating, if the name has that type. Raises BadInput for another value of a name whose
    type is that of its first one, where that may be the integers: `auto n = 3; n = 2.5` leaves 2 in C.
    """
    known = values[one.name][0].text if one.inferred is None and one.name in values else None
    if known == "(" and reader.typed:
        raise BadInput("syntax", f"The type of {one.name} is not written.", one.at.start, one.at.end, "Declare it as double.")
    return known or ("(" if one.inferred else FLOATING)


def _value(reader: _Statements, statements: list[_Statement], values: dict[str, Tokens], depth: int) -> Tokens:
    """The tokens of what the statements return, with the values of names put in. Raises BadInput where a path returns nothing."""
    if depth > _DEEPEST:
        reader.refuse("The formula is nested too deeply.")
    reader.paths += 1
    if reader.paths > _MOST_PATHS:
        raise BadInput("too_large", "This function has too many paths.", reader.tokens[0].start, reader.tokens[-1].end)
    for place, one in enumerate(statements):
        tokens = _put(one.tokens or [], values)
        if one.kind == "return":
            return tokens
        if one.kind == "set":
            values = {**values, one.name: _bracketed(tokens, _opening(reader, one, values))}
            continue
        then, other = (_value(reader, [*part, *statements[place + 1 :]], values, depth + 1) for part in one.parts)
        at = one.at.start
        mark, colon = Token("?", "?", at, at), Token(":", ":", at, at)
        found = [*_bracketed(tokens), mark, *_bracketed(then), colon, *_bracketed(other)]
        if len(found) > _MOST_TOKENS:
            raise BadInput("too_large", "The formula is too large.", one.at.start, one.at.end)
        return found
    last = reader.tokens[-1]
    raise BadInput("syntax", "This function does not return on every path.", last.start, last.end, "Add return … at its end.")
