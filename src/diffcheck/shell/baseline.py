"""The records of an earlier run beside those of this one: which verdicts have changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from diffcheck.errors import BadInput
from diffcheck.render.words.failures import printable
from diffcheck.shell.suites import read_text

VERDICTS: Final = ("status", "domain", "on", "continuous", "differentiable", "smoothness")


class Baseline:
    """The answers of an earlier run, by what was asked; an answer that is asked for twice is compared in turn."""

    def __init__(self, path: str) -> None:
        """Read the lines that `--json` wrote; raises BadInput."""
        self._known: dict[tuple[str | None, str], list[dict[str, str]]] = {}
        self._labels: dict[str, list[tuple[str | None, str]]] = {}
        for number, line in enumerate(read_text(path).splitlines(), 1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
                key, verdicts = _key(record), _verdicts(record)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                hint = "diffcheck --json writes such a file"
                raise BadInput("file", f"{path}:{number}: this is no record", hint=hint) from error
            self._known.setdefault(key, []).append(verdicts)
            if key[0] is not None:
                self._labels.setdefault(key[0], []).append(key)

    def changes(self, record: Mapping[str, Any]) -> tuple[str, ...]:
        """What has changed since: a sentence for each verdict."""
        found = self._taken(_key(record))
        if found is None:
            return ()
        now = _verdicts(record)
        name = printable(record["label"] or record["input"])
        return tuple(
            f"changed: {name}: {verdict}: {found.get(verdict, 'none')} -> {now.get(verdict, 'none')}"
            for verdict in dict.fromkeys((*found, *now))
            if found.get(verdict) != now.get(verdict)
        )

    def _taken(self, key: tuple[str | None, str]) -> dict[str, str] | None:
        """The earlier answer: of the same text, or else of the same label, whose formula was changed."""
        label = key[0]
        for candidate in (key, *(self._labels.get(label, ()) if label is not None else ())):
            if waiting := self._known.get(candidate):
                return waiting.pop(0)
        return None

    def gone(self) -> tuple[str, ...]:
        """What this run was not asked."""
        return tuple(f"gone: {printable(label or text)}" for (label, text), left in self._known.items() for _ in left)


def _key(record: Mapping[str, Any]) -> tuple[str | None, str]:
    return record["label"], record["input"]


def _verdicts(record: Mapping[str, Any]) -> dict[str, str]:
    """The verdicts of a record, each as text."""
    if "error" in record:
        return {"status": record["status"], "error": str(record["error"]["code"])}
    found = {name: json.dumps(record[name]).strip('"') for name in VERDICTS}
    if "lipschitz" in record:
        found["lipschitz"] = f"{json.dumps(record['lipschitz']['verdict'])}, {record['lipschitz']['constant']}"
    found |= {f"claim {claim['claim']}": claim["outcome"] for claim in record.get("claims", ())}
    return found | dict(_points(record))


def _points(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for point in record["points"]:
        index = point["index"]
        where = f" for {index['symbol']} in {index['set']}" if index is not None else ""
        when = f" if {point['if']}" if "if" in point else ""
        yield f"at {point['at']}{where}{when}", point["kind"]
