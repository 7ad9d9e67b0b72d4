"""Lists of free associations as people bring them, and what words become in the word network."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import SnowlineError
from app.language.associations import Norm, node_of, nodes, read_norms, remainder, write_norms

HEAD = "cue\ttarget\tnormed\tG\tP\tFSG\tBSG"


def read(*lines: str) -> list[Norm]:
    return read_norms([f"{line}\n" for line in lines], source="list.tsv")


def test_both_directions_of_a_row() -> None:
    assert read(HEAD, "SEA\tWAVES\tYES\t90\t4\t.044\t.063") == [("sea", "wave", 0.044), ("wave", "sea", 0.063)]
    assert read(HEAD, "SEA\tGULF\tNO\t90\t1\t.011\t?") == [("sea", "gulf", 0.011)]
    assert read("Cue,Target,Forward", '"ICE CREAM",cone,0.25', "") == [("ice cream", "cone", 0.25)]
    assert read("\ufefftarget;cue;strength", "snow;winter;1") == [("winter", "snow", 1.0)]


def test_a_pair_that_comes_twice_keeps_the_larger_strength() -> None:
    assert read(HEAD, "SEA\tBOAT\tY\t9\t1\t.1\t0", "SEAS\tBOATS\tY\t9\t2\t.2\t0") == [("sea", "boat", 0.2)]


def test_what_is_no_word_of_the_network_is_passed_over() -> None:
    found = read(
        HEAD,
        "SEA\t!\tNO\t9\t1\t.1\t?",
        "DOG\tDOGS\tNO\t9\t1\t.5\t?",
        "DOG\tTWO\tNO\t9\t1\t.5\t?",
        "A\tB\tN\t1\t1\t.1\t?",
    )
    assert found == [("a", "b", 0.1)]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((), "Line 1 of list.tsv must name the columns"),
        (("sea\tbeach\t0.5",), "Line 1 of list.tsv must name the columns"),
        (("cue\ttarget", "sea\tbeach"), "FSG"),
        ((HEAD,), "holds no association"),
        ((HEAD, "SEA\tWAVES\tYES\t90\t4\tmany\t0"), 'Line 2 of list.tsv: "many" is no strength'),
        ((HEAD, "SEA\tBOAT\tY\t9\t1\t.1\t0", "SEA\tWAVES\tYES\t90\t4\t1.5\t0"), 'Line 3 of list.tsv: "1.5"'),
        ((HEAD, "SEA\tWAVES\tYES\t90\t4\tnan\t0"), 'Line 2 of list.tsv: "nan"'),
        ((HEAD, "SEA\tWAVES"), "Line 2 of list.tsv has 2 columns"),
        ((HEAD, "\tWAVES\tYES\t90\t4\t.5\t0"), "Line 2 of list.tsv names no word"),
    ],
)
def test_a_fault_is_named_with_its_line(lines: tuple[str, ...], said: str) -> None:
    with pytest.raises(SnowlineError) as error:
        read(*lines)
    assert said in str(error.value)


@given(st.lists(st.text(), max_size=6))
def test_any_text_is_read_or_refused(lines: list[str]) -> None:
    for table in ([HEAD, *lines], lines):
        with contextlib.suppress(SnowlineError):
            assert read_norms(table, source="list")


words = st.sampled_from("sea wave boat beach dog leash ice winter snow".split())


@given(
    st.dictionaries(st.tuples(words, words).filter(lambda pair: pair[0] != pair[1]), st.floats(0.001, 1), min_size=1)
)
def test_what_is_kept_reads_as_it_was_written(pairs: dict[tuple[str, str], float]) -> None:
    norms = [Norm(cue, target, float(f"{strength:.6g}")) for (cue, target), strength in pairs.items()]
    assert read_norms(write_norms(norms), source="kept") == norms


def test_nodes() -> None:
    assert node_of("Veterinarian's office") == "veterinarian office"
    assert node_of("Dogs") == "dog" == node_of("DOG's")
    assert node_of("two") == node_of("background") == node_of("!?") == ""
    assert nodes("Two dogs run on the beaches") == ["dog", "run", "beach"]
    assert nodes("Bride and Grooms", name=True) == ["bride and groom"]


def test_what_names_do_not_share() -> None:
    assert remainder("sea", "sea slug") == "slug"
    assert remainder("sea slug", "sea") is None
    assert remainder("sea lion", "sea slug") == "slug"
    assert remainder("dog", "cat") is None
