"""`python -m tests.mathematics.hunt N [--seed S] [--kinds K,…] [--jobs J] [--time-limit T]`: N formulas of each kind.

Formulas aimed at cancellation between unknown quantities (`generators`), judged one side at a time at points as extreme as the size
demands (`extremes`); orders of smoothness and places that are not listed (`oracle`); domain and pieces judged by the text itself
(`evaluate` of the corpus); laws between the records of a function written, moved and composed in two ways (`metamorphic`); and the
same question in other company, twice, under other names. Undecided is never wrong. The exit code is 1 if anything was refuted; a
complaint is to be derived by hand before it is believed.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parent.parent / "corpus"
if str(CORPUS) not in sys.path:
    sys.path.append(str(CORPUS))

import evaluate  # noqa: E402

from diffcheck import api, check_many  # noqa: E402
from diffcheck.model.report import Report  # noqa: E402
from diffcheck.render.json import as_object  # noqa: E402

from ..terms import texts  # noqa: E402
from . import extremes, generators, metamorphic, oracle  # noqa: E402
from .metamorphic import IDENTITY, MOVES, REWRITTEN, Law  # noqa: E402

Pair = tuple[str, str, Law]


@dataclass
class Findings:
    """What a run has shown: records by outcome, claims judged, pairs compared, and all that was refuted."""

    outcomes: Counter[str] = field(default_factory=Counter)
    claims: extremes.Tally = field(default_factory=extremes.Tally)
    pairs: int = 0
    complaints: list[str] = field(default_factory=list)

    def add(self, record: dict[str, Any], asked: tuple[str, ...] = ()) -> None:
        """Counts a record and judges it alone; asked: the points of --at."""
        error = record.get("error")
        self.outcomes[record["status"] if record["status"] != "error" or error is None else error["code"]] += 1
        self.complaints += [str(c) for c in extremes.judge(record, self.claims)]
        self.complaints += [f"{record['input']}\n    {text}" for text in false_statements(record, asked)]

    def compare(self, pair: Pair, records: dict[str, dict[str, Any]]) -> None:
        """Compares the records of a pair."""
        one, two, law = pair
        if one in records and two in records:
            self.pairs += 1
            self.complaints += [f"{one}\n{two}\n    {law.name}: {d}" for d in metamorphic.differences(records[one], records[two], law)]


def false_statements(record: dict[str, Any], asked: tuple[str, ...] = ()) -> list[str]:
    """What the text itself refutes of the domain, the pieces and the points that are called smooth or outside; points without an answer."""
    case, wrong = {"expr": record["input"]}, []
    if record["status"] in ("ok", "undecided"):
        with evaluate.strict.bits(evaluate.BITS):
            evaluate.judge_domain(case, record, wrong, [])
            evaluate.judge_pieces(case, record, wrong)
            evaluate.judge_asked(case, record, asked, wrong, [])
    return wrong


def records(texts: Iterable[str], jobs: int, limit: float, **options: Any) -> Iterator[dict[str, Any]]:
    """The records of texts, as plain values, from workers that know nothing of what this process was asked before."""
    return (as_object(r) for r in check_many(texts, jobs=jobs, time_limit=limit, **options))


# what is asked


def corpus() -> list[str]:
    """The formulas of the corpora without parameters."""
    lines = [line for name in ("finite", "families", "solved") for line in (CORPUS / f"{name}.jsonl").read_text("utf-8").splitlines()]
    return [json.loads(line)["expr"] for line in lines if line.strip()]


def pairs_of(base: list[str], draw: random.Random) -> Iterator[Pair]:
    """Each formula moved in two ways, and rewritten and multiplied out where samples confirm that it stayed the same."""
    for f in base:
        for law in draw.sample(MOVES, 2):
            yield f, law.turn(f), law
        for g in (metamorphic.rewritten(f, draw), metamorphic.expanded(f)):
            if g != f and metamorphic.sample_of_same(f, g):
                yield f, g, REWRITTEN


def identities(count: int, draw: random.Random) -> Iterator[Pair]:
    """Pairs of texts of one function near 0, alone and joined there."""
    left = count
    while left > 0:
        a, b = generators.identity(draw)
        if metamorphic.defined_alike(a, b):
            left -= 1
            yield a, b, IDENTITY
            yield f"Piecewise(({a},x>0),({b},True))", b, IDENTITY


def run(kind: str, count: int, seed: int = 0, jobs: int = 1, limit: float = 1.5) -> Findings:
    """One kind: of the generators, or `laws` (of the corpora), `laws:KIND`, `identity`, `orders`, `asked`, `company`."""
    draw = random.Random(f"{kind} {seed}")
    found = Findings()
    if kind == "company":
        company(found, count, seed, jobs, limit)
        return found
    pairs: list[Pair] = []
    at: tuple[str, ...] = ()
    if kind == "identity":
        pairs, at = list(identities(count, draw)), ("0",)
    elif kind == "laws":
        base = corpus()
        pairs = list(pairs_of(draw.sample(base, min(count, len(base))), draw))
    elif kind.startswith("laws:"):
        pairs = list(pairs_of(generators.formulas(kind[5:], count, seed), draw))
    elif kind == "orders":
        orders(found, count, draw, jobs, limit)
        return found
    if kind == "asked":
        at, kind = ("1/2", "2", "-3", "20"), "ordinary"
    texts = [t for p in pairs for t in p[:2]] if pairs else generators.formulas(kind, count, seed)
    known = {}
    for record in records(dict.fromkeys(texts), jobs, limit, at=at):
        known[record["input"]] = record
        found.add(record, () if pairs else at)
    for pair in pairs:
        found.compare(pair, known)
    return found


def orders(found: Findings, count: int, draw: random.Random, jobs: int, limit: float) -> None:
    """Orders of smoothness, pieces, and places with a jump or kink that are not listed, by the judge of reports."""
    asked = dict.fromkeys(generators.KINDS[draw.choice(("ordinary", "ordinary", "series", "flat"))](draw) for _ in range(count))
    for record in check_many(asked, jobs=jobs, time_limit=limit):
        found.outcomes[record.answer.status] += 1
        if isinstance(record.answer, Report):
            found.complaints += [f"{record.input}\n    {text}" for text in oracle.judge(texts(record.answer), cells=12)]


# the same question in other company


def bare(record: dict[str, Any]) -> str:
    """A record without its time and its line."""
    return json.dumps({k: v for k, v in record.items() if k not in ("seconds", "line")})


def without_words(record: dict[str, Any]) -> str:
    """A record without sentences, in which the letter a may be a word."""
    points = [{k: v for k, v in p.items() if k != "because"} for p in record.get("points", [])]
    return bare({k: v for k, v in record.items() if k not in ("notes", "error")} | {"points": points})


PARAMETRIC = generators.each("""
    Abs(x-a)+b*x Piecewise((a*x,x<1),(x**2+b,True)) Max(x**2,a*x) Abs(x)**a*Abs(x-b) floor(a*x) sqrt(x-a)+Abs(x-b) sign(x-a)*sign(x-b)
    a*Abs(x)+b*x*Abs(x) log(1/Abs(x))**a/log(1/Abs(x)) Piecewise((sin(a*x)/x,Ne(x,0)),(b,True)) Abs(x**2-a)
    exp(a*sin(1/x))-exp(-b*sin(1/x)) 1/(x-a)+1/(x-b) Piecewise((exp(-a/x**2),Ne(x,0)),(b,True)) cbrt(x-a)*Abs(b) Max(a*x,b*x,0)
    acos(x/a) Mod(x,a) frac(x/b) Abs(sin(x)-a) x**a Abs(x)**a tanh(a/x)
""")
ASSUMPTIONS = ((), ("a>0",), ("a<0",), ("0<a", "a<1"), ("a>b",), ("a>0", "b>0"), ("a=b",), ("a>2",), ("b<0",))


def company(found: Findings, count: int, seed: int, jobs: int, limit: float) -> None:
    """Records must not depend on what was asked before, on the order, on the names of parameters, or on assumptions made before."""
    draw = random.Random(f"company {seed}")
    kinds = list(generators.KINDS)
    texts = list(
        dict.fromkeys([generators.KINDS[draw.choice(kinds)](draw) for _ in range(count // 2)] + draw.sample(corpus(), min(count // 2, 300)))
    )
    first = {r["input"]: r for r in records(texts, jobs, limit)}
    twice = texts + draw.sample(texts, len(texts))
    draw.shuffle(twice)
    for record in records(twice, 1, limit):
        found.outcomes[record["status"]] += 1
        found.pairs += 1
        other = first[record["input"]]
        if "timeout" not in (record["status"], other["status"]) and bare(record) != bare(other):
            found.complaints.append(f"{record['input']}\n    in other company: {difference(bare(other), bare(record))}")
    assumed(found, draw, max(4, count // 20), limit)


def assumed(found: Findings, draw: random.Random, count: int, limit: float) -> None:
    """The same with parameters: after other assumptions, and under other names."""
    names = {"a": "p", "b": "r"}

    def renamed(text: str) -> str:
        return re.sub(r"\b[ab]\b", lambda m: names[m[0]], text)

    asked = [(draw.choice(PARAMETRIC), draw.choice(ASSUMPTIONS)) for _ in range(count)]
    asked = [(f, tuple(t for t in given if all(n in re.findall(r"\w+", f) for n in re.findall(r"[ab]", t)))) for f, given in asked]
    for f, given in asked:
        (alone,) = records([f], 1, 8 * limit, assume=given)
        (other,) = records([renamed(f)], 1, 8 * limit, assume=[renamed(t) for t in given])
        if alone["status"] == "timeout" or other["status"] == "timeout":
            continue
        found.outcomes[alone["status"]] += 1
        found.pairs += 2
        asker = api.prepare(api.Options(assume=given))
        after = as_object(api.answer(f, asker))  # in this process, after other assumptions
        if bare(after) != bare(alone):
            found.complaints.append(f"{f} assuming {given}\n    after others: {difference(bare(alone), bare(after))}")
        if renamed(without_words(alone)) != without_words(other):
            found.complaints.append(f"{f} assuming {given}\n    renamed: {difference(renamed(without_words(alone)), without_words(other))}")


def difference(one: str, two: str) -> str:
    """The place where two texts part."""
    i = next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    return f"…{one[max(0, i - 60) : i + 60]}… and …{two[max(0, i - 60) : i + 60]}…"


KINDS = (*generators.KINDS, "identity", "orders", "asked", "laws", *(f"laws:{k}" for k in generators.KINDS), "company")


def main() -> int:
    """The figures of one run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--time-limit", type=float, default=1.5)
    asked = parser.parse_args()
    wrong = 0
    for kind in asked.kinds.split(","):
        begun = time.monotonic()
        found = run(kind, asked.count, asked.seed, asked.jobs, asked.time_limit)
        wrong += len(found.complaints)
        for text in found.complaints:
            print(f"REFUTED [{kind}] {text}")
        shown = ", ".join(f"{k} {n}" for k, n in found.outcomes.most_common())
        claims = f"claims true {found.claims.true}, false {found.claims.false}, open {found.claims.open}"
        print(f"{kind} seed {asked.seed}: {found.outcomes.total()} records ({shown}); {claims}; pairs {found.pairs}; "
              f"refuted {len(found.complaints)}; {time.monotonic() - begun:.0f} s", flush=True)  # fmt: skip
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
