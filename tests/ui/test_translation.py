"""The window's language: catalogues that are whole, and words of other rooms that keep their template."""

from __future__ import annotations

import ast
import json
import pickle
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QObject

from app.domain import Hit, SnowlineError
from app.index.manifest import FilePrint
from app.index.postings import PostingsFile
from app.messages import Day, day_in_words, message, numbered
from app.ui import translation, wording
from app.ui.translation import in_words, translate
from resources.translations import build, collecting

UI = Path(translation.__file__).parent
GERMAN = build.HERE / "snowline_de.ts"
# What people see or hear of what is given to these; `say` and `tell` are our own.
SHOWING = frozenset(
    "QLabel QPushButton QToolButton QCheckBox QRadioButton QGroupBox QAction QMenu setText setToolTip setStatusTip "
    "setWhatsThis setAccessibleName setAccessibleDescription setWindowTitle setTitle setPlaceholderText setPrefix "
    "setSuffix setSpecialValueText addAction addMenu addItem addTab addRow addButton setTabText setInformativeText "
    "setDetailedText setNameFilter getExistingDirectory getOpenFileName getSaveFileName getText drawText say "
    "add_button showMessage question information warning critical about".split()
)
# Names, signs and formats that are the same in every language.
SAME = re.compile(r"( – )?Snowline|[A-Z]{2,4}|[^A-Za-z]*|https?://\S+")


@pytest.fixture
def german(qapp: QCoreApplication) -> Iterator[None]:
    translation.install(qapp, "de")
    yield
    translation.install(qapp, "en")


@pytest.fixture(scope="module")
def texts() -> list[collecting.Text]:
    return collecting.collect()


def test_the_german_catalogue_has_every_text(texts: list[collecting.Text]) -> None:
    known = build.read(GERMAN)
    missing = [text.source for text in texts if (text.context, text.source, text.comment) not in known]
    assert not missing, "run python -m resources.translations.build, and translate them"
    assert len(known) == len(texts), "some texts are gone: run python -m resources.translations.build"


def test_no_german_text_is_unfinished() -> None:
    assert not build.unfinished(GERMAN)


@pytest.mark.parametrize("language", build.LANGUAGES)
def test_what_fills_a_text_is_the_same_in_both_languages(language: str) -> None:
    def filling(text: str) -> set[str]:
        fields = {f"{name}:{spec}" for _, name, spec, _ in Formatter().parse(text) if name is not None}
        return fields | ({"%n"} if "%Ln" in text or "%n" in text else set())

    wrong = []
    for (_, source, _), forms in build.read(build.HERE / f"snowline_{language}.ts").items():
        for number, form in enumerate(forms):
            # Of one, the number may stand in words or be left out.
            spare = {"%n", "n:", "n:,"} if len(forms) > 1 and number == 0 else set()
            if form and filling(form) - spare != filling(source) - spare:
                wrong.append((source, form))
    assert not wrong


@pytest.mark.parametrize("language", build.LANGUAGES)
def test_keys_and_endings_are_kept(language: str) -> None:
    """An access key stays one, three dots stay three dots, and a line does not lose its full stop."""
    for (context, source, _), forms in build.read(build.HERE / f"snowline_{language}.ts").items():
        for form in filter(None, forms):
            if context != collecting.CORE:
                assert len(re.findall(r"&(?=\w)", source)) == len(re.findall(r"&(?=\w)", form)), (source, form)
            for ending in ("…", ".", ":", "?"):
                assert source.endswith(ending) == form.endswith(ending), (source, form)
            assert (source[:1] + source[-1:]).isspace() == (form[:1] + form[-1:]).isspace()


@pytest.mark.parametrize("language", build.LANGUAGES)
def test_the_compiled_catalogues_are_those_of_the_source(
    language: str, texts: list[collecting.Text], tmp_path: Path
) -> None:
    source = build.HERE / f"snowline_{language}.ts"
    chosen = [text for text in texts if text.plural] if language == "en" else texts
    assert source.read_bytes() == build.catalogue(language, chosen, build.read(source))
    try:
        build.compile_(source, tmp_path / "again.qm")
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"lrelease cannot run here: {error}")
    assert (tmp_path / "again.qm").read_bytes() == source.with_suffix(".qm").read_bytes()
    assert (build.HERE / "core.json").read_text("utf-8") == build.templates(texts)


@pytest.mark.parametrize("path", sorted(UI.rglob("*.py")), ids=lambda path: str(path.relative_to(UI)))
def test_all_that_is_shown_can_be_translated(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    found = [
        f"line {call.lineno}: {text}"
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and name_of(call) in SHOWING and not is_logging(call)
        for argument in given_to(call)
        for text in plain_texts(argument)
        if not SAME.fullmatch(text)
    ]
    assert not found


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def is_logging(call: ast.Call) -> bool:
    return (
        isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name) and "log" in call.func.value.id
    )


def given_to(call: ast.Call) -> list[ast.expr]:
    """What is shown of the arguments; the second of `add_button` is the name of a style."""
    return call.args[:1] if name_of(call) == "add_button" else [*call.args, *(given.value for given in call.keywords)]


def plain_texts(node: ast.AST) -> Iterator[str]:
    """The literal texts in an expression that nobody translates."""
    if isinstance(node, ast.Call):
        if name_of(node) not in ("tr", "translate", "in_words", "message", "numbered"):
            # An object's name, a setting's key and so on say nothing to people.
            yield from plain_texts(node.func)
    elif isinstance(node, ast.JoinedStr):
        yield from (part.value for part in node.values if isinstance(part, ast.Constant))
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                yield from plain_texts(part.value)
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            yield node.value
    elif isinstance(node, ast.IfExp):
        yield from plain_texts(node.body)
        yield from plain_texts(node.orelse)
    elif isinstance(node, ast.BinOp):
        yield from plain_texts(node.left)
        yield from plain_texts(node.right)


def test_plurals_are_asked_for_in_classes_that_nobody_extends() -> None:
    """PySide looks for a text in the derived class first, and takes a number put in for a translation."""
    trees = [ast.parse(path.read_text("utf-8")) for path in UI.rglob("*.py")]
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    extended = {base.id for node in classes for base in node.bases if isinstance(base, ast.Name)}
    wrong = [
        node.name
        for node in classes
        if node.name in extended
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and name_of(call) == "tr" and len(call.args) > 2
    ]
    assert not wrong


# The words themselves


class Anyone(QObject):
    """Somebody who says something that nobody translated."""


def test_the_system_decides_unless_the_person_did(qapp: QCoreApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    for wanted, spoken in ((["de-AT", "en"], "de"), (["fr-FR", "de-DE"], "de"), (["fr-FR"], "en"), (["C"], "en")):
        monkeypatch.setattr(QLocale, "uiLanguages", lambda self, wanted=wanted: wanted)
        assert translation.system_language() == spoken
    assert translation.install(qapp, "auto") == "en"
    assert translation.install(qapp, "de") == "de"
    assert QLocale().language() == QLocale.Language.German
    assert translate("QPlatformTheme", "Cancel") == "Abbrechen"
    assert translation.install(qapp, "en") == "en"
    assert translate("QPlatformTheme", "Cancel") == "Cancel"
    assert Anyone().tr("What nobody translated") == "What nobody translated"


@pytest.mark.parametrize(("n", "words"), [(0, "0 photos"), (1, "1 photo"), (2, "2 photos"), (7_086, "7,086 photos")])
def test_english_counts(n: int, words: str) -> None:
    assert wording.count(n, "photo") == words


@pytest.mark.parametrize(("n", "words"), [(0, "0 Fotos"), (1, "1 Foto"), (2, "2 Fotos"), (7_086, "7.086 Fotos")])
def test_german_counts(german: None, n: int, words: str) -> None:
    assert wording.count(n, "photo") == words


def test_a_message_is_the_text_it_makes_and_survives_the_journey() -> None:
    made = message("taken in {place}", place="Lisbon, Portugal")
    assert made == "taken in Lisbon, Portugal"
    assert json.dumps([made]) == '["taken in Lisbon, Portugal"]'
    again = pickle.loads(pickle.dumps((made, numbered("{n} star", "{n} stars", n=1), Day("2025-10", "MMMM yyyy"))))
    assert again == (made, "1 star", "October 2025")
    assert (again[0].template, again[1].number, again[2].iso) == ("taken in {place}", 1, "2025-10")
    assert hash(again[0]) == hash("taken in Lisbon, Portugal")


def test_what_core_says_is_put_into_the_language_of_the_window(german: None) -> None:
    assert in_words(message("taken in {place}", place="Rom")) == "aufgenommen in Rom"
    assert in_words(day_in_words("2024-10-03T08:00", "2026-01-01")) == "3. Okt. 2024"
    hit = Hit(1, "/a", 1.0, None, "", (), None, 1, "JPEG", "Stick", False, last_seen="2019-03-10")  # type: ignore[arg-type]
    assert in_words(hit.away) == "auf Stick, zuletzt gesehen am 10. März 2019"
    assert in_words("what nobody ever said here") == "what nobody ever said here"


def test_what_is_to_be_done_is_put_into_the_language_of_the_window(german: None, tmp_path: Path) -> None:
    manifest = tmp_path / "facts.json"
    manifest.write_text("{}")
    with pytest.raises(SnowlineError) as damaged:
        PostingsFile(manifest)
    assert in_words(str(damaged.value)).endswith("Beim nächsten Lauf von index wird die Datei neu erstellt.")
    (tmp_path / "data").write_bytes(b"1234")
    written = FilePrint.of(tmp_path / "data")
    (tmp_path / "data").write_bytes(b"12345")
    fault = f"In {tmp_path}, {written.fault(tmp_path)}. It is built again by the next run of index."
    assert "data hat 5 Bytes statt 4" in in_words(fault)
    taken = "a.jpg keeps its name: there is another file of that name, b.jpg."
    assert in_words(taken) == "a.jpg behält seinen Namen: es gibt eine andere Datei mit diesem Namen, b.jpg."


def test_stored_text_is_known_again(german: None) -> None:
    """A reason from the catalogue or an error of another process comes as plain text."""
    known = json.loads((translation.TRANSLATIONS / "core.json").read_text("utf-8"))
    assert len(known) > 100
    catalogue = {source: forms for (context, source, _), forms in build.read(GERMAN).items() if context == "core"}
    for template, plural in known.items():
        filling = {name: 7 if form else "7" for _, name, form, _ in Formatter().parse(template) if name}
        said = in_words(template.format(**filling))
        expected = [form.format(**filling) for form in catalogue[plural or template]]
        assert said in expected, template


@pytest.mark.parametrize("text", ["", "x" * 5_000, "snow on {mountains}", "{", "%n", "100 %"])
def test_any_text_may_come(text: str, german: None) -> None:
    assert in_words(text) == text
    assert in_words(str(SnowlineError(text))) == text


def test_templates_must_be_literal(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    for code in ('message("a" + b)', 'self.tr(f"{n} photos")', 'translate("x", "a" + b)'):
        module.write_text(f"class Shown:\n    def show(self):\n        {code}\n")
        with pytest.raises(collecting.NotLiteral, match="line 3"):
            list(collecting.of_window(module))
    code = 'self.tr("a" "b", "", n)\n        translate("x", "c" if n else "d")'
    module.write_text(f"class Shown:\n    def show(self):\n        {code}\n")
    assert [(text.context, text.source, text.plural) for text in collecting.of_window(module)] == [
        ("Shown", "ab", True),
        ("x", "c", False),
        ("x", "d", False),
    ]
