"""Words of the formula: names, constants, and functions with or without brackets around their arguments."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal, TypeGuard

from diffcheck.errors import BadInput
from diffcheck.functions import register
from diffcheck.functions.facts import Composite, Function
from diffcheck.language import bars, size
from diffcheck.language.calls import SPECIAL, arguments, wrong_count
from diffcheck.language.formula import PLAINLY, Asked, Called
from diffcheck.language.greek import GREEK
from diffcheck.language.indexed import CALLS, value_of, with_value
from diffcheck.language.names import IMAGINARY, INFINITY, UNDECLARED, imaginary, symbol_name, unknown
from diffcheck.language.reader import POWER, Infinite, Part, Reader
from diffcheck.language.seams import check_name, check_two_arguments, groups, is_angular, unclear_brackets
from diffcheck.language.substitute import substitute
from diffcheck.language.tokens import Token, exact_number, is_latex
from diffcheck.model.tree import Apply, Name, Named, Node, Number, Span, Truth

if TYPE_CHECKING:
    from diffcheck.language.dialect import Dialect
    from diffcheck.language.sentences import Library

_TRUTHS: Final = {"True": True, "true": True, "False": False, "false": False}
_SUPERSCRIPT: Final = re.compile(r"([+-]?)([0-9]*)([xn]?)")


def _is_constant(declaration: Function | Composite | None) -> TypeGuard[Function]:
    """Whether a declaration is that of a number."""
    return isinstance(declaration, Function) and declaration.most == 0


class Words(Reader):
    """Reads what begins with a word, where a library of definitions or a dialect may give it its meaning."""

    __slots__ = ("dialect", "floating", "library", "results")

    def __init__(
        self,
        text: str,
        tokens: list[Token],
        asked: Asked = PLAINLY,
        *,
        formals: frozenset[str] = frozenset(),
        library: Library | None = None,
        dialect: Dialect | None = None,
    ) -> None:
        """formals: further names that are allowed; library: what names of the text mean; dialect: whose signs and names it has."""
        super().__init__(
            text,
            tokens,
            principal=asked.principal,
            formals=formals,
            declared=asked.declared,
            variable=asked.variable,
            latex=dialect is None and is_latex(text),
            square_brackets=dialect is not None and dialect.square,
        )
        self.library = library
        self.dialect = dialect
        self.results: dict[Span, str] = {}
        """Where functions and remainders stand that a program may hold as integers, with their names."""
        self.floating: set[Span] = set()
        """Where values stand that it holds as numbers of floating point."""

    def word(self, token: Token) -> Part:
        """A name, a constant, a truth value, or a function with its arguments."""
        if self.indices:
            token = with_value(self, token)
        text, span = token.text, (token.start, token.end)
        self.at += 1
        if text in self.indices:
            return value_of(self, text, span)
        if text in self.formals:
            return Name(text, span)
        if self.library is not None and text in self.library.definitions:
            return self.defined(token)
        if self.dialect is not None and (foreign := self.foreign(token)) is not None:
            return foreign
        if text in self.declared:
            return self.note_name(symbol_name(text) or text, span)
        if self.tokens[self.at].kind == "(":
            check_name(token)
        if self.begins_function(token, self.tokens[self.at]):
            return self.function(token)
        if (known := self.constant(token)) is not None:
            return known
        return self.symbol(token)

    def constant(self, token: Token) -> Part | None:
        """A constant, a truth value or infinity; None for another name. Raises BadInput for the imaginary unit."""
        text, span = token.text, (token.start, token.end)
        declaration = register.spelled(text)
        if _is_constant(declaration):
            self.note_called(token, text, is_word=False)
            if text == "e" and self.loose_e is None and self.tokens[self.at].kind not in ("^", "super"):
                self.loose_e = span
            return Apply(declaration.head, (), span)
        if text in _TRUTHS:
            return Truth(_TRUTHS[text], span)
        if text in INFINITY:
            return Infinite(True, span)
        if text in IMAGINARY:
            raise imaginary(text, *span)
        return None

    def symbol(self, token: Token) -> Node:
        """A variable or a parameter, or SymPy's S(2). Raises BadInput for a name that can be neither."""
        text, span, called = token.text, (token.start, token.end), self.tokens[self.at].kind == "("
        name = symbol_name(text)
        if name is None and not called and self.dialect is not None and (self.dialect.long_names or self.dialect.cells):
            name = text
        if name is None:
            raise unknown(text, *span, called=called)
        if name == "S_" and [t.kind for t in self.tokens[self.at : self.at + 3]] == ["(", "number", ")"]:
            self.at += 3
            return Number(exact_number(self.tokens[self.at - 2]), self.span_from(token.start))
        run = self.run() if self.dialect is None else ""
        below = text.partition("_")[2]
        self.note_called(token, name, is_word=bool(run) or (text.isascii() and len(below) > 1 and not below.isdigit()), written=run)
        self.refuse_double(token)
        return self.note_name(name, span)

    def foreign(self, token: Token) -> Part | None:
        """A constant or a function of the dialect; None for another name."""
        assert self.dialect is not None
        if (constant := self.dialect.constants.get(self.dialect.key(token.text))) is not None:
            return Apply(constant, (), (token.start, token.end))
        after = self.tokens[self.at].kind
        if after != ("[" if self.dialect.square else "(") or not self.dialect.knows(token.text):
            return None
        call = self.dialect.calls.get(self.dialect.key(token.text))
        if call is not None:
            self.grouped = call(self, token)
            return self.grouped
        start = self.at
        args = [self.alone(part) for part in arguments(self, *self.brackets())]
        found = self.dialect.meaning(token.text, len(args))
        if found is None and after == "(" and register.spelled(token.text) is not None:
            self.at = start
            return None
        if found is None:
            counts = " or ".join(map(str, sorted(self.dialect.counts(token.text))))
            raise wrong_count(token.text, f"{counts} argument{'s' if counts != '1' else ''}", len(args), *self.span_from(token.start))
        formals, formula = found
        if formula == "a^b":
            return self.power(args[0], args[1], self.span_from(token.start))
        return substitute(self.meaning(formula, formals), dict(zip(formals, args, strict=True)), self.span_from(token.start))

    def meaning(self, formula: str, formals: tuple[str, ...]) -> Node:
        """The tree of a declared meaning; the parser supplies it."""
        raise NotImplementedError

    def defined(self, token: Token) -> Node:
        """What a name of the library means here, with its arguments put in."""
        assert self.library is not None
        definition, span = self.library.definitions[token.text], (token.start, token.end)
        if definition.formals is None:
            return self.library.tree(token.text)
        if self.tokens[self.at].kind != "(":
            hint = f"Write {token.text}({', '.join(definition.formals)})."
            raise BadInput("syntax", f"{token.text} needs its argument.", *span, hint)
        args = [self.alone(part) for part in arguments(self)]
        if len(args) != len(definition.formals):
            count = len(definition.formals)
            raise wrong_count(token.text, f"{count} argument{'s' if count != 1 else ''}", len(args), *self.span_from(token.start))
        body = self.library.tree(token.text)
        values = dict(zip((symbol_name(formal) or formal for formal in definition.formals), args, strict=True))
        return substitute(body, values)

    def note_called(self, token: Token, name: str, *, is_word: bool, written: str = "") -> None:
        """Remembers a name with a bracket right behind it; in LaTeX spaces between them mean nothing."""
        after = self.tokens[self.at]
        if after.kind == "(" and (after.start == token.end or self.is_latex):
            held = self.tokens[self.at + 1 : self.closing(self.at)]
            inside = frozenset(symbol_name(t.text) or t.text for t in held if t.kind == "name")
            self.called.append(Called(written or self.written(token), name, (token.start, token.end), inside, len(held) == 1, is_word))

    def refuse_double(self, token: Token) -> None:
        """Raises BadInput for 1d0, which is the number 1 in Fortran and 1 times d0 elsewhere."""
        before = self.tokens[self.at - 2] if self.at > 1 else token
        if before.kind == "number" and before.end == token.start and token.text[0] in "dD" and token.text[1:].isdigit():
            whole = before.text + token.text
            hint = f"Write {before.text}e{token.text[1:]} or {before.text}*{token.text}."
            raise BadInput("ambiguous", f"{whole} may be a number of Fortran or a product.", before.start, token.end, hint)

    def run(self) -> str:
        """The letters of LaTeX without a space between them that end with the one just read, a product; empty where it is alone."""
        last = first = self.at - 1
        while first and self._is_letter(first - 1) and self.tokens[first - 1].end == self.tokens[first].start:
            first -= 1
        if first == last or not self._is_letter(last) or not self.is_latex:
            return ""
        run = self.text[self.tokens[first].start : self.tokens[last].end]
        if not (self._is_letter(last + 1) and self.tokens[last].end == self.tokens[last + 1].start):
            self.note(f"{run} is read as the product {'*'.join(run)}")
        return run

    def _is_letter(self, at: int) -> bool:
        token = self.tokens[at]
        return token.kind == "name" and token.end - token.start == 1 and token.text.isascii()

    def begins_function(self, token: Token, after: Token) -> bool:
        """Whether the name stands for a function here. The Greek names gamma, zeta, … do with a bracket only, γ and ζ never."""
        text, called = token.text, after.kind == "("
        if any(text in names for names in (self.indices, self.formals, self.declared)):
            return False
        if self.library is not None and text in self.library.definitions:
            return called and self.library.definitions[text].formals is not None
        if text in GREEK:
            return called and not self._is_glyph(token) and (register.spelled(text) is not None or text in UNDECLARED)
        declaration = register.spelled(text)
        if declaration is None:
            return self.to_base(text) is not None or (called and (text in SPECIAL or text in UNDECLARED))
        return isinstance(declaration, Composite) or declaration.most != 0

    def _is_glyph(self, token: Token) -> bool:
        r"""Whether a letter is written, γ or \gamma, that as a word is the name of a function."""
        written = self.text[token.start : token.end]
        return token.text in ("gamma", "beta", "zeta", "Chi") and (len(written) == 1 or written == f"\\{token.text}")

    def function(self, name: Token) -> Part:
        """A function whose name is read already: its power (`sin^2 x`), its arguments, its node."""
        declaration, base = register.spelled(name.text), None
        if declaration is None and (to_base := self.to_base(name.text)) is not None:
            declaration, below = to_base
            base = self.below(below, name.end)
            name = name._replace(text=declaration.head)
        if declaration is None:
            special = SPECIAL.get(name.text) if self.dialect is None or name.text not in CALLS else None
            if special is None:
                raise unknown(name.text, name.start, name.end)
            self.grouped = special(self, name)
            return self.grouped
        base = self.base() if self.tokens[self.at].kind == "_" else base
        raised = self.at
        exponent = self.function_exponent(name) if self.tokens[self.at].kind in ("^", "super") else None
        if exponent is not None and self.means_inverse(exponent, raised):
            declaration, exponent = self.inverse(declaration, name), None
        args = self.arguments(declaration, name)
        span = self.span_from(name.start)
        check_two_arguments(name, args, span)
        if base is not None and isinstance(declaration, Function):
            node = self.logarithm(declaration, base, args, span)
        else:
            node = self.applied(declaration, name.text, args, span)
        return node if exponent is None else self.power(node, exponent, span)

    def means_inverse(self, exponent: Node, start: int) -> bool:
        """Whether the power of a function, written from this place on, is the -1 of its inverse: not one of the values of an index."""
        return exponent == Apply("neg", (Number(Fraction(1)),)) and not any(one.kind == "name" for one in self.tokens[start : self.at])

    def arguments(self, declaration: Function | Composite, name: Token) -> tuple[Node, ...]:
        """The arguments in brackets, or the one that stands beside the name."""
        opening = self.at
        if self.takes_braces(declaration):
            return tuple([self.alone(part) for part in arguments(self, "{", "}")])
        if self.tokens[opening].kind != "(":
            return (self.juxtaposed(name),)
        args = tuple([self.alone(part) for part in arguments(self)])
        if len(args) == 1 and is_angular(self, opening) and not groups(self, opening, self.at - 1):
            raise unclear_brackets(self, opening, self.at - 1)
        return args

    def takes_braces(self, declaration: Function | Composite) -> bool:
        """Whether several arguments stand in curly brackets here, as in max{x, 1}."""
        if self.tokens[self.at].kind != "{" or counts(declaration)[1] == 1:
            return False
        inside = self.tokens[self.at + 1 : self.closing(self.at)]
        return any(token.kind == "," for token in inside) and not any(token.kind == ";" for token in inside)

    def base(self) -> Node:
        """The base of a logarithm, which LaTeX sets below the line."""
        self.at += 1
        return self.argument()

    @staticmethod
    def to_base(text: str) -> tuple[Function, str] | None:
        """The logarithm that `log_2` and `log_a` name, and what its base is written as; None for another name."""
        head, _, below = text.partition("_")
        function = register.spelled(head)
        if not isinstance(function, Function) or not function.bases:
            return None
        return (function, below) if below.isdigit() or len(below) == 1 or _is_constant(register.spelled(below)) else None

    def below(self, text: str, end: int) -> Node:
        """A number, a constant or a letter below the line, which ends there. Raises BadInput for a decimal, which needs brackets."""
        span, after = (end - len(text), end), self.tokens[self.at]
        if text.isdigit() and after.kind == "number" and after.start == end:
            raise BadInput("ambiguous", "The base of this logarithm is not clear.", span[0], after.end, "Write log(x, 0.5).")
        if text.isdigit():
            return Number(Fraction(int(text)), span)
        if text in self.indices:
            return value_of(self, text, span)
        if text in self.formals:
            return Name(text, span)
        if text in IMAGINARY:
            raise imaginary(text, *span)
        constant = register.spelled(text)
        return Apply(constant.head, (), span) if _is_constant(constant) else self.note_name(symbol_name(text) or text, span)

    def logarithm(self, function: Function, base: Node, args: tuple[Node, ...], span: Span) -> Node:
        """The logarithm to a base. Raises BadInput for more than one argument."""
        if len(args) != 1:
            raise wrong_count(function.head, "1 argument beside its base", len(args), *span)
        known = next((head for number, head in function.bases.items() if isinstance(base, Number) and base.value == number), None)
        return Apply(function.head, (args[0], base), span) if known is None else Apply(known, args, span)

    def inverse(self, declaration: Function | Composite, name: Token) -> Function | Composite:
        """The inverse of a trigonometric or hyperbolic function, which a power of -1 is. Raises BadInput for another function."""
        found = register.declared(declaration.inverse) if isinstance(declaration, Function) and declaration.inverse else None
        if found is None:
            hint = f"Write 1/{name.text}(x) for the reciprocal."
            raise BadInput("inverse", f"{name.text}^-1 can mean two things.", *self.span_from(name.start), hint)
        self.note(f"{name.text}^-1 is the inverse function {found.head}, not 1/{name.text}")
        return found

    def function_exponent(self, name: Token) -> Node:
        """The power between a function's name and its argument."""
        operator = self.tokens[self.at]
        self.at += 1
        token = self.tokens[self.at]
        if operator.kind == "super":
            exponent = self.superscript(operator)
        else:
            sign = token.kind == "-"
            if sign:
                self.at += 1
            if self.tokens[self.at].kind in ("(", "{", "number", "name"):
                exponent = self.real(POWER + 1)
            else:
                self.unexpected(f"{name.text} needs its argument")
            exponent = Apply("neg", (exponent,), self.span_from(token.start)) if sign else exponent
        return exponent

    def superscript(self, token: Token) -> Node:
        """The number, or the letter, that a run of superscripts means. Raises BadInput if it means none."""
        match = _SUPERSCRIPT.fullmatch(token.text)
        span = (token.start, token.end)
        if match is None or not (match[2] or match[3]):
            raise BadInput("syntax", "This superscript is no exponent.", *span)
        digits = [Number(exact_number(token._replace(text=match[2])), span)] if match[2] else []
        letters = [Name(match[3], span) if match[3] in self.formals else self.note_name(match[3], span)] if match[3] else []
        parts: tuple[Node, ...] = (*digits, *letters)
        node = parts[0] if len(parts) == 1 else Apply("*", parts, span)
        return Apply("neg", (node,), span) if match[1] == "-" else node

    def juxtaposed(self, name: Token) -> Node:
        """The argument of a function or a radical without brackets: numbers, names, powers and bars side by side.

        √2x is the root of 2x, and √2 x is √2·x: of a radical it ends with a space.
        """
        radical = name.kind != "name"
        factors: list[Node] = []
        while self._takes_factor(name, factors, radical):
            token = self.tokens[self.at]
            function = token.kind == "name" and self.begins_function(token, self.tokens[self.at + 1])
            factors.append(self.real(POWER))
            if function or (radical and self.tokens[self.at].start > self.tokens[self.at - 1].end):
                break
            if token.kind == "frac" and not _constant(factors[-1]):
                if self._takes_factor(name, factors, radical):
                    raise self._unclear("factor", name)
                break
        if not factors:
            self._no_argument(name, radical)
        if len(factors) == 1:
            return factors[0]
        return Apply("*", tuple(factors), (factors[0].span[0], factors[-1].span[1]))

    def _takes_factor(self, name: Token, factors: list[Node], radical: bool) -> bool:
        """Whether what comes next still belongs to the argument."""
        token = self.tokens[self.at]
        match token.kind:
            case "name":
                return not factors or not (self.begins_function(token, self.tokens[self.at + 1]) or token.text == "mod")
            case "number" | "vulgar":
                return self._takes_number(factors)
            case "⌊" | "⌈" | "|(":
                return True
            case "frac" | "root" | "indicator":
                return self._surely("factor", name, all(map(_constant, factors)))
            case "√" | "∛" | "∜":
                return not (radical and factors)
            case "|":
                return not factors or (not self.open_bars and bars.opens(self, factors[-1]))
            case "(" | "[" | "{":
                return self._surely("bracket", name, not factors or (not radical and all(map(_is_plain_constant, factors))))
            case _:
                return False

    def _surely(self, what: str, name: Token, clear: bool) -> Literal[True]:
        """True for what belongs to the argument. Raises BadInput where that is not clear."""
        if not clear:
            raise self._unclear(what, name)
        return True

    def _unclear(self, what: str, name: Token) -> BadInput:
        """The error for something after an argument without brackets that may belong to it or not."""
        token = self.tokens[self.at]
        message = f"It is not clear whether this {what} belongs to the argument of {name.text}."
        return BadInput("ambiguous", message, token.start, token.end, f"Write {name.text}(…) with brackets around the argument.")

    def _takes_number(self, factors: list[Node]) -> bool:
        """A number belongs to the argument; before its first factor the power of the function may stand: sin^2 2x."""
        if factors:
            self.refuse_two_numbers()
        return True

    def _no_argument(self, name: Token, radical: bool) -> None:
        """Raises the error for a function that is followed by no argument."""
        token = self.tokens[self.at]
        if token.kind in ("-", "+", "not") and not radical:
            hint = f"Write {name.text}({token.text}…)."
            raise BadInput("syntax", f"The argument of {name.text} needs brackets here.", name.start, token.end, hint)
        if radical:
            self.unexpected(f"{name.text} needs something under it")
        declaration = register.spelled(name.text)
        if declaration is not None:
            raise wrong_count(name.text, takes(declaration), 0, name.start, name.end)

    def refuse_two_numbers(self) -> None:
        """Raises BadInput if the token before this number is a number too."""
        token, before = self.tokens[self.at], self.tokens[self.at - 1]
        if before.kind in ("number", "vulgar"):
            raise BadInput("syntax", "Two numbers stand side by side.", before.start, token.end, "Write * between them.")

    def applied(self, declaration: Function | Composite, name: str, args: tuple[Node, ...], span: Span) -> Node:
        """The node of a declared function with these arguments. Raises BadInput("arity") for a wrong number of them."""
        least, most = counts(declaration)
        if len(args) < least or (most is not None and len(args) > most):
            raise wrong_count(name, takes(declaration), len(args), *span)
        if isinstance(declaration, Function):
            return self.power(args[0], args[1], span) if declaration.head == "^" else Apply(declaration.head, args, span)
        given = len(declaration.formals) - len(args)
        defaults = declaration.defaults[len(declaration.defaults) - given :] if given else ()
        args += tuple(substitute(self.meaning(text, ()), {}, span) for text in defaults)
        body = substitute(self.meaning(declaration.formula, declaration.formals), dict(zip(declaration.formals, args, strict=True)), span)
        return Named(declaration.head, args, body, span)

    def power(self, base: Node, exponent: Node, span: Span) -> Node:
        """base^exponent in the reading asked for. Raises BadInput for a number too large to compute with."""
        size.check_power(base, exponent, span)
        return Apply("principal_power" if self.principal else "^", (base, exponent), span)


def _constant(node: Node) -> bool:
    """Whether the node is made of numbers and constants by products and quotients."""
    match node:
        case Number() | Apply(_, ()):
            return True
        case Apply("/" | "*" | "neg", args):
            return all(map(_constant, args))
        case _:
            return False


def _is_plain_constant(node: Node) -> bool:
    return isinstance(node, Number) or (isinstance(node, Apply) and not node.args)


def counts(declaration: Function | Composite) -> tuple[int, int | None]:
    """The least and the most arguments that a function takes."""
    if isinstance(declaration, Function):
        return declaration.least, declaration.most
    return len(declaration.formals) - len(declaration.defaults), len(declaration.formals)


def takes(declaration: Function | Composite) -> str:
    """How many arguments a function takes, in words."""
    least, most = counts(declaration)
    if most is None:
        return f"at least {least} argument{'s' if least != 1 else ''}"
    if least == most:
        return f"{most} argument{'s' if most != 1 else ''}"
    return f"{least} {'or' if most == least + 1 else 'to'} {most} arguments"
