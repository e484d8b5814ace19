"""What can be said where f repeats, and the places in each period are not told by the index of the periods: those of one are told.

f(x + T) = f(x) + s, so f does in each period what it does in one (`periods`): the places there settle all verdicts, though the list of
points is not complete. So it is with the places atan(n) + pi*m of floor(tan(x)), which two indices would tell.
"""

from __future__ import annotations

from dataclasses import replace

from diffcheck.analysis.survey.asked import asked_set, constant_at, including, row_at
from diffcheck.analysis.survey.families import InEachPeriod, cuts, rows_of_one_period
from diffcheck.analysis.survey.members import joined
from diffcheck.analysis.survey.reasons import Reasons
from diffcheck.analysis.survey.survey import Glimpse
from diffcheck.exact.calculus import expanded
from diffcheck.exact.expr import symbol
from diffcheck.exact.text import text
from diffcheck.model.question import Question
from diffcheck.model.tree import Problem


def in_one_period(problem: Problem, question: Question, reason: InEachPeriod, window: Glimpse) -> Glimpse:
    """The places of one period, and the points asked for; `window`: what else is known, for a picture. Raises NotYet or BadInput."""
    period, x = reason.period, problem.variable
    one = rows_of_one_period(problem, question, period)
    listed = [r for r in joined(list(one.points), list(one.families), one.index) if not r.look.is_empty]
    if not listed:
        raise reason
    within = asked_set(problem, question)
    rows = including(
        listed,
        [constant_at(problem, node) for node in question.at],
        lambda c: row_at(problem, question, c, within, Reasons() if question.explain else None),
    )
    low = period.step / -2
    moved = text(expanded(symbol(x) + period.step))
    rise = text(period.rise)
    rule = f"f({moved}) = f({x})" + ("" if not period.rise else f" - {rise[1:]}" if rise.startswith("-") else f" + {rise}")
    besides = " and those asked for" if question.at else ""
    missing = f"only the points of one period, {text(low)} <= {x} < {text(-low)},{besides} are listed, for {rule}"
    gap = question.on.kind != "domain" and any(cuts(r, within) for r in one.all)
    return replace(window, rows=tuple(rows), missing=missing, gap=gap, settled=True)
