"""A record as one line of JSON, schema 1: the keys in the order of report.schema.json, exact values as text in SymPy's syntax."""

from __future__ import annotations

import json
import math
from typing import Any, assert_never

from diffcheck.model.certificate import Certificate
from diffcheck.model.report import (
    Binding,
    BySmoothness,
    Failure,
    Finding,
    Index,
    Judged,
    Lipschitz,
    Opinion,
    OrderByExponent,
    Piece,
    Quantity,
    Record,
    Report,
    Smoothness,
    Solution,
    Verdict,
)
from diffcheck.render.words.explain import as_objects
from diffcheck.render.words.lipschitz import lipschitz_reason
from diffcheck.render.words.look import Look

MACHINE = True


def render(record: Record, look: Look) -> str:
    """One compact object. ASCII only, so that it is one line and the same bytes everywhere."""
    shown = as_object(record)
    if look.explain and isinstance(record.answer, Report):
        shown["explanation"] = as_objects(record.answer)
    return json.dumps(shown, separators=(",", ":"), allow_nan=False)


def as_object(record: Record) -> dict[str, Any]:
    """The record as plain values."""
    seconds = round(record.seconds, 6) if math.isfinite(record.seconds) else None
    outcome = record.answer
    head: dict[str, Any] = {"schema": 1, "line": record.line, "input": record.input, "label": record.label}
    if isinstance(outcome, Failure):
        return head | {"status": outcome.status, "seconds": seconds, "error": _error(outcome)}
    solve = {} if outcome.solution is None else {"solve": _solution(outcome.solution)}
    steep = {} if outcome.lipschitz is None else {"lipschitz": _lipschitz(outcome, outcome.lipschitz)}
    return head | _report(outcome) | steep | solve | {"seconds": seconds}


def _error(failure: Failure) -> dict[str, Any]:
    return {
        "code": failure.code,
        "message": failure.message,
        "start": failure.start,
        "end": failure.end,
        "hint": failure.hint,
    }


def _report(report: Report) -> dict[str, Any]:
    return {
        "function": _text(report.function) or "",
        "variable": report.problem.variable,
        "parameters": list(report.problem.parameters),
        "status": report.status,
        "domain": str(report.domain),
        "on": str(report.on),
        "continuous": _verdict(report.continuous),
        "differentiable": _verdict(report.differentiable),
        "smoothness": _smoothness(report.smoothness),
        "certainty": report.certainty,
        "pieces": [_piece(piece) for piece in report.pieces],
        "points": [_point(point) for point in report.points],
        "notes": list(report.notes),
        **({"claims": [_claim(claim) for claim in report.claims]} if report.claims else {}),
        **({"certificate": _certificate(report.certificate)} if report.certificate is not None else {}),
        **({"frameworks": dict(report.frameworks)} if report.frameworks else {}),
    }


def _certificate(certificate: Certificate) -> dict[str, Any]:
    return {"file": certificate.file, "claims": list(certificate.claims), "omitted": list(certificate.omitted)}


def _claim(claim: Judged) -> dict[str, Any]:
    """A claim and what became of it; a point, or the points of a mark, where it is refuted by them."""
    out: dict[str, Any] = {"claim": claim.claim, "outcome": claim.outcome, "because": claim.because}
    if claim.at is not None:
        out |= {"at": str(claim.at), "left": _text(claim.left), "right": _text(claim.right)}
    if claim.missing or claim.wrong:
        out |= {"missing": list(claim.missing), "wrong": list(claim.wrong)}
    return out


def _text(value: Quantity) -> str | None:
    """A value as its text; null where there is none."""
    return None if value is None else str(value)


def _verdict(verdict: Verdict) -> bool | str | None:
    match verdict.answer:
        case "yes":
            return True
        case "no":
            return False
        case "undecided":
            return None
        case "condition":
            return _text(verdict.condition)
    assert_never(verdict.answer)


def _smoothness(smoothness: Smoothness | BySmoothness) -> int | str | list[dict[str, Any]] | None:
    if isinstance(smoothness, tuple):
        return [{"if": str(condition), "value": _smoothness(value)} for condition, value in smoothness]
    if isinstance(smoothness, OrderByExponent):
        return str(smoothness)
    return None if smoothness == "undecided" else smoothness


def _solution(solution: Solution) -> dict[str, Any]:
    """The solved names bound; null where it is undecided, [] for never."""
    if solution.bindings is None:
        return {"property": solution.property, "solutions": None}
    return {"property": solution.property, "solutions": [_binding(one) for one in solution.bindings]}


def _binding(binding: Binding) -> dict[str, Any]:
    found: dict[str, Any] = {name: str(value) for name, value in binding.values}
    if binding.condition is not None:
        found["if"] = str(binding.condition)
    if binding.index is not None:
        found["index"] = index_object(binding.index)
    return found


def _lipschitz(report: Report, found: Lipschitz) -> dict[str, Any]:
    """The verdict, the best constant, where f is so steep or where it fails, and one sentence."""
    constant, where = found.constant, found.where
    if isinstance(constant, tuple):
        shown: Any = [{"if": str(condition), "value": _text(value)} for condition, value in constant]
    else:
        shown = _text(constant)
    out: dict[str, Any] = {"verdict": _verdict(found.verdict), "constant": shown, "approx": found.approx}
    if where is not None and where.enclosure is not None:
        out |= {"symbol": where.symbol, "root": _text(where.root), "enclosure": list(map(str, where.enclosure))}
    return out | {"because": lipschitz_reason(report, found, symbols=False)}


def index_object(index: Index | None) -> dict[str, Any] | None:
    """An index as plain values."""
    if index is None:
        return None
    return {"symbol": index.symbol, "set": str(index.set), "except": list(map(str, index.exceptions))}


def _piece(piece: Piece) -> dict[str, Any]:
    out: dict[str, Any] = {"interval": str(piece.interval)}
    if piece.index is not None:
        out["index"] = index_object(piece.index)
    return out | {"formula": str(piece.formula), "derivative": str(piece.derivative)}


def _point(point: Finding) -> dict[str, Any]:
    finite = point.approx is not None and math.isfinite(point.approx)
    out: dict[str, Any] = {"at": str(point.at), "index": index_object(point.index)}
    if point.enclosure is not None:
        out["enclosure"] = list(map(str, point.enclosure))
    out["approx"] = point.approx if finite else None
    if point.symbol is not None:
        out["symbol"] = point.symbol
    if point.condition is not None:
        out["if"] = str(point.condition)
    facts = {
        "value": _text(point.value),
        "left_limit": _text(point.left_limit),
        "right_limit": _text(point.right_limit),
        "left_derivative": _text(point.left_derivative),
        "right_derivative": _text(point.right_derivative),
        "continuous": _verdict(point.continuous),
        "differentiable": _verdict(point.differentiable),
        "kind": point.kind.value,
        "smoothness": _smoothness(point.smoothness),
        "certainty": point.certainty,
        "because": point.because,
    }
    opinions = {"opinions": [_opinion(one) for one in point.opinions]} if point.opinions else {}
    return out | facts | _practice(point) | opinions


def _opinion(opinion: Opinion) -> dict[str, Any]:
    """What another program says of one limit or slope."""
    member = {} if opinion.member is None else {"member": opinion.member}
    return {"of": opinion.of, "who": opinion.who, "answer": opinion.answer, "value": opinion.value} | member


def _practice(point: Finding) -> dict[str, Any]:
    """What frameworks return, where it was asked for and is known."""
    out: dict[str, Any] = {}
    if point.autodiff:
        out["autodiff"] = {framework: str(value) for framework, value in point.autodiff}
    if point.autodiff_verdict:
        out["autodiff_verdict"] = dict(point.autodiff_verdict)
    if point.autodiff_missing:
        out["autodiff_missing"] = dict(point.autodiff_missing)
    if point.autodiff_at is not None:
        out["autodiff_at"] = point.autodiff_at
    if point.subdifferential is not None:
        out["subdifferential"] = list(map(str, point.subdifferential)) or None
    return out
