"""A person's settings survive the program, and damaged ones never stop it."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, fields, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from app.paths import settings_file
from app.settings import BOUNDS, CHOICES, Settings, change_settings, load_settings, save_settings


def test_without_a_file_the_defaults_hold() -> None:
    kept = load_settings()
    assert kept == Settings()
    assert 1 <= kept.worker_processes <= 4
    assert (kept.thumbnail_side, kept.max_pixels, kept.seconds_per_file) == (320, 120_000_000, 30)
    assert (kept.worker_memory_mb, kept.captions, kept.low_memory, kept.relevance_shift) == (1000, True, False, 0.0)


def test_what_was_saved_is_read_back_from_the_users_own_folder(user_folders: Path) -> None:
    changed = replace(Settings(), worker_processes=7, captions=False, low_memory=True, relevance_shift=-0.25)
    save_settings(changed)
    assert settings_file().is_relative_to(user_folders)
    assert load_settings() == changed


def test_a_few_are_changed_and_the_others_stay() -> None:
    save_settings(Settings(theme="dark", low_memory=True))
    assert change_settings(low_memory=False, notify=False) == Settings(theme="dark", notify=False)
    assert load_settings() == Settings(theme="dark", notify=False)
    with pytest.raises(ValueError, match="theme"):
        change_settings(theme="pink")
    assert load_settings() == Settings(theme="dark", notify=False)


def test_saving_leaves_one_file_and_replaces_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "a folder" / "settings.json"
    save_settings(Settings(thumbnail_side=128), target)
    save_settings(Settings(thumbnail_side=256), target)
    assert [p.name for p in target.parent.iterdir()] == ["settings.json"]
    assert load_settings(target).thumbnail_side == 256


def test_a_save_that_fails_leaves_the_old_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "settings.json"
    save_settings(Settings(thumbnail_side=128), target)

    def disk_full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", disk_full)
    with pytest.raises(OSError, match="No space left"):
        save_settings(Settings(thumbnail_side=256), target)
    assert [p.name for p in tmp_path.iterdir()] == ["settings.json"]
    assert load_settings(target).thumbnail_side == 128


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("worker_processes", 0),
        ("worker_processes", 17),
        ("worker_processes", 2.5),
        ("worker_processes", "4"),
        ("worker_processes", True),
        ("worker_processes", None),
        ("captions", 1),
        ("captions", "yes"),
        ("relevance_shift", 1.01),
        ("relevance_shift", math.nan),
        ("relevance_shift", math.inf),
        ("relevance_shift", 10**400),
        ("relevance_shift", False),
        ("seconds_per_file", [30]),
        ("language", "xx"),
        ("language", None),
        ("hemisphere", "east"),
        ("throttle", "full speed"),
        ("throttle", 1),
        ("throttle", ["gentle"]),
    ],
)
def test_one_bad_value_becomes_its_default_and_the_others_stay(tmp_path: Path, name: str, value: object) -> None:
    target = tmp_path / "settings.json"
    target.write_text(json.dumps({"thumbnail_side": 512, "from a later version": 1, name: value}))
    assert load_settings(target) == replace(Settings(), thumbnail_side=512)
    with pytest.raises(ValueError, match=name):
        Settings(**{name: value})  # type: ignore[arg-type]


def test_a_whole_number_will_do_for_a_fraction(tmp_path: Path) -> None:
    target = tmp_path / "settings.json"
    target.write_text('{"relevance_shift": 1}')
    assert load_settings(target).relevance_shift == 1.0


@pytest.mark.parametrize("content", [b"", b"{", b"[1, 2]", b"null", b"\xff\xfe\x00", b'"text"', b"[" * 100_000])
def test_a_damaged_file_gives_the_defaults(tmp_path: Path, content: bytes) -> None:
    target = tmp_path / "settings.json"
    target.write_bytes(content)
    assert load_settings(target) == Settings()


def test_a_folder_in_place_of_the_file_gives_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == Settings()


def test_every_setting_has_bounds_or_choices_that_hold_its_default() -> None:
    assert {field.name for field in fields(Settings)} == {*BOUNDS, *CHOICES}
    for name, choices in CHOICES.items():
        assert getattr(Settings(), name) in choices
    for field in fields(Settings):
        if field.name in CHOICES:
            continue
        low, high = BOUNDS[field.name]
        assert low < high
        assert low <= getattr(Settings(), field.name) <= high


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@hypothesis_settings(max_examples=75, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kept=st.dictionaries(st.sampled_from(sorted([*BOUNDS, *CHOICES])) | st.text(), _json, max_size=9))
def test_whatever_the_file_holds_the_settings_are_within_bounds(tmp_path: Path, kept: dict[str, object]) -> None:
    target = tmp_path / "settings.json"
    target.write_text(json.dumps(kept))
    loaded = load_settings(target)
    for name, value in asdict(loaded).items():
        if name in CHOICES:
            assert value in CHOICES[name]
            continue
        low, high = BOUNDS[name]
        assert isinstance(value, bool) == isinstance(getattr(Settings(), name), bool)
        assert low <= value <= high
    save_settings(loaded, target)
    assert load_settings(target) == loaded
