"""What the site has beyond the files of docs/: the gallery with its pictures, and the two pages that live at the root of the repository.

The gallery is gallery.txt, asked and drawn by the program itself while the site is built. Nothing on a page may come from elsewhere.
"""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File

HERE = Path(__file__).resolve().parent
BESIDE = {"contributing.md": HERE.parent / "CONTRIBUTING.md", "changelog.md": HERE.parent / "CHANGELOG.md"}
FOREIGN = re.compile(
    r"<(?:script|link|img|iframe|source)\b[^>]*\b(?:src|href)=[\"']?(?:https?:)?//[^>]*>|url\([\"']?https?:", re.IGNORECASE
)
INTRODUCTION = """\
# Gallery

Forty functions, each with a picture and with the verdict in the words of the program. The list is `website/gallery.txt`; what must be true
of each was written there by hand as [claims](claims.md), and a test asks whether they hold. Picture and words are made while this page
is built:

```sh
diffcheck --format markdown --save picture.svg FORMULA
```
"""


@dataclass(frozen=True)
class Entry:
    """A function of the gallery, or the title of a group."""

    title: str
    caption: str = ""
    formula: str = ""


def entries(text: str) -> Iterator[Entry]:
    """What gallery.txt lists, in order."""
    caption = ""
    for line in text.splitlines():
        if line.startswith("## "):
            yield Entry(line.removeprefix("## "))
        elif line.startswith("# "):
            caption = line.removeprefix("# ")
        elif line:
            label, _, rest = line.partition(": ")
            yield Entry(label.replace("-", " "), caption, rest.partition(" :: ")[0].strip())


def asked(*arguments: str) -> str:
    """What the program prints. Raises PluginError where it does not answer."""
    from diffcheck.cli import run

    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        code = run(arguments)
    if code:
        raise PluginError(f"diffcheck {arguments}: exit code {code}: {err.buffer.getvalue().decode()}")  # type: ignore[attr-defined]
    return out.buffer.getvalue().decode()  # type: ignore[attr-defined]


def shown(entry: Entry, picture: Path) -> str:
    """A function on the page; its picture is drawn."""
    if not entry.formula:
        return f"## {entry.title}\n"
    answer = asked("--format", "markdown", "--save", str(picture), entry.formula)
    heading, _, words = answer.partition("\n")
    command = f'diffcheck "{entry.formula}"'
    return f"""\
### {entry.title} {{ .plain }}

{entry.caption}

![The graph of {entry.formula.replace("[", "(").replace("]", ")")}](gallery/{picture.name}){{ .graph loading=lazy }}

**{heading.removeprefix("### ").replace("*", chr(92) + "*")}**

{words.strip()}

```text
{command}
```
"""


def on_config(config: Any) -> Any:
    """Pages that are not written yet are left out of the navigation."""
    made = {"gallery.md", *BESIDE}
    config.nav = present(config.nav, lambda path: path in made or (Path(config.docs_dir) / path).exists())
    return config


def present(entries: list[Any], exists: Any) -> list[Any]:
    """The navigation without what does not exist."""
    kept = []
    for entry in entries:
        ((title, below),) = entry.items()
        if isinstance(below, list):
            kept.append({title: present(below, exists)})
        elif exists(below):
            kept.append(entry)
    return kept


def on_files(files: Any, config: Any) -> Any:
    """Add the gallery, and what lives at the root."""
    for name, path in BESIDE.items():
        files.append(File.generated(config, name, content=path.read_text(encoding="utf-8")))
    from diffcheck import api

    api.warm_up()
    parts = [INTRODUCTION]
    with tempfile.TemporaryDirectory() as folder:
        for number, entry in enumerate(entries((HERE / "gallery.txt").read_text(encoding="utf-8"))):
            picture = Path(folder) / f"{number:02}-{entry.title.lower().replace(' ', '-')}.svg"
            parts.append(shown(entry, picture))
            if picture.exists():
                files.append(File.generated(config, f"gallery/{picture.name}", content=picture.read_bytes()))
    files.append(File.generated(config, "gallery.md", content="\n".join(parts)))
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Any) -> str:
    """Links to what lives beside docs/: to its page if it has one here, else none; and links from there into docs/."""
    if page.file.src_uri in BESIDE:
        return markdown.replace("](docs/", "](")
    homes = {path.name: name for name, path in BESIDE.items()}

    def mended(link: re.Match[str]) -> str:
        target = (Path(config.docs_dir) / page.file.src_uri).parent / link["target"]
        if target.resolve().is_relative_to(Path(config.docs_dir).resolve()):
            return link[0]
        return f"[{link['text']}]({homes[target.name]})" if target.name in homes else link["text"]

    return re.sub(r"\[(?P<text>[^\]\n]+)\]\((?P<target>\.\./[^)#\s]+)\)", mended, markdown)


def on_post_page(output: str, page: Any, config: Any) -> str:
    """Refuse what a reader's browser would fetch from elsewhere."""
    if found := FOREIGN.search(output):
        raise PluginError(f"{page.file.src_uri}: fetched from elsewhere: {found[0][:200]}")
    return whole_bars(output)


def whole_bars(output: str) -> str:
    """Code in a cell of a table with its bars as they are: Markdown wants a backslash before them, which is shown inside of code."""
    return re.sub(r"(?s)<td[^>]*>.*?</td>", lambda cell: cell[0].replace(r"\|", "|"), output)
