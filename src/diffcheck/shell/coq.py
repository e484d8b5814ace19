"""--certificate and --check: certificates written to files, and Coq asked whether it accepts them.

A file is accepted if Coq compiles it, if the claim stands as it was written before anything else, if the theorem at its end proves this
claim, and if it rests on the axioms of the standard real numbers alone. Coq runs in a folder of its own and within the time limit;
the library is compiled once, into the folder for caches.
"""

from __future__ import annotations

import math
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Final

from diffcheck.certificate import LIBRARY
from diffcheck.errors import EXIT_INTERNAL, EXIT_OK, EXIT_UNDECIDED, BadInput
from diffcheck.model.certificate import Certificate
from diffcheck.model.immutable import immutable
from diffcheck.model.report import Record, Report

PROGRAM: Final = "coqc"
INSTALL: Final = "for example: apt-get install --no-install-recommends coq"
AXIOMS: Final = frozenset(
    (
        "ClassicalDedekindReals.sig_forall_dec",
        "ClassicalDedekindReals.sig_not_dec",
        "FunctionalExtensionality.functional_extensionality_dep",
        "Classical_Prop.classic",
    )
)
"""What the real numbers of Coq's standard library rest on. Nothing else is allowed."""
CHECKED: Final = """Require Certificate.
Definition checked : Certificate.Claim.claim := Certificate.verdict.
Print Assumptions checked.
"""
_COMMENT = re.compile(r'\(\*((?!\(\*|\*\)|").)*\*\)\s*', re.DOTALL)
"""A comment without comments and texts in it, so that it ends where it seems to."""
PATIENCE: Final = 12
"""A check may take so many times its processor time."""
OUT_OF_TIME: Final = (-signal.SIGXCPU, -signal.SIGKILL)
COMPILING: Final = 300
"""Seconds that the library may take."""


@immutable
class Coq:
    """The checker that was found, with its version and the folder of the compiled library."""

    program: str
    version: str
    library: Path

    @property
    def name(self) -> str:
        """As answers name it."""
        return f"Coq {self.version}"


@immutable
class Outcome:
    """What became of a certificate: accepted, rejected, or not finished in time; and why it was not accepted."""

    word: str
    why: str = ""


def found() -> Coq:
    """The checker, with the library compiled. Raises BadInput where there is none."""
    program = shutil.which(PROGRAM)
    if program is None:
        raise BadInput("usage", f"--check: {PROGRAM} is not installed", hint=INSTALL)
    told = subprocess.run([program, "--print-version"], capture_output=True, text=True, timeout=60)
    version = (told.stdout.split() or ["unknown"])[0]
    return Coq(program, version, _library(program, version))


def _library(program: str, version: str) -> Path:
    """The folder of the compiled library: another one for each version of Coq and each state of the library."""
    sources = [path.read_bytes() for path in LIBRARY]
    state = sha256(b"\0".join(sources)).hexdigest()[:16]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "diffcheck"
    folder = cache / f"coq-{version}-{state}"
    if folder.is_dir():
        return folder
    try:
        cache.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix="coq-", dir=cache))
    except OSError as error:
        raise BadInput("usage", f"--check: cannot write {cache}: {error.strerror}") from error
    try:
        for path, source in zip(LIBRARY, sources, strict=True):
            (made / path.name).write_bytes(source)
            done = subprocess.run(
                [program, "-q", "-Q", ".", "DiffCheck", path.name], cwd=made, capture_output=True, text=True, timeout=COMPILING
            )
            if done.returncode != 0:
                raise BadInput("usage", f"--check: Coq {version} does not compile {path.name}: {_first_error(done.stderr)}")
        try:
            made.rename(folder)
        except OSError:
            if not folder.is_dir():  # another process may have been first
                raise
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return folder


def judged(coq: Coq, text: str, claim: str, seconds: float | None) -> Outcome:
    """What Coq says of a file that is to prove this claim."""
    comment = _COMMENT.match(text)
    if not text[comment.end() if comment else 0 :].startswith(claim):
        return Outcome("rejected", "the claim does not stand in it as it was written")
    with tempfile.TemporaryDirectory(prefix="diffcheck-") as folder:
        (Path(folder) / "Certificate.v").write_text(text, encoding="utf-8")
        (Path(folder) / "Checked.v").write_text(CHECKED, encoding="utf-8")
        try:
            for name in ("Certificate.v", "Checked.v"):
                command = [coq.program, "-q", "-Q", str(coq.library), "DiffCheck", "-Q", folder, "", name]
                done = _limited(command, folder, seconds)
                if done.returncode in OUT_OF_TIME:
                    return Outcome("not finished", f"Coq did not finish within {seconds:g} s of processor time")
                if done.returncode != 0:
                    return Outcome("rejected", _first_error(done.stderr, text if name == "Certificate.v" else ""))
        except subprocess.TimeoutExpired:
            return Outcome("not finished", f"Coq did not finish within {PATIENCE * (seconds or 0):g} s")
    more = axioms(done.stdout) - AXIOMS
    return Outcome("rejected", f"it rests on {', '.join(sorted(more))}") if more else Outcome("accepted")


def _limited(command: list[str], folder: str, seconds: float | None) -> subprocess.CompletedProcess[str]:
    """A command within so many seconds of processor time, and some patience where other programs are busy."""
    if seconds is None:
        return subprocess.run(command, cwd=folder, capture_output=True, text=True)
    limited = ["/bin/sh", "-c", 'ulimit -t "$1"; shift; exec "$@"', "limited", str(math.ceil(seconds)), *command]
    return subprocess.run(limited, cwd=folder, capture_output=True, text=True, timeout=PATIENCE * seconds)


def axioms(printed: str) -> frozenset[str]:
    """The axioms in what `Print Assumptions` prints."""
    return frozenset(re.findall(r"^([\w.']+)(?= :|$)", printed.partition("Axioms:")[2], re.MULTILINE))


def _first_error(printed: str, text: str = "") -> str:
    """The first error, with the lemma in which it is."""
    place = re.search(r"line (\d+)", printed)
    lines = text.split("\n")[: int(place[1])] if place and text else []
    lemma = next((line.split()[1] for line in reversed(lines) if line.startswith(("Lemma ", "Theorem "))), "")
    error = " ".join(printed.partition("Error:")[2].split())[:200]
    return f"{lemma}: {error}" if lemma else error


def file_checked(path: str, expressions: Sequence[str], file: str | None) -> None:
    """Raises BadInput where a certificate could not be written, before anything is computed."""
    several = file is not None or len(expressions) != 1 or expressions[0] == "-"
    if path.endswith(".v"):
        if several:
            raise BadInput("usage", "--certificate: one file is for one expression", hint="name a folder for several: --certificate proofs")
        folder = os.path.dirname(path) or "."
        if not os.path.isdir(folder):
            raise BadInput("usage", f"--certificate: there is no folder {folder}")
        return
    if not several:
        raise BadInput("usage", f"--certificate: {path!r} does not end in .v", hint="for example: --certificate relu.v")
    try:
        os.makedirs(path, exist_ok=True)
    except OSError as error:
        raise BadInput("usage", f"--certificate: cannot write {path}: {error.strerror}") from error


def certified(record: Record, coq: Coq | None, seconds: float | None) -> tuple[Record, int]:
    """The record with its certificate written, and checked if there is a checker; and an exit code.

    A certificate that is rejected is a mistake of ours, and the answer is not taken back: it says so and exits as for one.
    """
    report = record.answer
    if not isinstance(report, Report) or report.certificate is None:
        return record, EXIT_OK
    certificate = report.certificate
    try:
        Path(certificate.file).write_text(certificate.text, encoding="utf-8")
    except OSError as error:
        raise BadInput("usage", f"--certificate: cannot write {certificate.file}: {error.strerror}") from error
    if coq is None:
        return record, EXIT_OK
    outcome = judged(coq, certificate.text, certificate.claim, seconds)
    if outcome.word == "accepted":
        return replace(record, answer=_accepted(report, certificate, coq)), EXIT_OK
    told = outcome.why if outcome.word == "not finished" else f"{coq.name} rejects {certificate.file}: {outcome.why}"
    return (
        replace(record, answer=replace(report, notes=(*report.notes, told))),
        EXIT_UNDECIDED if outcome.word == "not finished" else EXIT_INTERNAL,
    )


def _accepted(report: Report, certificate: Certificate, coq: Coq) -> Report:
    return replace(report, certainty="certified", certificate=replace(certificate, checker=coq.name))
