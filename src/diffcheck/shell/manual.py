"""The manual page, made from the words of --help: `python -m diffcheck.shell.manual` writes man/diffcheck.1."""

from __future__ import annotations

import sys
from pathlib import Path

from diffcheck import __version__
from diffcheck.shell import texts

PAGE = Path("man") / "diffcheck.1"


def escaped(text: str) -> str:
    """A text that troff takes as it is."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + text if text.startswith((".", "'")) else text


def manual() -> str:
    """The page: the first line of the help is the name, its headings are sections, its options are tagged paragraphs."""
    summary, *rest = texts.HELP.splitlines()
    out = [f'.TH DIFFCHECK 1 "" "diffcheck {__version__}" "User Commands"', ".SH NAME"]
    out.append(f"diffcheck \\- {escaped(summary[0].lower() + summary[1:].rstrip('.'))}")
    out += [".SH SYNOPSIS", ".B diffcheck", "[OPTIONS] [EXPRESSION]..."]
    examples: list[str] = []
    body: list[str] = []
    for line in rest:
        if line.startswith("  diffcheck "):
            examples.append(escaped(line.strip()))
        elif not line or line.startswith("Usage:"):
            continue
        elif line.startswith("  -"):
            body += option(line.strip())
        elif line.startswith("  "):
            body.append(escaped(line.strip()))
        elif line.startswith("Exit codes:"):
            body += ['.SH "EXIT STATUS"', escaped(line.removeprefix("Exit codes:").strip())]
        else:
            body += [f'.SH "{escaped(line.strip().upper())}"']
    return "\n".join([*out, *body, ".SH EXAMPLES", ".nf", *examples, ".fi", ""])


def option(line: str) -> list[str]:
    """One line of the help: the option, then what it means."""
    names, gap, meaning = line.partition("   ") if "   " in line else line.partition("  ")
    return [".TP", f"\\fB{escaped(names.strip())}\\fR", escaped(meaning.strip()) if gap else ""]


def main() -> None:
    """Write the page."""
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(manual(), encoding="utf-8")
    sys.stdout.write(f"{PAGE}\n")


if __name__ == "__main__":
    main()
