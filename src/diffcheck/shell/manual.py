"""The manual page, made from the words of --help and the declared options: `python -m diffcheck.shell.manual` writes man/diffcheck.1."""

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
    """The page: the headings of the help are sections, its options tagged paragraphs."""
    out = [f'.TH DIFFCHECK 1 "" "diffcheck {__version__}" "User Commands"', ".SH NAME"]
    out.append(f"diffcheck \\- {escaped(texts.SUMMARY[0].lower() + texts.SUMMARY[1:].rstrip('.'))}")
    out += [".SH SYNOPSIS", ".B diffcheck", "[OPTIONS] [EXPRESSION]..."]
    for heading, options in texts.groups().items():
        out.append(f'.SH "{escaped(heading.upper())}"')
        for option in options:
            out += [".TP", f"\\fB{escaped(texts.written(option))}\\fR", escaped(option.meaning)]
    out += ['.SH "EXIT STATUS"', *(escaped(line) for line in texts.CODES)]
    examples = [escaped(line.strip()) for line in texts.EXAMPLES.splitlines()]
    return "\n".join([*out, ".SH EXAMPLES", ".nf", *examples, ".fi", ""])


def main() -> None:
    """Write the page."""
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(manual(), encoding="utf-8")
    sys.stdout.write(f"{PAGE}\n")


if __name__ == "__main__":
    main()
