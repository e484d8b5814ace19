"""How a page looks: calm type, booktabs rules, light and dark, cards instead of a table on a phone; nothing is fetched."""

from typing import Final

_OWN: Final = ":is(.diffcheck, #diffcheck)"
"""The article inside of which a rule holds, with the weight of a name: rules of the page around for classes and elements do not win
(those of notebooks align tables to the right)."""

_CARDS: Final = """
  OWN TABLE, OWN TABLE tbody, OWN TABLE tr, OWN TABLE tbody th, OWN TABLE tbody td { display: block; }
  OWN TABLE thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  OWN TABLE tbody tr { padding: .5em 0; }
  OWN TABLE tbody tr + tr { border-top: 1px solid var(--line); }
  OWN TABLE tbody tr + tr > * { border-top: 0; }
  OWN TABLE tbody th, OWN TABLE tbody td { display: grid; grid-template-columns: 7.2em minmax(0, 1fr);
    gap: 1em; padding: .15em .2em; text-align: left; overflow-x: auto; overflow-y: hidden; }
  OWN TABLE tbody th { font-weight: 600; }
  OWN TABLE tbody th::before, OWN TABLE tbody td::before { content: attr(data-name); opacity: .75; font-weight: 400; }
"""
"""Each row of a table as a card, a fact a line."""

_PART: Final = """
OWN { --line: rgba(128, 128, 128, .4); --yes: #23874a; --no: #cf4038; --undecided: #a87400; --condition: #2f7fc4;
  line-height: 1.55; overflow-wrap: break-word; }
OWN h1, OWN h2, OWN h3, OWN h4, OWN h5 { font-weight: 600; line-height: 1.3; }
OWN .diffcheck-label { margin: 0 0 .4em; opacity: .75; font-size: .95em; letter-spacing: .04em; }
OWN .diffcheck-formula { margin: 0; padding: .35em 0; overflow-x: auto; overflow-y: hidden; text-align: center; font-weight: 400; }
OWN .diffcheck-formula math { font-size: 1.15em; }
OWN math { font-family: "STIX Two Math", "Latin Modern Math", "Cambria Math", "Noto Sans Math", math; }
OWN .diffcheck-answers { display: grid; grid-template-columns: max-content 1fr; gap: .3em 1.6em; margin: 1.2em 0; padding: .9em 0;
  border-top: 1px solid var(--line); border-bottom: 1px solid var(--line); }
OWN .diffcheck-name { margin: 0; font-weight: 400; opacity: .75; }
OWN .diffcheck-answer { grid-column: 2; margin: 0; min-width: 0; overflow-x: auto; overflow-y: hidden; }
OWN .diffcheck-yes { color: var(--yes); }
OWN .diffcheck-no { color: var(--no); }
OWN .diffcheck-undecided { color: var(--undecided); }
OWN .diffcheck-condition { color: var(--condition); }
OWN figure { margin: 1.5em 0; text-align: center; }
OWN figcaption { margin: 0 0 .4em; }
OWN figure svg { max-width: 100%; height: auto; }
OWN .diffcheck-scroll { overflow-x: auto; margin: .8em 0; }
OWN table { width: 100%; table-layout: auto; margin: 0; border-collapse: collapse; border: 0; border-top: 2px solid currentColor;
  border-bottom: 2px solid currentColor; font-size: .95em; }
OWN tr { background: none; }
OWN th, OWN td { padding: .4em .7em; border: 0; font-weight: 400; text-align: center; vertical-align: baseline; }
OWN th:first-child, OWN td:first-child { padding-left: .2em; }
OWN thead th { border-bottom: 1px solid var(--line); font-size: .9em; opacity: .8; white-space: nowrap; }
OWN tbody tr + tr > * { border-top: 1px solid var(--line); }
OWN .diffcheck-words { text-align: left; }
OWN ul { margin: .6em 0; padding-left: 1.2em; }
OWN li { margin: .2em 0; }
OWN .diffcheck-steps p { margin: .35em 0; padding-left: 1em; overflow-x: auto; overflow-y: hidden; }
OWN .diffcheck-steps b { font-weight: 600; }
OWN pre { overflow-x: auto; padding: .7em .9em; border: 1px solid var(--line); border-radius: 4px; background: none; }
OWN mark { background: none; color: inherit; border-bottom: .2em solid var(--no); }
OWN .diffcheck-certainty { opacity: .75; font-size: .9em; }
@media (max-width: 42rem) {
  OWN .diffcheck-answers { grid-template-columns: 1fr; gap: 0; }
  OWN .diffcheck-answer { grid-column: 1; margin-bottom: .3em; }
  OWN .diffcheck-name { margin-top: .4em; }
CARDS}
"""
_ALL: Final = _PART.replace("CARDS", _CARDS.replace("TABLE", "table").lstrip("\n")) + _CARDS.replace("TABLE", "table.diffcheck-cards")
PART: Final = _ALL.replace("OWN", _OWN)
"""The rules of one article; each begins with its class, so that a page around it keeps its own look, and all classes have its name."""

_PAGE: Final = """
:root { color-scheme: light dark; background: #fdfcf9; color: #22201d; }
body { margin: 0; padding: clamp(1rem, 4vw, 3.5rem) clamp(1rem, 5vw, 3rem); font-size: clamp(1rem, .95rem + .25vw, 1.125rem);
  font-family: Charter, "Bitstream Charter", "Sitka Text", Cambria, "Iowan Old Style", Georgia, "DejaVu Serif", serif; }
OWN { max-width: 48rem; margin: 0 auto; }
OWN + OWN { margin-top: 5rem; padding-top: 3rem; border-top: 1px solid var(--line); }
OWN h1.diffcheck-formula { font-size: clamp(1.05rem, .85rem + 1.2vw, 1.7rem); padding: .6em 0; }
OWN h2 { margin: 2.2em 0 .5em; font-size: 1.15em; }
OWN h3 { margin: 1.6em 0 .4em; font-size: 1em; }
OWN footer { margin-top: 2.5em; border-top: 1px solid var(--line); }
:root OWN { --line: #d8d4cb; --yes: #1d6b3a; --no: #a8322b; --undecided: #825800; --condition: #1f5f99; }
@media (min-width: 60rem) {
  OWN .diffcheck-scroll:not(:has(.diffcheck-cards)) { position: relative; left: 50%; width: max-content; min-width: 100%;
    max-width: min(92vw, 76rem); transform: translateX(-50%); }
}
@media (prefers-color-scheme: dark) {
  :root { background: #17181b; color: #e7e4dd; }
  :root OWN { --line: #43444a; --yes: #74cf94; --no: #f08a80; --undecided: #e2b55a; --condition: #86bdf0; }
}
@media print {
  :root { background: #fff; color: #000; }
  body { padding: 0; font-size: 10.5pt; }
  OWN h2, OWN h3 { break-after: avoid; }
  OWN tr, OWN p, OWN figure { break-inside: avoid; }
  OWN + OWN { break-before: page; margin: 0; padding: 0; border: 0; }
}
"""
PAGE: Final = _PAGE.replace("OWN", _OWN)
"""The rules of a page of its own."""
