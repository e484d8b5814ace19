"""What automatic differentiation returns at a point, beside the truth, in words."""

from __future__ import annotations

from typing import Final

from diffcheck.model.report import Finding
from diffcheck.render.words.script import Symbols
from diffcheck.render.words.sentences import quantity_words

FRAMEWORKS: Final = {"pytorch": "PyTorch", "jax": "JAX", "tensorflow": "TensorFlow"}
VERDICTS: Final = {"derivative": "the derivative", "subgradient": "a subgradient", "wrong": "wrong"}


def practice_words(point: Finding, *, symbols: Symbols) -> str:
    """`PyTorch 0 (a subgradient), JAX 1 (wrong), TensorFlow no gradient; true slopes 0 and 1`; empty where nothing is known."""
    verdicts = dict(point.autodiff_verdict)
    parts: dict[tuple[str, str], list[str]] = {}
    for framework, value in point.autodiff:
        shown = "no gradient" if value == "none" else value if value == "nan" else quantity_words(value, symbols=symbols)
        verdict = VERDICTS.get(verdicts.get(framework, ""), "")
        parts.setdefault((shown, verdict), []).append(FRAMEWORKS.get(framework, framework))
    if point.autodiff and len(point.autodiff) < len(FRAMEWORKS):
        left_out = [name for key, name in FRAMEWORKS.items() if key not in dict(point.autodiff)]
        parts[("values that depend on the index", "")] = left_out
    if not parts:
        return ""
    returned = ", ".join(f"{_joined(names)} {shown}{f' ({verdict})' if verdict else ''}" for (shown, verdict), names in parts.items())
    return f"{returned}; {_truth(point, symbols=symbols)}"


def _truth(point: Finding, *, symbols: Symbols) -> str:
    left, right = (None if q is None else quantity_words(q, symbols=symbols) for q in (point.left_derivative, point.right_derivative))
    if left is None and right is None:
        return "f has no slope there" if point.value is not None else "f is not defined there"
    if left is None or right is None:
        return f"true one-sided slope {right if left is None else left}"
    if left == right == quantity_words("dne", symbols=symbols):
        return "true one-sided slopes do not exist"
    return f"true slope {left}" if left == right else f"true one-sided slopes {left} and {right}"


def _joined(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
