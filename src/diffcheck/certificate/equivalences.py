"""Free parameters: a record proved case by case, and its verdicts as equivalences that hold for all values of the parameters."""

from __future__ import annotations

from itertools import groupby

from diffcheck.certificate import claim
from diffcheck.certificate.outside import Outside
from diffcheck.certificate.parameters import Case, assumptions, cases
from diffcheck.certificate.record import Record
from diffcheck.model.report import Finding, Report


class Equivalences:
    """The claim on a record with parameters, and its proof: each case in a section of its own, then the theorem from the cases."""

    def __init__(self, report: Report, suspects: tuple[Finding, ...]) -> None:
        if any(finding.index is not None for finding in (*report.points, *suspects)):
            raise Outside("a family of points whose values depend on parameters")
        self.report = report
        self.cases = cases(report, suspects)
        self.records = [Record(case.report, case.suspects, case.names) for case in self.cases]
        self.names = self.cases[0].names
        self.given = " ".join(self.names[name].text for name in report.problem.parameters)
        self.named = f"(f {self.given})"
        self.assumed = assumptions(report, self.names)
        self.known = " ".join([self.given, *(f"A{i}" for i in range(len(self.assumed)))])
        self.groups = [list(group) for _, group in groupby(self.cases, key=lambda case: case.condition)]
        self.steps: list[tuple[str, str]] = [
            *self._of_all_cases(),
            *self._of_each_case(),
            (self.records[0].elsewhere(self.named), self._in_each("exact E")),
        ]

    @property
    def definition(self) -> str:
        """What is claimed."""
        stated = claim.joined(part for part, _ in self.steps)
        formula = f"Definition f ({self.given} : R) : expr := {self.records[0].f}."
        premises = "".join(f"\n  {one} ->" for one in self.assumed)
        return f"{formula}\nDefinition claim : Prop := forall {self.given} : R,{premises}\n  {stated}."

    def proofs(self) -> list[str]:
        """What proves it."""
        lines = [line for case, record in zip(self.cases, self.records, strict=True) for line in self._section(case, record)]
        lines += [self._case_lemma(number) for number in range(len(self.groups))]
        proof = self.steps[-1][1]
        for _, step in reversed(self.steps[:-1]):
            proof = f"split; [{step} | {proof}]"
        return [*lines, self._complete(), f"Theorem verdict : Claim.claim.\nProof. intros {self.known}. {proof}. Qed.\n"]

    def _section(self, case: Case, record: Record) -> list[str]:
        hypotheses = [f"Hypothesis C{i} : {one}." for i, one in enumerate(case.conditions)]
        return [
            f"Module Case{case.number}.",
            "Section Given.",
            f"Variables {self.given} : R.",
            *hypotheses,
            f"Notation f := (Claim.f {self.given}).",
            *record.text(),
            f"Lemma whole : {claim.joined(record.parts('f'))}.\nProof using All. {record.whole} Qed.",
            "End Given.",
            f"End Case{case.number}.",
        ]

    def _of_all_cases(self) -> list[tuple[str, str]]:
        """The domain and the verdicts, with their proofs."""
        steps = [(f"(forall x, dom {self.named} x <-> {claim.domain(self.report, self.names)})", self._in_each("exact K0"))]
        for verdict, word, lemma in (
            (self.report.continuous, "continuous_on", "K1"),
            (self.report.differentiable, "differentiable_on", "K2"),
        ):
            if verdict.condition is None:
                steps.append((f"{'' if verdict.answer == 'yes' else '~ '}{word} {self.named}", self._in_each(f"exact {lemma}")))
            else:
                proof = f"split; [intros K; first [decided | contradiction ({lemma} K)] | intros K; first [exact {lemma} | clash]]"
                steps.append((f"({word} {self.named} <-> {claim.condition(verdict.condition, self.names)})", self._in_each(proof)))
        return steps

    def _of_each_case(self) -> list[tuple[str, str]]:
        """The orders and the entries under the condition of each case, with their proofs."""
        steps = []
        for number, group in enumerate(self.groups):
            condition = claim.condition(group[0].condition, self.names)
            conditions = self._hypotheses(number)
            before = f"intros {_pattern(conditions)}; " if conditions else ""
            entries = self.records[group[0].number].points(self.named)
            parts = [(f"order_on {self.named} {claim.order(group[0].order)}", "K3"), *((entry, f"P{i}") for i, entry in enumerate(entries))]
            for part, lemma in parts:
                stated = f"({condition} -> {part})" if conditions else part
                steps.append((stated, f"{before}{self._opened(number)}; exact {lemma}"))
        return steps

    def _hypotheses(self, number: int) -> list[str]:
        """The names of the conditions of a case."""
        return [f"C{i}" for i in range(len(claim.atoms(self.groups[number][0].condition, self.names)))]

    def _opened(self, number: int) -> str:
        """What holds in a case, taken apart."""
        listed = len(self.records[self.groups[number][0].number].points(self.named))
        pattern = _pattern(["K0", "[K1 [K2 K3]]", *(f"P{i}" for i in range(listed)), "E"])
        return f"destruct ({' '.join([f'case_{number}', self.known, *self._hypotheses(number)])}) as {pattern}"

    def _in_each(self, proof: str) -> str:
        """A proof by cases."""
        numbers = range(len(self.groups))
        if len(numbers) == 1:
            return f"{self._opened(0)}; {proof}"
        ways = " | ".join(f"{self._opened(number)}; {proof}" for number in numbers)
        pattern = ""
        for number in reversed(numbers):
            own = _pattern(self._hypotheses(number)) or "_"
            pattern = f"[{own} | {pattern}]" if pattern else own
        return f"destruct (complete {self.known}) as {pattern}; [{ways}]"

    def _case_lemma(self, number: int) -> str:
        """What holds under one condition: one case, or two by the sign of an infinity."""
        group = self.groups[number]
        premises = "".join(f"{one} -> " for one in (*self.assumed, *claim.atoms(group[0].condition, self.names)))
        statement = claim.joined(self.records[group[0].number].parts(self.named))
        intros = " ".join([self.known, *self._hypotheses(number)])
        if len(group) == 1:
            proof = f"exact (Case{group[0].number}.whole {intros})"
        else:
            above, below = (f"exact (Case{one.number}.whole {intros} S)" for one in group)
            proof = f"destruct (total_order_T 0 ({group[0].signed})) as [[S | S] | S]; [{above} | clash | {below}]"
        return f"Lemma case_{number} : forall {self.given} : R, {premises}{statement}.\nProof. intros {intros}. {proof}. Qed."

    def _complete(self) -> str:
        """One of the conditions holds."""
        count = len(self.groups)
        either = " \\/ ".join(f"({claim.condition(group[0].condition, self.names)})" for group in self.groups)
        sides = dict.fromkeys(pair for group in self.groups for pair in claim.compared(group[0].condition, self.names))
        compared = "".join(f"destruct (Req_dec ({left}) ({right})); " for left, right in sides)
        ways = " | ".join("; ".join([*["right"] * i, *["left"] * (i < count - 1), "decided"]) for i in range(count))
        premises = "".join(f"{one} -> " for one in self.assumed)
        return f"Lemma complete : forall {self.given} : R, {premises}{either}.\nProof. intros. {compared}first [{ways}]. Qed."


def _pattern(parts: list[str]) -> str:
    """The pattern of a conjunction."""
    return "".join(parts) if len(parts) < 2 else f"[{parts[0]} {_pattern(parts[1:])}]"
