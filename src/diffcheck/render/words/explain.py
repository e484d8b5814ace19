"""A report as a derivation, in the order in which one would argue on paper: sections of sentences that every format shows alike.

The sentences state what the report holds and nothing else: values, limits and slopes of the findings, and the branches,
quotients and rules that the analysis recorded on its way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from diffcheck.model.kind import Kind
from diffcheck.model.report import Finding, Lipschitz, Quantity, Reason, Report, Rule, SideSteps, SmoothRoute, Steps
from diffcheck.render.words.kinds import HALF
from diffcheck.render.words.lipschitz import lipschitz_words
from diffcheck.render.words.practice import practice_words
from diffcheck.render.words.pretty import pretty
from diffcheck.render.words.script import Symbols, is_plain
from diffcheck.render.words.sentences import at_words, index_words, quantity_words, reading_words, smoothness_words, where_words
from diffcheck.render.words.verdicts import smoothness_lines, solution_words, verdict_words

MOST_PIECES: Final = 8
MOST_POINTS: Final = 12
EULER: Final = re.compile(r"\bE\b")
INFINITE: Final = ("oo", "-oo")
RULES: Final[dict[Rule, str]] = {
    "substitution": "by substitution",
    "leading term": "by its leading term",
    "squeeze": "by the squeeze theorem: the oscillating part is bounded, and its factor tends to 0",
    "dominance": "by dominance: exponentials beat powers, and powers beat logarithms",
    "oscillation": "for it keeps oscillating",
    "constant": "as a constant does",
}


@dataclass(frozen=True, slots=True)
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

    def text(self, exact: str) -> str:
        return pretty(exact, symbols=self.symbols)

    def equal(self, what: str, q: Quantity) -> str:
        """An equation between exact text and a quantity."""
        known = q is not None and q not in ("dne", "undecided") and "oo" not in q
        return self.text(f"{what} = {q}") if known else f"{self.text(what)} = {self.quantity(q)}"

    def part(self, reason: Reason) -> str:
        return self.text(EULER.sub("e", reason.part))

    def quantity(self, q: Quantity) -> str:
        return quantity_words(q, symbols=self.symbols, joint=" and ")

    def definition(self) -> Section:
        report = self.report
        roots = [f for f in report.points if f.enclosure is not None]
        lines = []
        for p in report.pieces[:MOST_PIECES]:
            if len(roots) == 1:  # the letter stands for one number
                p = replace(p, interval=p.interval.replace(roots[0].at, roots[0].symbol or "c"))
            gap = "   " if is_plain(self.symbols) else " "
            lines.append(self.text(f"f({self.x}) = {p.formula}") + gap + where_words(p, self.x, symbols=self.symbols))
        if not lines:
            lines = [f"{reading_words(report, symbols=self.symbols)}."]
        if len(report.pieces) > MOST_PIECES:
            lines.append("and so on, on the intervals further to the right.")
        if report.domain not in ("(-oo, oo)", "undecided"):
            lines.append(f"The domain is {self.text(report.domain)}.")
        return Section("Definition by cases" if len(report.pieces) > 1 else "The function", tuple(lines))

    def places(self) -> Section:
        """Which seams need a look and why, and why nothing else does."""
        report = self.report
        seams: dict[str, tuple[Reason, ...]] = {}
        for f in self.points:
            reasons = tuple(dict.fromkeys(r for s in f.steps for r in s.reasons))
            seams.setdefault(self.place(f), reasons)
        lines = [f"{place}: {self.reasons(reasons)}." for place, reasons in list(seams.items())[:MOST_POINTS] if reasons]
        if report.harmless and self.points:
            parts = _joined(list(dict.fromkeys(self.part(r) for r in report.harmless)))
            lines.append(f"Looked at as well: {parts}, which can fail at no other point.")
        theorem = f"(a composition of analytic functions is analytic) f is {smoothness_words('oo', symbols=self.symbols)}"
        if any("listed" in note for note in report.notes):
            lines.append("Other places could not be found completely; what is missing is said at the end.")
        elif self.points:
            lines.append(
                f"Nothing else needs a look: elsewhere in the domain every part is analytic, and by the composition theorem {theorem} "
                "there."
            )
        elif report.status == "ok":
            parts = _joined(list(dict.fromkeys(self.part(r) for r in report.harmless)))
            asked = f"What could fail, {parts}, never does. " if parts else ""
            lines.append(f"No place needs a look. {asked}Every part is analytic on the domain, and by the composition theorem {theorem}.")
        return Section("Where to look", tuple(lines))

    def reasons(self, reasons: tuple[Reason, ...]) -> str:
        """`|x|: |u| is u where u >= 0 ...`, parts with the same reason together."""
        groups: dict[str, list[str]] = {}
        for r in reasons:
            groups.setdefault(r.why, []).extend([self.part(r)] if r.part else [])
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
        c = f.symbol or f.at
        lines: list[str] = []
        if f.kind is Kind.OUTSIDE:
            lines.append(f"{self.text(c)} is neither in the domain nor a limit point of it: there is nothing to decide.")
        elif f.steps:
            for s in f.steps:
                lines += self.way(f, s, c)
        lines += [*self.verdict(f, c), *self.smoothness(f), *self.practice(f)]
        return Section(f"At {self.place(f)}{when}", tuple(lines))

    def way(self, f: Finding, s: Steps, c: str) -> list[str]:
        """Continuity and the difference quotient, as they were found; one of several ways is headed by where it holds."""
        lines = []
        left, right = s.left, s.right
        value, c_here = f.value, c
        if len(f.steps) > 1:
            c_here = s.at if f.symbol is None else c
            where = self.text(f"{self.x} = {c_here}") + (f", {index_words(s.index, symbols=self.symbols)}" if s.index else "")
            if s.condition is not None:
                where += f", if {self.text(s.condition)}"
            lines.append(f"For {where}:")
            value = (left or right or SideSteps("")).value or f.value
        single = len(f.steps) == 1
        limits = (f.left_limit, f.right_limit) if single else tuple(None if p is None else p.limit for p in (left, right))
        slopes = (f.left_derivative, f.right_derivative) if single else tuple(None if p is None else p.slope for p in (left, right))
        here = self.text(c_here)
        shown = f"{self.text(f'f({c_here})')} is not defined" if value is None else self.text(f"f({c_here}) = {value}")
        lines.append(f"Value: {shown}.")
        lines.append(f"Left limit: {self.limit(left, limits[0], c_here, -1)}")
        lines.append(f"Right limit: {self.limit(right, limits[1], c_here, 1)}")
        if left is None and right is None:
            return lines
        if value is None:
            if f.kind is Kind.JUMP:
                lines.append(f"Comparison: the two limits differ, so no value at {here} could make f continuous.")
            elif f.kind is Kind.REMOVABLE:
                lines.append(f"Comparison: with the limit as its value at {here}, f would be continuous there.")
            return lines
        lines.append(self.continuity(f, here))
        h = (left or right or SideSteps("")).letter
        lines.append(f"Difference quotient: {self.text(f'(f({c_here} + {h}) - f({c_here}))/{h}')}.")
        lines += [
            f"{side}: {shown}" for side, shown in (("Left", self.slope(left, slopes[0], -1)), ("Right", self.slope(right, slopes[1], 1)))
        ]
        return lines

    def limit(self, side: SideSteps | None, found: Quantity, c: str, way: int) -> str:
        word = "left" if way < 0 else "right"
        here = self.text(c)
        if side is None:
            undefined = found is None
            return f"f is not defined just {word} of {here}." if undefined else f"the branch just {word} of {here} is not known."
        branch = f"just {word} of {here}, {self.text(f'f({self.x}) = {side.branch}')}"
        towards = self.towards(self.x, c, way)
        if found == "undecided":
            return f"{branch}; its limit {towards} could not be decided."
        if found == "dne":
            return f"{branch}, which has no limit {towards}, {RULES['oscillation']}."
        return self.tends(branch, found, towards, side.limit_rule)

    def towards(self, what: str, c: str, way: int) -> str:
        """`as x → 0⁻`."""
        return "as " + self.text(f"{what} -> {'Below' if way < 0 else 'Above'}({c})")

    def tends(self, what: str, found: Quantity, towards: str, rule: Rule | None) -> str:
        if rule == "constant":
            return f"{what}, a constant: the limit {towards} is {self.quantity(found)}."
        shown = "" if rule is None else f", {RULES[rule]}"
        if found is not None and "oo*" in found:
            shown = f", {towards}{shown}"
        else:
            shown = f" {towards}{shown}"
        return f"{what}, which tends to {self.quantity(found)}{shown}."

    def continuity(self, f: Finding, c: str) -> str:
        """The comparison of the value with the limits."""
        if f.continuous.answer == "undecided":
            return "Comparison: whether these are equal could not be decided."
        one = f.left_limit is None or f.right_limit is None
        if f.continuous.answer == "yes":
            equal = "the limit from the side of the domain is the value" if one else "both limits are the value"
            return f"Comparison: {equal}, so f is continuous at {c}."
        if f.left_limit in (*INFINITE, "dne") or f.right_limit in (*INFINITE, "dne") or "oo*" in f"{f.left_limit}{f.right_limit}":
            return f"Comparison: not every limit is finite, so f is not continuous at {c}."
        if f.kind is Kind.JUMP:
            return f"Comparison: the two limits differ, so f is not continuous at {c}."
        return f"Comparison: the value is not the limit, so f is not continuous at {c}."

    def slope(self, side: SideSteps | None, found: Quantity, way: int) -> str:
        """The quotient with the branch put in, and its limit."""
        if side is None:
            return "there is no domain on this side."
        h = side.letter
        head = f"{self.text(f'{h} < 0' if way < 0 else f'{h} > 0')}, {self.text(f'f({self.x}) = {side.branch}')}"
        if side.moved:
            value, moved = side.value, side.moved
            subtracted = f"({value})" if value.startswith("-") or " + " in value or " - " in value else value
            written = f"({moved} - {subtracted})/{h}"
            same = self.text(side.quotient) == self.text(written)
            head += f": {self.text(written if same else f'{written} = {side.quotient}')}"
        else:
            head += ": the quotient"
        towards = self.towards(h, "0", way)
        if found == "undecided":
            return f"{head}; its limit {towards} could not be decided."
        if found == "dne":
            return f"{head}, which has no limit {towards}, {RULES['oscillation']}."
        return self.tends(head, found, towards, side.slope_rule)

    def verdict(self, f: Finding, c: str) -> list[str]:
        """The comparison of the slopes, and the kind in words."""
        lines = []
        here = self.text(c)
        left, right = self.quantity(f.left_derivative), self.quantity(f.right_derivative)
        match f.kind:
            case Kind.CORNER | Kind.CUSP:
                lines.append(f"Comparison: the one-sided slopes {left} and {right} differ, so f is not differentiable at {here}.")
            case Kind.VERTICAL_TANGENT:
                lines.append(f"Comparison: the slope is infinite, so f is not differentiable at {here}.")
            case Kind.OSCILLATING_SLOPE:
                lines.append(f"Comparison: a one-sided slope does not exist, so f is not differentiable at {here}.")
            case Kind.HIGHER_ORDER | Kind.SMOOTH | Kind.ENDPOINT:
                slope = f.left_derivative if f.right_derivative is None else f.right_derivative
                two = f.left_derivative is not None and f.right_derivative is not None
                equal = "both one-sided slopes are equal" if two else "the one-sided slope is finite"
                derivative = self.equal(f"f'({c})", slope)
                lines.append(f"Comparison: {equal}, so f is differentiable at {here}: {derivative}.")
            case Kind.UNDECIDED:
                pass
            case _ if f.value is not None and f.continuous.answer == "no":
                lines.append(f"Where f is not continuous it is not differentiable: so f is not differentiable at {here}.")
            case _:
                pass
        name, meaning = HALF[f.kind]
        if f.kind is Kind.UNDECIDED:
            return [*lines, f"Conclusion: undecided. What is missing: {f.because}."]
        if f.kind is Kind.OUTSIDE:
            return lines
        if f.value is None:
            meaning += f"; {here} is not in the domain, so the verdicts on the domain leave it out" if self.report.on == "domain" else ""
        return [*lines, f"Conclusion: {name}: {meaning}."]

    def smoothness(self, f: Finding) -> list[str]:
        """How the order was decided."""
        k = f.smoothness
        if k is None or f.kind in (Kind.UNDECIDED, Kind.OUTSIDE, Kind.ISOLATED):
            return []
        if k == -1:
            return []
        order = smoothness_words(k, symbols=self.symbols)
        if f.differentiable.answer == "no":
            return [f"Smoothness: continuous and not differentiable, so {order}."]
        if not f.steps:
            return [f"Smoothness: {order}."]
        route = f.steps[0].smoothness
        if route.found != k:
            return [f"Smoothness: {order}, for points crowd there at which f is no smoother."]
        return [f"Smoothness: {self.route(route)}: f is {order} there{' and no more' if isinstance(k, int) else ''}."]

    def route(self, route: SmoothRoute) -> str:
        match route.by:
            case "same function":
                return "both branches are one function that is analytic there, up to terms with all derivatives 0"
            case "smooth side":
                return "the branch has all derivatives up to the end"
            case "derivative" if route.order is not None:
                d = (route.left, route.right)
                name = self.text("f" + "'" * route.order + f"({self.x})")
                if "dne" in d:
                    sides = "either side" if d == ("dne", "dne") else "the left" if d[0] == "dne" else "the right"
                    return f"{name} has no limit from {sides}, so it is not continuous there"
                if d[0] is None or d[1] is None:
                    return f"{name} tends to {self.quantity(d[0] if d[1] is None else d[1])}"
                return f"{name} tends to {self.quantity(d[0])} from the left and to {self.quantity(d[1])} from the right"
            case _:
                return "no derivative that was looked at fails"

    def practice(self, f: Finding) -> list[str]:
        """What gradient descent does at a kink."""
        if f.kind not in (Kind.CORNER, Kind.CUSP, Kind.VERTICAL_TANGENT):
            return []
        measured = practice_words(f, symbols=self.symbols)
        here = f" Here: {measured}." if measured else ""
        finite = f.kind is Kind.CORNER and not any(q is None or "oo" in q for q in (f.left_derivative, f.right_derivative))
        if not finite:
            return [
                "In practice: a slope is infinite, so f is not Lipschitz there, and Clarke's subdifferential is not defined. What "
                f"frameworks of automatic differentiation return there, a number or NaN, is a convention, not a derivative.{here}"
            ]
        convention = (
            "Frameworks of automatic differentiation put a number there all the same (0 for relu): a convention, not a derivative." + here
        )
        between = f"{self.quantity(f.left_derivative)} and {self.quantity(f.right_derivative)}"
        if f.subdifferential:
            low, high = (self.text(end) for end in f.subdifferential)
            return [f"In practice: the slopes are {between}. Any number from {low} to {high} is a subgradient (Clarke's). {convention}"]
        route = f.steps[0].smoothness if f.steps else SmoothRoute()
        if (route.order, route.left, route.right) == (1, f.left_derivative, f.right_derivative):
            return [f"In practice: the slopes are {between}. Any number between them is a subgradient (Clarke's). {convention}"]
        return [f"In practice: the slopes are {between}. Any number between them is the slope of a line between the tangents. {convention}"]

    def lipschitz(self, found: Lipschitz) -> list[str]:
        """Whether f is Lipschitz, and the theorem that says so."""
        theorem = {
            "yes": "By the mean value theorem the best constant is the least upper bound of the size of the slope, on the pieces and "
            "across the gaps of the domain.",
            "no": "A Lipschitz function is continuous, has bounded slopes, and does not jump across a gap of width 0.",
        }.get(found.verdict.answer)
        shown = f"Lipschitz: {lipschitz_words(self.report, found, symbols=self.symbols)}."
        return [shown] if theorem is None else [shown, theorem]

    def conclusion(self) -> Section:
        report = self.report
        lines = [
            f"Continuous: {verdict_words(report, report.continuous, symbols=self.symbols)}.",
            f"Differentiable: {verdict_words(report, report.differentiable, symbols=self.symbols)}.",
        ]
        if report.continuous.answer != "no":
            lines += [f"Smoothness: {line}." for line in smoothness_lines(report.smoothness, symbols=self.symbols)]
        if report.lipschitz is not None:
            lines += self.lipschitz(report.lipschitz)
        if report.solution is not None:
            lines.append(f"Solution: {solution_words(report, report.solution, symbols=self.symbols)}.")
        if report.status == "undecided":
            lines += [f"What is missing: {note}." for note in report.notes]
        if report.certainty == "checked":
            lines.append("Certainty: checked. A symbolic limit was used, and an independent numeric test tried in vain to refute it.")
        else:
            lines.append("Certainty: proved, from the declared facts about each function, exact algebra and certified arithmetic.")
        return Section("Conclusion", tuple(lines))


def _joined(names: list[str]) -> str:
    return "".join(names) if len(names) < 2 else f"{', '.join(names[:-1])} and {names[-1]}"
