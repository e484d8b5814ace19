"""Text to tree: a Pratt parser that keeps what was written. It never evaluates anything and never calls itself without a limit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import cache
from typing import Final, Literal, cast

from diffcheck.errors import BadInput
from diffcheck.functions.facts import Composite
from diffcheck.functions.register import spelled, written_as
from diffcheck.language import bars, size
from diffcheck.language.calls import choice
from diffcheck.language.constructs import FACTOR_STARTS, Constructs
from diffcheck.language.dialect import Dialect
from diffcheck.language.formula import Formula
from diffcheck.language.indexed import check_indices, printed
from diffcheck.language.names import IMAGINARY, INFINITY, checked_symbol, imaginary, symbol_name
from diffcheck.language.reader import (
    AND,
    COMPARE,
    CONDITIONS,
    FLOATING,
    FRAMES_EACH,
    IVERSON_HINT,
    NOT,
    OR,
    POWER,
    PRODUCT,
    SIGN,
    SUM,
    TERNARY,
    Infinite,
    Pair,
    Part,
    iverson,
)
from diffcheck.language.relations import RELATIONS, comparison, connective, membership
from diffcheck.language.seams import groups, is_condition, is_invisible, lone_condition, unclear_brackets
from diffcheck.language.substitute import substitute
from diffcheck.language.tokens import NUMBERS, Token, exact_number, tokenize
from diffcheck.language.write import reading
from diffcheck.model.tree import Apply, Cases, Compare, Condition, Logic, Node, Number, Relation, Span, Truth, children

_BINDING: Final = {
    "if": TERNARY, "?": TERNARY, "or": OR, "and": AND, **dict.fromkeys((*RELATIONS, "∈", "∉"), COMPARE),
    "+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT, "%": PRODUCT, "//": PRODUCT, "÷": PRODUCT, "^": POWER, "super": POWER, "_+": POWER,
}  # fmt: skip


def whole(parser: Parser) -> Formula:
    """The one formula that the tokens of the parser are, with nothing after it."""
    try:
        function, defined = parser.definition()
        if parser.tokens[parser.at].kind == "end":
            raise BadInput("empty", "There is no formula.", None, None, "For example max(0, x).")
        part = parser.expression(0)
        if parser.tokens[parser.at].kind != "end":
            parser.unexpected()
        if isinstance(part, CONDITIONS) and part is not parser.grouped:
            equation = isinstance(part, Compare) and part.relation == "=="
            hint = f"For the function write its right side alone. {IVERSON_HINT}" if equation else IVERSON_HINT
            raise BadInput("condition", "This is a condition, not a function.", *part.span, hint)
        tree = parser.as_real(part, part.span[0])
    except RecursionError:
        raise size.too_deep((0, len(parser.text))) from None
    size.check_size(tree)
    check_indices(parser)
    if function is not None and function in parser.names:
        raise BadInput("circular", f"{function} is defined by itself.", *parser.names[function])
    equated = (function, parser.span_from(parser.tokens[0].start)) if function is not None and defined is None else None
    return Formula(
        tree,
        defined,
        parser.names,
        equated,
        tuple(parser.notes),
        tuple(parser.called),
        parser.loose_e,
        promises=tuple(dict.fromkeys(parser.promises)),
        indices=frozenset(index for index, _ in parser.bound),
    )


@cache
def declared_meaning(formula: str, formals: frozenset[str]) -> Node:
    """The tree of a formula of a declaration in the names given, read once."""
    return whole(Parser(formula, tokenize(formula), formals=formals)).tree


def template(composite: Composite) -> Node:
    """The formula of a composite in its formals, read once."""
    return declared_meaning(composite.formula, frozenset(composite.formals))


class Parser(Constructs):
    """Reads one text. `expression(floor)` reads as much as binds at least as tightly as `floor`."""

    __slots__ = ()

    def word(self, token: Token) -> Part:
        called, part = self.tokens[self.at + 1].kind == "(", super().word(token)
        if called and self.dialect is not None and self.dialect.integer_quotients:
            name = self.dialect.key(token.text)
            if name in self.dialect.integers | self.dialect.keeps_integers:
                self.results[self.span_from(token.start)] = name
            elif name not in self.dialect.calls:
                self.floating.add(part.span)
        return part

    def meaning(self, formula: str, formals: tuple[str, ...]) -> Node:
        return declared_meaning(formula, frozenset(formals))

    def power(self, base: Node, exponent: Node, span: Span) -> Node:
        if self.dialect is None or not self.dialect.is_code or self.principal:
            return super().power(base, exponent, span)
        size.check_power(base, exponent, span)
        return Apply("^" if size.is_even_root(exponent) else "principal_power", (base, exponent), span)

    def definition(self) -> tuple[str | None, str | None]:
        """Moves past `f(t) =` or `y =`. Out: the name defined and the variable, None where there is none."""
        kinds = [token.kind for token in self.tokens[:5]]
        if kinds[:2] == ["name", "="] and not (self.dialect is not None and self.dialect.cells):
            name = self.tokens[0]
            self.at = 2
            is_word = symbol_name(name.text) is None and spelled(name.text) is None and name.text not in INFINITY
            return (name.text if is_word else checked_symbol(name.text, (name.start, name.end))), None
        if kinds == ["name", "(", "name", ")", "="]:
            name, variable = self.tokens[0], self.tokens[2]
            if name.text in IMAGINARY:
                raise imaginary(name.text, name.start, name.end)
            self.at = 5
            return name.text, checked_symbol(variable.text, (variable.start, variable.end))
        return None, None

    def expression(self, floor: int) -> Part:
        self.deeper()
        tokens, start = self.tokens, self.tokens[self.at].start
        left = self.prefix()
        while True:
            kind = tokens[self.at].kind
            if kind == "%" and self.is_percent():
                left = self.percentage(self.as_real(left, start), tokens[self.at])
                continue
            binding = _BINDING.get(kind)
            if binding is None:
                if kind == "not" and self.written(tokens[self.at]) == "!":
                    left = self.factorial(self.as_real(left, start), start)
                    continue
                if self.restricts():
                    if floor > 0:
                        break
                    left = self.restriction(self.as_real(left, start), start)
                    continue
                if kind in FACTOR_STARTS:
                    binding = PRODUCT
                elif kind == "|" and not self.open_bars:
                    binding = PRODUCT if bars.opens(self, left) else OR
                else:
                    break
            if binding < floor:
                break
            left = self.infix(left, binding, start)
        self.frames -= FRAMES_EACH
        return left

    def factorial(self, node: Node, start: int) -> Node:
        """`x!`, through the gamma function. Raises BadInput for `x!!`."""
        self.at += 1
        sign, following = self.tokens[self.at - 1 : self.at + 1]
        if following.kind == "not" and following.start == sign.end:
            hint = "Write (x!)! for a factorial of a factorial."
            raise BadInput("ambiguous", "A double factorial is not read.", sign.start, following.end, hint)
        return substitute(self.meaning("gamma(n + 1)", ("n",)), {"n": node}, self.span_from(start))

    def member(self, left: Part) -> Condition:
        """`x ∈ (0, 1]`, `x ∉ Z`: a number in an interval, whose brackets may be those of France, or in a set of numbers, or not in it."""
        span_start, node = left.span[0], self.as_real(left, left.span[0])
        sign = self.tokens[self.at]
        self.at += 1
        opened = self.tokens[self.at]
        if opened.text in NUMBERS:
            self.at += 1
            span = self.span_from(span_start)
            inside = membership(self, node, substitute(self.meaning("floor(n)", ("n",)), {"n": node}, span), NUMBERS[opened.text], span)
        else:
            inside = self.interval(node, span_start, opened)
        return inside if sign.kind == "∈" else Logic("not", (inside,), self.span_from(span_start))

    def interval(self, node: Node, span_start: int, opened: Token) -> Condition:
        """That a number lies in the interval that begins here."""
        self.expect("(")
        low = self.nested()
        self.expect(",")
        high = self.nested()
        closed = self.expect(")", opened)
        below: Relation = "<=" if self.written(opened).endswith("[") else "<"
        above: Relation = "<=" if self.written(closed).endswith("]") else "<"
        return comparison(self, [low, node, high], [below, above], self.span_from(span_start))

    def prefix(self) -> Part:
        """What an operand begins with: a number, a word, a sign, some bracket, a radical, a negation."""
        token = self.tokens[self.at]
        read = _OPERANDS.get(token.kind)
        if read is not None:
            return read(self, token)
        if token.kind == "if" and self.tokens[self.at + 1].kind == "(":
            self.at += 1
            return choice(self, token)
        if self.dialect is not None and token.kind in self.dialect.forms:
            return self.dialect.forms[token.kind](self, token)
        inside = self.at > 0 and token.kind != "end"
        self.unexpected(f"Something is missing before {self.text[token.start : token.end]}" if inside else None)

    def number(self, token: Token) -> Node:
        """A number as it is written, or one of the vulgar fractions such as ½; with the factor that it is the coefficient of, if those
        are one in the dialect: 1/2x is 1/(2x) and 2^3x is 2^(3x) in Julia.
        """
        self.at += 1
        span = (token.start, token.end)
        if token.kind == "number":
            number, following = Number(exact_number(token), span), self.tokens[self.at]
            tight = self.dialect is not None and self.dialect.tight_products and following.start == token.end
            if tight and following.kind in ("name", "(", *"√∛∜"):
                return Apply("*", (number, self.real(POWER)), self.span_from(token.start))
            return number
        above, below = (Number(Fraction(int(n)), span) for n in token.text.split("/"))
        return Apply("/", (above, below), span)

    def signed(self, token: Token) -> Part:
        """An operand behind a plus or minus sign, which may be an infinity."""
        self.at += 1
        first = self.dialect is not None and self.dialect.minus_first
        part = self.expression(POWER + 1 if first else SIGN)
        if isinstance(part, Infinite):
            return Infinite(part.positive == (token.kind == "+"), self.span_from(token.start))
        node = self.as_real(part, part.span[0])
        return node if token.kind == "+" else Apply("neg", (node,), self.span_from(token.start))

    def rounded(self, token: Token) -> Node:
        """⌊x⌋ and its relatives."""
        self.at += 1
        rounding = written_as(token.kind)
        node = self.nested_real()
        self.expect(rounding.fences[1] if rounding.fences else token.kind, token)
        return Apply(rounding.head, (node,), self.span_from(token.start))

    def negation(self, token: Token) -> Condition:
        """`not` binds a comparison, ! a factor alone."""
        self.at += 1
        tight = self.text[token.start] in "!~¬"
        condition = self.as_condition(self.expression(POWER if tight else COMPARE))
        return Logic("not", (condition,), self.span_from(token.start))

    def otherwise(self, token: Token) -> Condition:
        self.at += 1
        return Truth(True, (token.start, token.end))

    def infinity(self, token: Token) -> Infinite:
        self.at += 1
        return Infinite(True, (token.start, token.end))

    def infix(self, left: Part, binding: int, start: int) -> Part:
        """The part that begins with `left` and goes on with the operator at this place."""
        match binding:
            case 1:
                return self.python_choice(left, start) if self.tokens[self.at].kind == "if" else self.c_choice(left, start)
            case 2:
                return self.joined("or", left, start)
            case 3:
                return self.joined("and", left, start)
            case 5:
                return self.member(left) if self.tokens[self.at].kind in ("∈", "∉") else self.chain(left, start)
            case 6:
                return self.sum(self.as_real(left, start), start)
            case 7:
                return self.product(self.as_real(left, start), start)
            case _:
                base, token = self.as_real(left, start), self.tokens[self.at]
                self.at += 1
                if token.kind == "_+":
                    self.note("a plus sign below or above means the positive part, max(…, 0)")
                    return Apply(written_as("_+").head, (base, Number(Fraction(0), (token.start, token.end))), self.span_from(start))
                exponent = self.superscript(token) if token.kind == "super" else self.exponent(token)
                return self.power(base, exponent, self.span_from(start))

    def exponent(self, sign: Token) -> Node:
        """What stands behind ^: up to the next one, if powers are taken from left to right. Raises BadInput where the dialect has no power
        here, or where its programs do not agree which.
        """
        dialect = self.dialect
        if dialect is not None and dialect.exclusive_or and self.written(sign) == "^":
            raise BadInput("syntax", f"^ is exclusive or in {dialect.title}.", sign.start, sign.end, "Write ** for a power.")
        if dialect is None or dialect.towers == "right":
            return self.real(SIGN)
        first = self.tokens[self.at]
        if first.kind in ("-", "+") and not dialect.minus_first:
            self.at += 1
            node = self.exponent(first)
            node = node if first.kind == "+" else Apply("neg", (node,), self.span_from(first.start))
        else:
            node = self.real(POWER + 1)
        above = self.tokens[self.at]
        if above.kind == "^" and (dialect.towers == "unclear" or (first.kind in ("-", "+") and not dialect.minus_first)):
            message = f"Which of these powers comes first is not clear in {dialect.title}."
            raise BadInput("ambiguous", message, sign.start, above.end, "Write a^(b^c) or (a^b)^c.")
        return node

    def sum(self, first: Node, start: int) -> Node:
        """A sum of any number of terms; a - b is a + neg(b)."""
        terms = [first]
        while (sign := self.tokens[self.at]).kind in ("+", "-"):
            self.at += 1
            term = self.real(PRODUCT)
            terms.append(term if sign.kind == "+" else Apply("neg", (term,), self.span_from(sign.start)))
        return Apply("+", tuple(terms), self.span_from(start))

    def product(self, first: Node, start: int) -> Node:
        """Products, quotients and remainders from left to right; factors side by side are multiplied."""
        factors = [first]
        while True:
            token = self.tokens[self.at]
            remainder = self.is_remainder(self.at)
            if token.kind in ("/", "//", "÷") or remainder:
                left = self._times(factors, start)
                self.at += 1
                right = self.real(SIGN)
                if remainder and self.text[token.start] == "\\":
                    self.refuse_factor(right)
                factors = [self.divided(token, left, right, remainder, self.span_from(start))]
                continue
            if token.kind == "*":
                self.at += 1
            elif token.kind in ("number", "vulgar"):
                self.refuse_two_numbers()
            elif self.restricts() or not self.begins_factor(token, factors[-1]):
                return self._times(factors, start)
            else:
                self.refuse_two_lines()
            factors.append(self.real(SIGN))

    def is_remainder(self, at: int) -> bool:
        """Whether the token at a place is the sign of a remainder, % or a word between its operands."""
        token = self.tokens[at]
        return token.kind == "%" or (token.text == "mod" and self.tokens[at + 1].kind != "(")

    def refuse_two_lines(self) -> None:
        """Raises BadInput for two factors without a sign between them on two lines: they may be two formulas."""
        token, before = self.tokens[self.at], self.tokens[self.at - 1]
        if not self.is_latex and "\n" in self.text[before.end : token.start]:
            raise BadInput("syntax", "Two lines stand without a sign between them.", token.start, token.end, "Write * for a product.")

    def is_percent(self) -> bool:
        """Whether the % here means hundredths."""
        return self.dialect is not None and self.dialect.percent

    def percentage(self, node: Node, sign: Token) -> Node:
        """`x%`, x hundredths."""
        self.at += 1
        return Apply("/", (node, Number(Fraction(100), (sign.start, sign.end))), (node.span[0], sign.end))

    def divided(self, token: Token, left: Node, right: Node, remainder: bool, span: Span) -> Node:
        """A quotient, a floored quotient or a remainder, as the dialect has it. Raises BadInput for a quotient of integers that is one."""
        dialect = self.dialect
        if remainder and dialect is not None and dialect.integer_quotients:
            self.results[span] = "%"
        if remainder and dialect is not None and dialect.truncates:
            return substitute(self.meaning("a - b*trunc(a/b)", ("a", "b")), {"a": left, "b": right}, span)
        if token.kind == "÷":  # of Julia: elsewhere it is /
            return substitute(self.meaning("trunc(a/b)", ("a", "b")), {"a": left, "b": right}, span)
        if dialect is not None and dialect.integer_quotients and token.kind == "/":
            self.refuse_quotient_of_integers(dialect, left, right, span)
        quotient = Apply(written_as("%").head if remainder else "/", (left, right), span)
        floored = token.kind == "//" and not (dialect and dialect.rational_slashes)
        return Apply(written_as("⌊").head, (quotient,), span) if floored else quotient

    def refuse_quotient_of_integers(self, dialect: Dialect, left: Node, right: Node, span: Span) -> None:
        """Raises BadInput where both are integers: the dialect rounds their quotient."""
        if self.is_integer(left) and self.is_integer(right):
            above, below = (self.text[slice(*node.span)].strip() for node in (left, right))
            hint = f"Write {above}.0/{below} for the number." if above.isdigit() else "Write a decimal point for the number, such as 1.0/2."
            message = f"{above}/{below} is a quotient of integers, which {dialect.title} rounds towards 0."
            raise BadInput("integer_quotient", message, *span, hint)

    def is_integer(self, node: Node) -> bool:
        """Whether a program computes the node in integers: it is made of integers as they are written, of conditions that count 1 or 0,
        and of functions that have such values.
        """
        dialect = self.dialect
        if dialect is None or node.span in self.floating:
            return False
        if (name := self.results.get(node.span)) is not None:
            keeps = name == "%" or name in dialect.keeps_integers
            return name in dialect.integers or (keeps and all(map(self.is_integer, _arguments(node, node.span))))
        match node:
            case Number():
                return self.text[slice(*node.span)].rstrip("uUlLi").isdigit()
            case Apply("neg" | "+" | "*" | "^" | "principal_power", args):
                return all(map(self.is_integer, args))
            case Cases(branches):
                return all(value.span == node.span or self.is_integer(value) for value, _ in branches)
            case _:
                return False

    def _times(self, factors: list[Node], start: int) -> Node:
        return factors[0] if len(factors) == 1 else Apply("*", tuple(factors), self.span_from(start))

    def chain(self, left: Part, start: int) -> Condition:
        """A comparison, or a chain of them such as 0 < x <= 1."""
        parts: list[Part] = [left]
        relations: list[Relation] = []
        while (relation := RELATIONS.get(self.tokens[self.at].kind)) is not None:
            self.at += 1
            relations.append(relation)
            parts.append(self.expression(SUM))
        if len(relations) > 1 and self.dialect is not None and not self.dialect.chains:
            message = f"In {self.dialect.title} the second sign compares with 1 or 0, which the first comparison is."
            raise BadInput("ambiguous", message, *self.span_from(start), "Write two comparisons with “and” between them.")
        return comparison(self, parts, relations, self.span_from(start))

    def joined(self, word: Literal["and", "or"], left: Part, start: int) -> Condition:
        """Conditions joined by one word, which may also be written & | && ||."""
        if self.tokens[self.at].kind == "|" and not isinstance(left, CONDITIONS):
            bar = self.tokens[self.at]
            hint = "Write abs(…) where bars are not clear."
            raise BadInput("syntax", "This | opens an absolute value that is never closed.", bar.start, bar.end, hint)
        conditions = [self.as_condition(left)]
        while (token := self.tokens[self.at]).kind == word or (word == "or" and token.kind == "|" and not self.open_bars):
            self.at += 1
            following = self.tokens[self.at]
            if token.kind == following.kind == "|" and token.end == following.start:
                self.at += 1
            conditions.append(self.as_condition(self.expression(AND if word == "or" else NOT)))
        return connective(word, conditions, self.span_from(start))

    def python_choice(self, part: Part, start: int) -> Node:
        """`a if c else b`, where b may go on with `if`."""
        branches: list[tuple[Node, Condition]] = []
        while self.tokens[self.at].kind == "if":
            word = self.tokens[self.at]
            self.at += 1
            branches.append((self.alone(part), self.as_condition(self.expression(OR))))
            if self.tokens[self.at].kind != "else":
                raise BadInput("syntax", "This if has no else.", word.start, word.end, "Write a if c else b.")
            self.at += 1
            part = self.expression(OR)
        branches.append((self.alone(part), Truth(True, part.span)))
        return Cases(tuple(branches), self.span_from(start))

    def c_choice(self, part: Part, start: int) -> Node:
        """`c ? a : b`, where b may go on with `?`."""
        branches: list[tuple[Node, Condition]] = []
        while self.tokens[self.at].kind == "?":
            condition = self.as_condition(part)
            self.at += 1
            value = self.nested_real()
            self.expect(":")
            branches.append((value, condition))
            part = self.expression(OR)
        branches.append((self.alone(part), Truth(True, part.span)))
        return Cases(tuple(branches), self.span_from(start))

    def group(self, opened: Token) -> Part:
        """What stands in round brackets; a value and a condition make a pair."""
        self.at += 1
        part = self.nested()
        if self.tokens[self.at].kind == ",":
            self.at += 1
            value, condition = self.alone(part), self.nested_condition()
            self.expect(")", opened)
            return Pair(value, condition, self.span_from(opened.start))
        self.expect(")", opened)
        self.grouped = part
        if opened.text == FLOATING:
            self.floating.add(part.span)
        return part

    def bracket(self, opened: Token) -> Node:
        """An Iverson bracket, [x > 0] is 1 where the condition holds, else 0; or the outer brackets of a sum or product."""
        opening = self.at
        self.at += 1
        part = self.nested()
        self.expect("]", opened)
        if isinstance(part, CONDITIONS):
            return iverson(part, self.span_from(opened.start))
        if not groups(self, opening, self.at - 1):
            raise unclear_brackets(self, opening, self.at - 1)
        return self.alone(part)

    def absolute(self, opened: Token) -> Node:
        """The absolute value from this bar to the one that closes it."""
        self.at += 1
        self.open_bars += 1
        self.frames += 2
        node = self.alone(self.expression(0))
        self.frames -= 2
        self.expect("|", opened)
        self.open_bars -= 1
        return Apply(written_as("|").head, (node,), self.span_from(opened.start))

    def radical(self, token: Token) -> Node:
        """√, ∛ or ∜ with a bracket or with what stands beside it."""
        self.at += 1
        following = self.tokens[self.at]
        if following.kind == "(":
            node = self.as_real(self.group(following), following.start)
        else:
            node = self.juxtaposed(token)
        span = self.span_from(token.start)
        if token.kind == "∜":
            fourth = Apply("/", (Number(Fraction(1), span), Number(Fraction(4), span)), span)
            return Apply("^", (node, fourth), span)
        return Apply(written_as(token.kind).head, (node,), span)

    def braces(self, opened: Token) -> Part:
        """Cases such as {x^2, x<1; 2x-1, otherwise}; braces around one value alone are brackets."""
        branches: list[tuple[Node, Condition]] = []
        opening = self.at
        while True:
            self.at += 1
            if branches and self.tokens[self.at].kind == "}":
                break
            part = self.nested(OR)
            token = self.tokens[self.at]
            if token.kind == "}" and not branches:
                self.at += 1
                if not (is_invisible(self, opening) or [t.kind for t in self.tokens[max(opening - 2, 0) : opening]] == ["indicator", "{"]):
                    if isinstance(part, CONDITIONS):
                        raise lone_condition(self, opened, self.span_from(opened.start))
                    if not groups(self, opening, self.at - 1):
                        raise unclear_brackets(self, opening, self.at - 1)
                self.grouped = part
                return part
            branches.append(self.branch(part))
            if self.tokens[self.at].kind != ";":
                break
        self.expect("}", opened)
        return Cases(tuple(branches), self.span_from(opened.start))

    def restricts(self) -> bool:
        """Whether a condition in braces stands here, behind an operand."""
        return self.tokens[self.at].kind == "{" and not is_invisible(self, self.at) and is_condition(self, self.at)

    def restriction(self, node: Node, start: int) -> Node:
        """The formula where the condition in braces holds, undefined elsewhere."""
        opened = self.tokens[self.at]
        self.at += 1
        condition = self.nested_condition()
        self.expect("}", opened)
        self.note(f"the domain is restricted to {reading(condition)}, which stands in braces; in round brackets it is 1 or 0")
        return Cases(((node, condition),), self.span_from(start))

    def branch(self, part: Part) -> tuple[Node, Condition]:
        """One case, whose value is read already: what says when it holds."""
        token = self.tokens[self.at]
        if token.kind == "?":
            part = self.c_choice(part, part.span[0])
            token = self.tokens[self.at]
        if token.kind == "if":
            self.at += 1
            value, condition = self.alone(part), self.as_condition(self.nested(OR))
            if self.tokens[self.at].kind != "else":
                return value, condition
            self.at += 1
            other = self.nested(TERNARY)
            part = Cases(((value, condition), (self.alone(other), Truth(True, other.span))), self.span_from(part.span[0]))
            token = self.tokens[self.at]
        value = self.alone(part)
        if token.kind == "}":
            return value, Truth(True, part.span)
        if token.kind in (",", ":"):
            self.at += 1
            token = self.tokens[self.at]
            if token.kind != "else":
                return value, self.as_condition(self.nested(OR))
        if token.kind in ("otherwise", "else"):
            self.at += 1
            return value, Truth(True, (token.start, token.end))
        self.unexpected("A condition is needed here, such as x > 0" if token.kind == ";" else None)


def _arguments(node: Node | Condition, span: Span) -> Iterator[Node]:
    """What stands in a function's place in the tree and was written by the user: the function's own parts have its span."""
    for part in children(node):
        if part.span != span:
            yield cast("Node", part)
        else:
            yield from _arguments(part, span)


_OPERANDS: Final[Mapping[str, Callable[[Parser, Token], Part]]] = {
    **dict.fromkeys(("number", "vulgar"), Parser.number),
    **dict.fromkeys(("-", "+"), Parser.signed),
    **dict.fromkeys("⌊⌈", Parser.rounded),
    **dict.fromkeys("√∛∜", Parser.radical),
    **dict.fromkeys(("frac", "root", "|(", "indicator"), Parser.construct),
    "over": printed,
    "name": Parser.word,
    "(": Parser.group,
    "|": Parser.absolute,
    "{": Parser.braces,
    "[": Parser.bracket,
    "not": Parser.negation,
    "otherwise": Parser.otherwise,
    "∞": Parser.infinity,
}
"""What an operand begins with, by the kind of its first token, and who reads it from there."""
