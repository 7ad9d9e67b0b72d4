"""Brings the catalogues of this folder up to date with the source, and compiles them: for maintainers.

    python -m resources.translations.build

New texts come into `snowline_de.ts` unfinished, those that are gone go; the file can be worked on by hand or with Qt
Linguist, and this is run again. `snowline_en.ts` has the plural forms, and `core.json` the texts that come to the
window as plain text, whose templates are found again there. `lrelease` is the one that comes with PySide6.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from resources.translations.collecting import Text, collect

HERE = Path(__file__).resolve().parent
LANGUAGES = ("en", "de")

Forms = tuple[str, ...]  # one, or for plurals: of one, of many
Catalogue = Mapping[tuple[str, str, str], Forms]  # by context, source and comment


def main() -> None:
    texts = collect()
    for language in LANGUAGES:
        written = HERE / f"snowline_{language}.ts"
        known = read(written) if written.exists() else {}
        chosen = [text for text in texts if text.plural] if language == "en" else texts
        written.write_bytes(catalogue(language, chosen, known))
        compile_(written, written.with_suffix(".qm"))
        lacking = unfinished(written)
        print(f"{written.name}: {len(chosen)} texts, {len(lacking)} unfinished")
    (HERE / "core.json").write_text(templates(texts), "utf-8")


def templates(texts: Iterable[Text]) -> str:
    """The stored texts as JSON; a singular with its plural, by which the catalogues know it. Those with the most words
    come first, since they are the surest."""
    stored = {text.source: "" for text in texts if text.stored}
    stored |= {text.singular: text.source for text in texts if text.stored and text.singular}
    order = sorted(stored, key=lambda template: (-len(re.sub(r"\{.*?\}", "", template)), template))
    return json.dumps({template: stored[template] for template in order}, ensure_ascii=False, indent=0) + "\n"


def read(path: Path) -> dict[tuple[str, str, str], Forms]:
    """The translations in a .ts file."""
    found = {}
    for context in ET.parse(path).getroot().iter("context"):
        for entry in context.iter("message"):
            translation = entry.find("translation")
            assert translation is not None
            forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
            key = (context.findtext("name", ""), entry.findtext("source", ""), entry.findtext("comment", ""))
            found[key] = tuple(forms)
    return found


def unfinished(path: Path) -> list[str]:
    """The texts in a .ts file that nobody translated."""
    return [source for (_, source, _), forms in read(path).items() if not all(forms)]


def catalogue(language: str, texts: Sequence[Text], known: Catalogue) -> bytes:
    """A .ts file of these texts with the translations that are known, also those of the same text elsewhere."""
    elsewhere = {source: forms for (_, source, _), forms in known.items() if all(forms)}
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    contexts: dict[str, ET.Element] = {}
    for text in texts:
        if (context := contexts.get(text.context)) is None:
            context = contexts[text.context] = ET.SubElement(root, "context")
            ET.SubElement(context, "name").text = text.context
        forms = known.get((text.context, text.source, text.comment)) or elsewhere.get(text.source, ())
        if language == "en" and (text.singular or not forms):
            forms = english_forms(text)
        if len(forms) != 1 + text.plural:
            forms = ("",) * (1 + text.plural)
        entry = ET.SubElement(context, "message", {"numerus": "yes"} if text.plural else {})
        ET.SubElement(entry, "source").text = text.source
        if text.comment:
            ET.SubElement(entry, "comment").text = text.comment
        translation = ET.SubElement(entry, "translation", {} if all(forms) else {"type": "unfinished"})
        if text.plural:
            for form in forms:
                ET.SubElement(translation, "numerusform").text = form
        else:
            translation.text = forms[0]
    ET.indent(root, " " * 4)
    return b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n' + ET.tostring(root, "utf-8") + b"\n"


def english_forms(text: Text) -> Forms:
    """Singular and plural: as the source says, or "photo" and "photos" of "photo(s)". Where that is not enough ("1 are
    left"), the .ts file is put right by hand, and stays so."""
    if text.singular:
        return text.singular, text.source
    return text.source.replace("(s)", "").replace("(es)", ""), text.source.replace("(s)", "s").replace("(es)", "es")


def compile_(source: Path, compiled: Path) -> None:
    """A .ts file made into the .qm that the program loads. Raises OSError and CalledProcessError."""
    import PySide6

    program = Path(PySide6.__file__).parent / ("lrelease.exe" if sys.platform == "win32" else "lrelease")
    # Windows that are open have the former file mapped, and would fall over one that is written into.
    beside = compiled.with_suffix(".new")
    subprocess.run([program, "-silent", source, "-qm", beside], check=True)
    beside.replace(compiled)


if __name__ == "__main__":
    main()
