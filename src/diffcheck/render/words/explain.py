"""A report as a derivation, in the order in which one would argue on paper: sections of sentences that every format shows alike.

The sentences state what the report holds and nothing else: values, limits and slopes of the findings, and the branches,
quotients and rules that the analysis recorded on its way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from diffcheck.model.immutable import immutable
from diffcheck.model.kind import Kind
from diffcheck.model.report import (
    LEFT_END,
    RIGHT_END,
    Counted,
    Expansion,
    Finding,
    Lack,
    Piece,
    Quantity,
    Reason,
    Report,
    Rule,
    Sequences,
    SideSteps,
    Steps,
    is_infinite,
)
from diffcheck.model.term import (
    LINE,
    OO,
    ZERO,
    Call,
    Chain,
    Fence,
    Interval,
    Members,
    SignedInfinity,
    Sum,
    Symbol,
    Term,
    added,
    comparison,
    group,
    multiplied,
    replaced,
)
from diffcheck.render.words.letters import with_ends
from diffcheck.render.words.lipschitz import lipschitz_argument
from diffcheck.render.words.order import order_argument
from diffcheck.render.words.practice import in_practice, versions_words
from diffcheck.render.words.pretty import pretty
from diffcheck.render.words.script import Symbols, is_plain
from diffcheck.render.words.sentences import (
    at_words,
    domain_lines,
    index_words,
    quantity_words,
    reading_words,
    set_words,
    smoothness_words,
    where_words,
)
from diffcheck.render.words.verdicts import smoothness_lines, solution_words, verdict_words

MOST_PIECES: Final = 8
MOST_POINTS: Final = 12
EULER: Final[dict[Term, Term]] = {Symbol("E"): Symbol("e")}
RULES: Final[dict[Rule, str]] = {
    "substitution": "by substitution",
    "leading term": "by the leading term of its expansion",
    "squeeze": "by the squeeze theorem: the oscillating part is bounded, and its factor tends to 0",
    "dominance": "by dominance: exponentials beat powers, and powers beat logarithms",
    "exponential": "by the exponential, whose exponent tends to an infinity",
    "oscillation": "because it keeps oscillating",
    "constant": "as a constant does",
}


@immutable
class Section:
    """One step of the argument: its title, and its sentences in paragraphs."""

    title: str
    lines: tuple[str, ...]


def as_objects(report: Report) -> list[dict[str, object]]:
    """The argument as plain values, in ASCII."""
    return [{"title": section.title, "steps": list(section.lines)} for section in explain(report, symbols=False)]


def explain(report: Report, *, symbols: Symbols) -> tuple[Section, ...]:
    """The whole argument."""
    teller = _Teller(report, symbols)
    shown = teller.points[:MOST_POINTS]
    sections = [teller.definition(), teller.places(), *(teller.point(f) for f in shown)]
    if len(teller.points) > len(shown):
        sections.append(Section("The other points", ("They are treated in the same way; the list of points has what was found.",)))
    return (*(s for s in sections if s.lines), teller.conclusion())


class _Teller:
    """Tells one report in one script."""

    def __init__(self, report: Report, symbols: Symbols) -> None:
        self.report = report
        self.symbols = symbols
        self.x = report.problem.variable
        self.points = (*report.points, *report.cleared)

    def text(self, exact: Term) -> str:
        return pretty(exact, symbols=self.symbols)

    def equal(self, what: Term, q: Quantity) -> str:
        """An equation between a term and a quantity."""
        if isinstance(q, Term) and not is_infinite(q):
            return self.text(comparison(what, "=", q))
        return f"{self.text(what)} = {self.quantity(q)}"

    def part(self, part: Term) -> str:
        return self.text(replaced(part, EULER))

    def parts(self, reasons: Iterable[Reason]) -> str:
        """The parts of the formula that reasons name, each once."""
        return _joined(list(dict.fromkeys(self.part(r.part) for r in reasons if r.part is not None)))

    def quantity(self, q: Quantity) -> str:
        return quantity_words(q, symbols=self.symbols, joint=" and ")

    @property
    def gap(self) -> str:
        """What stands between a formula and where it holds."""
        return "   " if is_plain(self.symbols) else " "

    def definition(self) -> Section:
        report = self.report
        pieces = self.first_pieces()
        by_cases = len(report.pieces) > 1 or any(p.index for p in pieces)
        lines = self.from_left_to_right(pieces) if by_cases else self.as_read(pieces)
        if len(report.pieces) > MOST_PIECES:
            lines.append("and so on, on the intervals further to the right.")
        if isinstance(report.on, Interval):
            lines.append(f"The question restricts f to {self.text(report.on)}.")
        if report.domain not in (LINE, Lack.UNDECIDED, report.on):
            lines.append(f"The domain is {'; '.join(domain_lines(report, symbols=self.symbols))}.")
        return Section("Definition by cases" if by_cases else "The function", tuple(lines))

    def first_pieces(self) -> tuple[Piece, ...]:
        """The pieces that are told; a letter that stands for one number alone is put into their intervals."""
        pieces = self.report.pieces[:MOST_PIECES]
        roots = [f for f in self.report.points if f.enclosure is not None]
        if len(roots) != 1:
            return pieces
        letter: dict[Term, Term] = {roots[0].at: _letter(roots[0])}
        return tuple(replace(p, interval=with_ends(p.interval, letter)) for p in pieces)

    def as_read(self, pieces: tuple[Piece, ...]) -> list[str]:
        """The formula as it was read, and as the branch of the piece where it is written otherwise."""
        reading = reading_words(self.report, symbols=self.symbols)
        return [f"{reading}.", *(self.branch(p) for p in pieces if self.equation(p) != reading)]

    def from_left_to_right(self, pieces: tuple[Piece, ...]) -> list[str]:
        """The branches, and between them the values at their ends; the values at other points come last."""
        values = self.values(pieces)
        lines: list[str] = []
        for p in pieces:
            low, high = (None, None) if p.index else (p.interval.low, p.interval.high)
            lines += [*values.pop(low, ()), self.branch(p), *values.pop(high, ())]
        return lines + [line for left in values.values() for line in left]

    def equation(self, p: Piece) -> str:
        return self.text(comparison(f_of(self.x), "=", p.formula))

    def branch(self, p: Piece) -> str:
        """`f(x) = x²   for x < 0`."""
        return self.equation(p) + self.gap + where_words([p], self.x, symbols=self.symbols)

    def values(self, pieces: tuple[Piece, ...]) -> dict[Term | None, tuple[str, ...]]:
        """`f(0) = 1` for each point between the pieces, by the point, one letter for many families; not where parameters decide."""
        ends = {end for p in pieces for end in (p.interval.low, p.interval.high)}
        indexed = any(p.index for p in pieces)
        found: dict[Term | None, tuple[str, ...]] = {}
        for f in self.points:
            at = _letter(f)
            if f.value is not None and f.condition is None and (at in ends or indexed) and f.kind is not Kind.OUTSIDE:
                where = "" if f.index is None else f"{self.gap}for {index_words(f.index, symbols=self.symbols)}"
                found[at] = (*found.get(at, ()), self.equal(f_of(at), f.value) + where)
        return found

    def places(self) -> Section:
        """Which seams need a look and why, and why nothing else does."""
        report = self.report
        seams: dict[str, tuple[Reason, ...]] = {}
        for f in self.points:
            reasons = tuple(dict.fromkeys(r for s in f.steps for r in s.reasons))
            seams.setdefault(self.place(f), reasons)
        lines = [f"{place}: {self.reasons(reasons)}." for place, reasons in list(seams.items())[:MOST_POINTS] if reasons]
        lines += map(self.counted, report.counted[:MOST_POINTS])
        if report.harmless and self.points:
            lines.append(f"Looked at as well: {self.parts(report.harmless)}, which can fail at no other point.")
        return Section("Where to look", (*lines, *self.elsewhere()))

    def counted(self, one: Counted) -> str:
        """Why an equation has no more solutions than were found."""
        within = "" if one.within is None else f" in {self.text(one.within)}"
        many = {0: "no solution", 1: "one solution"}.get(one.solutions, f"{one.solutions} solutions")
        equation = f"{self.text(comparison(one.u, '=', ZERO))} has {many}{within}"
        if one.slope is None:
            rest = "" if one.solutions == one.degree else ", and the real ones are isolated by exact arithmetic"
            return f"{equation}: a polynomial of degree {one.degree} has no more than {one.degree}{rest}."
        if not one.turns:
            return f"{equation}: the derivative {self.text(one.slope)} keeps its sign, so the left-hand side is strictly monotone."
        turns = _joined([self.text(c) for c in one.turns])
        return (
            f"{equation}: the derivative {self.text(one.slope)} is 0 only at {turns}, so by Rolle's theorem there are no more than "
            f"{len(one.turns) + 1}."
        )

    def elsewhere(self) -> list[str]:
        """Why no other place needs a look, or that there may be one that does."""
        report = self.report
        theorem = f"(a composition of analytic functions is analytic) f is {smoothness_words('oo', symbols=self.symbols)}"
        if any("listed" in note for note in report.notes):
            return ["Other places could not be found completely; what is missing is said at the end."]
        if _is_of_points(report.domain) and all(f.kind in (Kind.ISOLATED, Kind.OUTSIDE) for f in self.points):
            return ["Nothing else needs a look: f is defined nowhere else."]
        if self.points:
            return [
                f"Nothing else needs a look: elsewhere in the domain every part is analytic, and by the composition theorem {theorem} "
                "there."
            ]
        if report.status != "ok":
            return []
        parts = self.parts(report.harmless)
        asked = f"What could fail, {parts}, never does. " if parts else ""
        return [f"No place needs a look. {asked}Every part is analytic on the domain, and by the composition theorem {theorem}."]

    def reasons(self, reasons: tuple[Reason, ...]) -> str:
        """`|x|: |u| is u where u >= 0 ...`, parts with the same reason together."""
        groups: dict[str, list[str]] = {}
        for r in reasons:
            groups.setdefault(r.why, []).extend([] if r.part is None else [self.part(r.part)])
        shown = []
        for why, parts in groups.items():
            words = why
            for plain, symbol in ((">=", "≥"), ("<=", "≤"), ("*", "·"), ("-oo", "-∞")) if self.symbols else ():
                words = words.replace(plain, symbol)
            shown.append(f"because of {_joined(list(dict.fromkeys(parts)))} ({words})" if parts else words)
        return "; ".join(shown)

    def place(self, f: Finding) -> str:
        return at_words(f, self.x, symbols=self.symbols)

    def point(self, f: Finding) -> Section:
        when = "" if f.condition is None else f", if {self.text(f.condition)}"
        c = _letter(f)
        lines = self.equation_of(f)
        if f.kind is Kind.OUTSIDE:
            lines.append(f"{self.text(c)} is neither in the domain nor a limit point of it: there is nothing to decide.")
        elif f.steps:
            same = len({(s.left, s.right) for s in f.steps}) == 1
            for s in f.steps[:1] if same else f.steps:
                lines += self.way(f, s, c, single=same)
        lines += [*self.verdict(f, c), *order_argument(f, self.x, symbols=self.symbols)]
        lines += in_practice(f, versions_words(self.report), symbols=self.symbols)
        return Section(f"At {self.place(f)}{when}", tuple(lines))

    def equation_of(self, f: Finding) -> list[str]:
        """The equation that a point without a closed form solves, which is all that is used of it."""
        if f.enclosure is None or f.symbol is None or not isinstance(f.at, Call) or f.at.head not in ("zero", "CRootOf"):
            return []
        c = Symbol(f.symbol)
        equation = self.text(comparison(replaced(f.at.args[0], {Symbol(self.x): c}), "=", ZERO))
        low, high = map(self.text, f.enclosure)
        return [f"Place: {self.text(c)} solves {equation}, and lies between {low} and {high}."]

    def way(self, f: Finding, s: Steps, c: Term, *, single: bool) -> list[str]:
        """Continuity and the difference quotient, as they were found; one of several ways is headed by where it holds."""
        left, right = s.left, s.right
        c_here = c if single or f.symbol is not None else s.at
        lines = [] if single else [self.heading(s, c_here)]
        value, limits, slopes = _whole(f) if single else _on_way(f, s)
        here = self.text(c_here)
        shown = f"{self.text(f_of(c_here))} is not defined" if value is None else self.equal(f_of(c_here), value)
        lines.append(f"Value: {shown}.")
        lines.append(f"Left limit: {self.limit(left, limits[0], c_here, -1, s, f)}")
        lines.append(f"Right limit: {self.limit(right, limits[1], c_here, 1, s, f)}")
        if left is None and right is None:
            return lines
        if value is None:
            return [*lines, *self.missing_value(f, limits, here)]
        lines.append(self.continuity(f, limits, value, here))
        h = Symbol(next(side.letter for side in (left, right) if side is not None))
        lines.append(f"Difference quotient: {self.text(quotient(f_of(added(c_here, [('+', h)])), f_of(c_here), h))}.")
        lines.append(f"Left slope{self.slope(left, slopes[0], -1, s, f)}")
        lines.append(f"Right slope{self.slope(right, slopes[1], 1, s, f)}")
        return lines

    def heading(self, s: Steps, c: Term) -> str:
        """Where one of several ways holds."""
        where = self.text(comparison(Symbol(self.x), "=", c))
        if s.index:
            where += f", {index_words(s.index, symbols=self.symbols)}"
        if s.condition is not None:
            where += f", if {self.text(s.condition)}"
        return f"For {where}:"

    def missing_value(self, f: Finding, limits: tuple[Quantity, ...], here: str) -> list[str]:
        """Whether a value could make f continuous where it has none."""
        known = [q for q in limits if q is not None]
        if f.kind.facts.f_is == "discontinuous" and f.kind.facts.comparison:
            return [f"Comparison: {f.kind.facts.comparison}, so no value at {here} could make f continuous there."]
        if f.kind is Kind.REMOVABLE:
            both = "both limits are" if len(known) > 1 else "the limit is"
            return [f"Comparison: {both} {self.quantity(known[0])}; with that value at {here}, f would be continuous there."]
        return []

    def limit(self, side: SideSteps | None, found: Quantity, c: Term, way: int, s: Steps, f: Finding) -> str:
        word = "left" if way < 0 else "right"
        here = self.text(c)
        if side is None:
            if found is not None:
                return f"the branch just {word} of {here} is not known."
            return f"what lies {word} of {here} {self.beyond()}." if _is_end(s, way) else f"f is not defined just {word} of {here}."
        branch = f"just {word} of {here}, {self.text(comparison(f_of(self.x), '=', side.branch))}"
        towards = self.towards(self.x, c, way)
        if found is Lack.UNDECIDED:
            return f"{branch}; its limit {towards} could not be decided."
        if found is Lack.NO_LIMIT:
            why = self.oscillating(f, "left_limit" if way < 0 else "right_limit", self.x, side.limit_sequences)
            return f"{branch}, which has no limit {towards}, {why}."
        return self.tends(branch, found, towards, side.limit_rule, self.expansion(side.limit_expansion, c))

    def oscillating(self, f: Finding, facet: str, letter: str, along: Sequences | None) -> str:
        """Why there is no limit: two sequences that show it, and what the values come near to."""
        cluster = f.cluster(facet)
        why = RULES["oscillation"]
        if along is not None:
            one, other = (self.text(comparison(Symbol(letter), "=", place)) for place in (along.first, along.second))
            to_infinity = self.text(comparison(Symbol(along.index), "->", OO))
            limits = self.text(along.first_limit), self.text(along.second_limit)
            why += f" (along {one} it tends to {limits[0]}, along {other} to {limits[1]}, as {to_infinity})"
        if cluster is None:
            return why
        low, high = map(self.text, cluster)
        return f"{why}: it comes near to every number between {low} and {high} again and again"

    def beyond(self) -> str:
        """Of a place outside of the set that was asked about."""
        on = self.report.on
        return f"is outside of {self.text(on) if isinstance(on, Interval) else on}"

    def towards(self, what: str, c: Term, way: int) -> str:
        """`as x → 0⁻`."""
        return "as " + self.text(comparison(Symbol(what), "->", Call("Below" if way < 0 else "Above", (c,))))

    def expansion(self, found: Expansion | None, c: Term | None) -> str:
        """`1/2 - h²/24 + ..., where h = x - c`: the first terms; c where the letter is not that of a quotient."""
        if found is None:
            return ""
        more = "" if found.ends else " + …" if self.symbols else " + ..."
        away = Symbol(self.x) if c == ZERO else None if c is None else added(Symbol(self.x), [("-", group(c) if isinstance(c, Sum) else c)])
        where = "" if away is None else f", with {self.text(comparison(Symbol(found.letter), '=', away))}"
        return f" {self.text(found.terms)}{more}{where}"

    def tends(self, what: str, found: Quantity, towards: str, rule: Rule | None, expansion: str) -> str:
        if rule == "constant":
            return f"{what}, a constant: the limit {towards} is {self.quantity(found)}."
        shown = "" if rule is None else f", {RULES[rule]}{expansion}"
        if isinstance(found, SignedInfinity):
            shown = f", {towards}{shown}"
        else:
            shown = f" {towards}{shown}"
        return f"{what}, which tends to {self.quantity(found)}{shown}."

    def continuity(self, f: Finding, limits: tuple[Quantity, ...], value: Quantity, here: str) -> str:
        """The comparison of the value with the limits."""
        if f.continuous.answer == "undecided":
            return "Comparison: whether these are equal could not be decided."
        known = [q for q in limits if q is not None]
        if f.continuous.answer == "yes":
            return f"Comparison: {'both limits are' if len(known) > 1 else 'the limit is'} the value, so f is continuous at {here}."
        if Lack.NO_LIMIT in known:
            why = "a limit does not exist"
        elif any(map(is_infinite, known)):
            why = "a limit is infinite"
        elif f.kind.facts.comparison:
            why = f.kind.facts.comparison
        else:
            why = f"the limit is {self.quantity(known[0])}, but the value is {self.quantity(value)}"
        return f"Comparison: {why}, so f is not continuous at {here}."

    def slope(self, side: SideSteps | None, found: Quantity, way: int, s: Steps, f: Finding) -> str:
        """The quotient with the branch put in, and its limit."""
        if side is None:
            return f": this side {self.beyond()}." if _is_end(s, way) else ": there is no domain on this side."
        h = Symbol(side.letter)
        branch = self.text(comparison(f_of(self.x), "=", side.branch))
        head = f" ({self.text(comparison(h, '<' if way < 0 else '>', ZERO))}, where {branch}): the quotient"
        if side.value is not None and side.moved is not None and side.quotient is not None:
            written = quotient(side.moved, side.value, h)
            same = self.text(side.quotient) == self.text(written)
            head += f" is {self.text(written if same else comparison(written, '=', side.quotient))}"
        towards = self.towards(side.letter, ZERO, way)
        if found is Lack.UNDECIDED:
            return f"{head}; its limit {towards} could not be decided."
        if found is Lack.NO_LIMIT:
            why = self.oscillating(f, "left_derivative" if way < 0 else "right_derivative", side.letter, side.slope_sequences)
            return f"{head}, which has no limit {towards}, {why}."
        return self.tends(head, found, towards, side.slope_rule, self.expansion(side.slope_expansion, None))

    def verdict(self, f: Finding, c: Term) -> list[str]:
        """The comparison of the slopes, and the kind in words."""
        lines = []
        here = self.text(c)
        left, right = self.quantity(f.left_derivative), self.quantity(f.right_derivative)
        facts = f.kind.facts
        if facts.f_is == "discontinuous":
            if f.value is not None and f.continuous.answer == "no":
                lines.append(f"Where f is not continuous it is not differentiable: so f is not differentiable at {here}.")
        elif facts.f_is == "differentiable":
            slope = f.left_derivative if f.right_derivative is None else f.right_derivative
            two = f.left_derivative is not None and f.right_derivative is not None
            equal = "both one-sided slopes are equal" if two else "the one-sided slope is finite"
            derivative = self.equal(Call("f'", (c,)), slope)
            lines.append(f"Comparison: {equal}, so f is differentiable at {here}: {derivative}.")
        elif facts.comparison:
            lines.append(f"Comparison: {facts.comparison.format(left=left, right=right)}, so f is not differentiable at {here}.")
        meaning = facts.meaning
        if f.kind is Kind.UNDECIDED:
            return [*lines, f"Conclusion: undecided. What is missing: {f.because}."]
        if f.kind is Kind.OUTSIDE:
            return lines
        if f.value is None:
            meaning = "f has a limit there, but no value" if f.kind is Kind.REMOVABLE else meaning
            forgiven = self.report.on == "domain"
            meaning += f"; {here} is not in the domain, so the verdicts on the domain leave it out" if forgiven else ""
        return [*lines, f"Conclusion: {facts.name}: {meaning}."]

    def conclusion(self) -> Section:
        report = self.report
        where = set_words(report, symbols=self.symbols)
        if report.on == "domain" and report.domain not in (LINE, Lack.UNDECIDED):
            where = " on its domain"
        lines = [
            f"Continuous{where}: {verdict_words(report, report.continuous, symbols=self.symbols)}.",
            f"Differentiable{where}: {verdict_words(report, report.differentiable, symbols=self.symbols)}.",
        ]
        if report.continuous.answer != "no":
            lines += [f"Smoothness: {line}." for line in smoothness_lines(report.smoothness, symbols=self.symbols)]
        if report.lipschitz is not None:
            lines += lipschitz_argument(report, report.lipschitz, symbols=self.symbols)
        if report.solution is not None:
            lines.append(f"Solution: {solution_words(report, report.solution, symbols=self.symbols)}.")
        if report.status == "undecided":
            lines += [f"What is missing: {note}." for note in report.notes]
        lines.append(f"Certainty: {certainty_words(report)}")
        return Section("Conclusion", tuple(lines))


CERTAINTY: Final = {
    "certified": "certified: the proof checker {} has accepted a certificate of the whole record.",
    "proved": "proved, from the declared facts about each function, exact algebra and certified arithmetic.",
    "checked": "checked: it rests somewhere on an algebra system's word that a constant is zero, which 300 digits could not refute.",
}


def certainty_words(report: Report) -> str:
    """How sure the answer is; of an undecided one, how sure the rest of it is."""
    if report.certainty == "certified" and report.certificate is not None:
        return CERTAINTY["certified"].format(report.certificate.checker)
    believed = "checked" in (report.certainty, *(point.certainty for point in report.points))
    words = CERTAINTY["checked" if believed else "proved"]
    return words if report.status == "ok" else f"what is decided is {words}"


def f_of(at: Term | str) -> Term:
    """f at a place, or of the variable."""
    return Call("f", (Symbol(at) if isinstance(at, str) else at,))


def quotient(moved: Term, value: Term, h: Term) -> Term:
    """(f(c + h) - f(c))/h."""
    gap = added(moved, [("-", group(value) if isinstance(value, Sum) else value)])
    return multiplied(group(gap), [("/", h)])


def _letter(f: Finding) -> Term:
    """A point by its letter, if it has one."""
    return f.at if f.symbol is None else Symbol(f.symbol)


def _is_of_points(domain: Term | Lack) -> bool:
    """Whether the domain begins with points that stand alone."""
    while isinstance(domain, Chain):
        domain = domain.parts[0]
    return isinstance(domain, Fence | Members)


Sides = tuple[Quantity, ...]
"""What was found on the left and on the right."""


def _whole(f: Finding) -> tuple[Quantity, Sides, Sides]:
    """The value, the limits and the slopes of a finding."""
    return f.value, (f.left_limit, f.right_limit), (f.left_derivative, f.right_derivative)


def _on_way(f: Finding, s: Steps) -> tuple[Quantity, Sides, Sides]:
    """The same as found on one of several ways."""
    sides = (s.left, s.right)
    value = next((side.value for side in sides if side is not None), None) or f.value
    return (
        value,
        tuple(None if side is None else side.limit for side in sides),
        tuple(None if side is None else side.slope for side in sides),
    )


def _is_end(s: Steps, way: int) -> bool:
    """Whether the place is the left (way < 0) or right end of the set that was asked about."""
    return (LEFT_END if way < 0 else RIGHT_END) in s.reasons


def _joined(names: list[str]) -> str:
    return "".join(names) if len(names) < 2 else f"{', '.join(names[:-1])} and {names[-1]}"
