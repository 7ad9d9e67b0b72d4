"""The query set, how truth is known, the figures, and the whole bench on a tiny library of real photos."""

from __future__ import annotations

import datetime
import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bench import _search_report, search
from app.bench._photosets import LABELLED_SETS, Sample
from app.bench._search_ablation import INGREDIENTS, LINE, curve, left_out
from app.bench._search_metrics import among, figures, interval, rounded, summary
from app.bench._search_page import PAGE_NAME, write_page
from app.bench._search_photos import day_of, lay_out, near_duplicates, places, samples_of
from app.bench._search_truth import (
    EMPTY_KINDS,
    Asked,
    Captions,
    Facts,
    Truth,
    fitting,
    joined,
    load_concepts,
    load_queries,
)
from app.domain import SnowlineError
from app.media.altering import alter
from app.paths import sample_photos
from app.search import relevance, weights

KINDS = {
    "label", "word", "synonym", "phrase", "relation", "negation", "filter", "operators", "misspelling", "name",
    "absent", "nonsense",
}  # fmt: skip


def test_the_query_set_is_well_formed() -> None:
    queries, concepts = load_queries(), load_concepts()
    texts = [asked.text.casefold() for asked in queries]
    assert len(texts) == len(set(texts)) >= 200
    assert {asked.kind for asked in queries} == KINDS
    kinds = Counter(asked.kind for asked in queries)
    assert kinds["absent"] >= 30
    assert kinds["nonsense"] >= 20
    assert kinds["misspelling"] >= 15
    used = {name for asked in queries for name in (*asked.shows, *asked.any_of, *asked.without)}
    assert used <= concepts.keys()
    rows = json.loads((Path(search.__file__).parent / "search_concepts.json").read_text(encoding="utf-8"))
    parts = {part for row in rows.values() for part in row.get("of", "").split("; ") if part}
    assert concepts.keys() == used | parts  # none is left over
    for asked in queries:
        knowable = asked.shows or asked.any_of or asked.only
        assert bool(asked.never or asked.kind == "nonsense") == (asked.kind in EMPTY_KINDS)
        assert bool(knowable) != (asked.kind in EMPTY_KINDS), asked.text
        assert len(asked.shows) == 2 or not asked.relation, asked.text


def test_both_halves_hold_every_kind_and_depend_on_texts_alone(tmp_path: Path) -> None:
    queries = load_queries()
    for half in search.HALVES:
        assert {asked.kind for asked in queries if asked.half == half} == KINDS
    assert abs(sum(1 if asked.half == "tuning" else -1 for asked in queries)) <= len(KINDS)
    path = Path(search.__file__).parent / "search_queries.json"
    turned = tmp_path / "turned.json"
    turned.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8"))[::-1]), encoding="utf-8")
    assert {asked.text: asked.half for asked in load_queries(turned)} == {asked.text: asked.half for asked in queries}


def test_concepts_name_labels_that_exist_and_absent_things_are_absent(shared: Path) -> None:
    samples = samples_of(shared)
    labels = {sample.label for sample in samples}
    for name, concept in load_concepts().items():
        assert concept.labels <= labels, name
        assert concept.perhaps <= labels | {"*"}, name
    captions = Captions([sample.captions for sample in samples])
    for asked in load_queries():
        for words in filter(None, asked.never.split(", ")):
            plain = joined([]).words | {" ".join(words.lower().split())}
            assert not captions.holding(plain).any(), asked.text
            assert not any(words.replace(" ", "_") in label for label in labels), asked.text


def told(*captions: str) -> Sample:
    return Sample("flickr8k", "", "", "dev", captions)


def labelled(label: str) -> Sample:
    return Sample("caltech101", "", label, "held", ())


SEEN = (
    told("A dog runs in the snow.", "A brown dog plays in snow.", "The dogs are outside.", "A dog.", "Animal in snow."),
    told("A man rides a horse.", "A man riding a horse by sea.", "A cowboy.", "Man on a horse.", "A man, his horse."),
    told("A man stands beside a horse.", "Man with horse.", "A man and a horse.", "Two friends.", "A horse and a man."),
    told("A dog on grass.", "Some animal.", "An animal.", "A pet.", "Something furry."),
    told("A city at night.", "Lights.", "Buildings.", "A town.", "Skyline."),
    labelled("dalmatian"),
    labelled("background_google"),
    labelled("pizza"),
    labelled("snoopy"),
)  # fmt: skip


def grades(text: str, *shows: str, facts: Sequence[Facts | None] | None = None, **more: tuple) -> list[float | None]:
    """What is known of `SEEN`; None where nothing is."""
    truth = Truth(SEEN, facts or [None] * len(SEEN))
    found = truth.grades(Asked(text, "word", shows, **more))
    return [None if np.isnan(one) else float(one) for one in found]


def test_a_thing_is_shown_where_two_people_name_it_or_a_label_says_so() -> None:
    # Four captions name the dog; one alone tells nothing; no caption or label at all neither.
    assert grades("dog", "dog") == [2, 0, 0, None, 0, 2, None, 0, None]
    # Where a horse is named five times it is certain; nobody mentions one in a city.
    assert grades("horse", "horse") == [0, 2, 2, 0, 0, 0, None, 0, 0]


def test_what_is_always_somewhere_is_known_only_where_it_is_named() -> None:
    assert grades("person", "person") == [0, 2, 2, 0, 0, None, None, None, None]
    assert grades("grass", "grass")[4] is None  # nobody mentions grass


def test_a_phrase_needs_one_caption_that_holds_all_of_it() -> None:
    assert grades("dog in snow", "dog", "snow") == [2, 0, 0, 0, 0, None, None, 0, 0]


def test_a_relation_is_what_the_triplet_says() -> None:
    riding = grades("man riding horse", "man", "horse", relation=("ride", "on"))
    assert riding[1] == 2
    assert riding[2] in (0, None)  # both are there, but nobody rides
    assert riding[0] == 0
    only = grades("man riding horse", "man", "horse", relation=("ride",))
    assert only[2] == 0  # five people would have said so


def test_without_leaves_out_what_is_seen_and_what_nobody_knows() -> None:
    assert grades("animals without people", "animal", without=("person",))[:6] == [2, 0, 0, 2, 0, None]
    assert grades("dog without snow", "dog", without=("snow",))[0] == 0


def test_any_of_several_things() -> None:
    assert grades("dog or horse", any_of=("dog", "horse"))[:3] == [2, 2, 2]


def test_nothing_answers_an_absent_thing() -> None:
    truth = Truth(SEEN, [None] * len(SEEN))
    assert not truth.grades(Asked("zeppelin", "absent", never="zeppelin")).any()


FILE = Facts("catsdogs", "IMG_0012.jpg", 10_100, "JPEG", 300, 200, datetime.date(2019, 7, 1))


@pytest.mark.parametrize(
    ("only", "fits"),
    [
        ({"in": "catsdogs"}, 1.0),
        ({"in": "flickr8k"}, 0.0),
        ({"not_in": "catsdogs"}, 0.0),
        ({"since": "2019-07-01", "until": "2019-07-01"}, 1.0),
        ({"until": "2019-06-30"}, 0.0),
        ({"orientation": "landscape"}, 1.0),
        ({"orientation": "portrait"}, 0.0),
        ({"name": "img_00"}, 1.0),
        ({"type": "PNG"}, 0.0),
        ({"min_bytes": 9_000}, 1.0),
        ({"min_bytes": 10_000}, None),  # more than 10 kB, but not more than 10 KiB
        ({"min_bytes": 11_000}, 0.0),
        ({"max_bytes": 10_000}, None),
        ({"max_bytes": 9_000}, 0.0),
        ({"max_bytes": 20_000, "in": "flickr8k"}, 0.0),
    ],
)
def test_files_that_fit_a_filter(only: dict[str, object], fits: float | None) -> None:
    found = fitting(FILE, only)
    assert np.isnan(found) if fits is None else found == fits


def test_a_filter_makes_the_others_wrong() -> None:
    here = [FILE if at != 5 else None for at in range(len(SEEN))]
    found = grades("dog in:flickr8k", "dog", facts=here, only=(("in", "flickr8k"),))
    assert found == [0, 0, 0, 0, 0, None, 0, 0, 0]


def test_figures_against_values_computed_by_hand() -> None:
    known = np.array([2.0, 0.0, np.nan, 1.0, 0.0, 1.0])
    found = figures(np.array([1, 2, 0, 3]), known)
    # Judged list: wrong, certain, shown; three right photos are there.
    assert found.precision == pytest.approx(2 / 3)
    assert found.recall == pytest.approx(2 / 3)
    assert found.mrr == pytest.approx(1 / 2)
    assert found.unknown == pytest.approx(1 / 4)
    gained = 3 / np.log2(3) + 1 / np.log2(4)
    best = 3 / np.log2(2) + 1 / np.log2(3) + 1 / np.log2(4)
    assert found.ndcg == pytest.approx(gained / best)
    nothing = figures(np.empty(0, np.int64), known)
    assert (nothing.precision, nothing.ndcg, nothing.recall, nothing.mrr, nothing.unknown) == (0, 0, 0, 0, 0)


def test_precision_is_of_ten_where_there_are_more() -> None:
    known = np.array([1.0] * 20 + [0.0] * 20)
    assert figures(np.arange(15, 40), known).precision == 0.5
    assert figures(np.arange(3), known).precision == 0.3  # a list of three right ones lacks seven


@given(st.lists(st.sampled_from([0.0, 1.0, 2.0, float("nan")]), min_size=1, max_size=40), st.randoms())
def test_no_order_beats_the_best_order(grades: list[float], random: object) -> None:
    known = np.array([*grades, 2.0])
    order = np.argsort(-np.nan_to_num(known, nan=-1), kind="stable")
    assert figures(order, known).ndcg == pytest.approx(1)
    random.shuffle(shuffled := order.tolist())  # type: ignore[attr-defined]
    found = figures(np.array(shuffled), known)
    assert 0 <= found.ndcg <= 1 + 1e-9
    assert found.recall == 1


def test_an_answer_among_chosen_photos() -> None:
    assert among(np.array([3, 1, 0, 2]), np.array([True, False, True, True])).tolist() == [3, 0, 2]


def test_intervals_hold_the_mean_and_are_repeatable() -> None:
    values = np.random.default_rng(3).uniform(size=60)
    low, high = interval(values, 5)
    assert low < values.mean() < high
    assert (low, high) == interval(values, 5)
    assert interval(np.ones(9), 1) == (1, 1)
    row = summary([{"recall_at_line": 0.2}, {"recall_at_line": 0.3}, {"recall_at_line": 0.7}], 1)
    assert row["recall_at_line_median"] == 0.3
    assert summary([], 1) == {"queries": 0}


def test_copies_lie_under_names_that_tell_nothing() -> None:
    samples = [
        Sample("caltech101", "caltech101/panda/00001.jpg", "panda", "train", ()),
        Sample("flowers", "flowers/roses/1.JPG", "roses", "train", ()),
        Sample("flickr8k", "flickr8k/images/12_ab.jpg", "", "dev", ("A dog.",)),
    ]
    assert {one.place for one in places(samples)} == {
        "caltech101/IMG_0001.jpg",
        "tfflowers/IMG_0001.jpg",
        "flickr8k/12_ab.jpg",
    }
    many = [Sample("caltech101", f"caltech101/l{i % 7}/{i}.jpg", f"l{i % 7}", "train", ()) for i in range(200)]
    numbers = [int(one.place[-8:-4]) for one in places(many)]
    assert sorted(numbers) == list(range(1, 201))
    assert numbers != sorted(numbers)  # labels are mixed
    assert day_of("a/b.jpg") == day_of("a/b.jpg") != day_of("a/c.jpg")


def test_without_the_photo_sets_it_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(SnowlineError, match="--shared"):
        search.run(None, 7)
    (tmp_path / "data" / "flickr8k").mkdir(parents=True)
    with pytest.raises(SnowlineError, match="catsdogs"):
        search.run(tmp_path, 7)
    with pytest.raises(SnowlineError, match="no half"):
        search.run(tmp_path, 7, half="third")


def test_every_weight_belongs_to_one_ingredient() -> None:
    named = [name for names in INGREDIENTS.values() for name in names]
    assert sorted([*named, "base", "size"]) == sorted(field.name for field in fields(weights.Weights))


def test_an_ingredient_is_left_out_for_a_while_only() -> None:
    before = weights.WEIGHTS, weights.PRESENCE
    with left_out("image"):
        assert relevance.WEIGHTS.image == 0
        assert relevance.WEIGHTS.caption == before[0].caption
        assert relevance.PRESENCE is before[1]
    with left_out(LINE):
        assert relevance.PRESENCE.base > 40
    assert (relevance.WEIGHTS, relevance.PRESENCE) == (weights.WEIGHTS, weights.PRESENCE) == before


def test_the_moved_line_against_values_computed_by_hand() -> None:
    likely, maybe = relevance.lines(0)
    known = np.array([1.0, 2.0, 1.0, 0.0, np.nan])
    there = (Asked("dog", "label", ("dog",)), known, np.array([0, 3, 1, -1]), np.array([0.9, 0.8, maybe, 0.01]))
    absent = (Asked("zeppelin", "absent"), np.zeros(5), np.array([4]), np.array([likely]))
    rows = {row["shift"]: row for row in curve([there, absent])}
    assert rows[0]["recall_at_line_median"] == rounded(2 / 3)
    assert rows[0]["precision_above_line_mean"] == rounded(2 / 3)
    assert rows[0]["false_alarms"] == 1
    assert rows[1]["false_alarms"] == 0
    recalls = [rows[shift]["recall_at_line_mean"] for shift in sorted(rows)]
    assert recalls == sorted(recalls, reverse=True)


# Sample pictures, by what they show.
TINY = {
    "catsdogs/cats": (9, 21), "catsdogs/dogs": (2,), "flowers/daisy": (3,), "scenes6/mountain": (1, 43),
    "scenes6/sea": (26,), "caltech101/rooster": (40,), "imagenette/church": (22,),
}  # fmt: skip


@pytest.fixture
def tiny_sets(tmp_path: Path) -> Path:
    """A folder laid out like the photo sets, of a few sample pictures."""
    data = tmp_path / "shared" / "data"
    for source in LABELLED_SETS:
        (data / source).mkdir(parents=True)
    for label, numbers in TINY.items():
        (data / label).mkdir()
        for number in numbers:
            shutil.copy(sample_photos() / f"sample-{number:02}.jpg", data / label)
    (data / "flickr8k" / "images").mkdir(parents=True)
    shutil.copy(sample_photos() / "sample-07.jpg", data / "flickr8k" / "images" / "7_horse.jpg")
    said = ["Horses run in a field.", "A herd of horses.", "Some horses gallop.", "Brown horses.", "Horses on grass."]
    row = {"file": "7_horse.jpg", "split": "dev", "captions": said}
    (data / "flickr8k" / "captions.json").write_text(json.dumps([row]), encoding="utf-8")
    near = data / "near_duplicates" / "tests" / "data"
    near.mkdir(parents=True)
    shutil.copy(sample_photos() / "sample-25.jpg", near / "ukbench00001.jpg")
    alter(near / "ukbench00001.jpg", "mirrored", near / "ukbench00001_hflip")
    (near / "ukbench00001_corrupt.jpg").write_bytes(b"no picture")
    return tmp_path / "shared"


def test_the_whole_bench_on_a_tiny_library(tiny_sets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_search_report, "LEAST_RELEVANT", 1)
    monkeypatch.setattr(search, "ORIGINALS", 1)
    few = [one for one in load_queries() if int(hashlib.sha1(one.text.encode()).hexdigest(), 16) % 8 == 0]
    wanted = {"cat", "dog", "mountain", "church", "kitty", "horse", "giraffe", "plurgh", "koala", "entropy"}
    monkeypatch.setattr(search, "load_queries", lambda: few + [one for one in load_queries() if one.text in wanted])
    out = search.run(tiny_sets, 7, verbose=True)
    assert out["photos"] == 12
    assert out["of_the_photo_sets"] == 10
    for half in search.HALVES:
        part = out[half]
        assert part["queries"]["all"] > 20
        assert len(part["aims"]) >= 3
        assert part["all_answerable"]["snowline"]["precision@10"]["mean"] > 0.3
        assert set(part["all_answerable"]) == set(_search_report.WAYS)
    cat = next(row for row in out["tuning_queries"] if row["text"] == "cat")
    assert cat["right"] == 2
    assert cat["snowline"]["recall_at_line"] == 1
    assert all(
        asked.half == "tuning" for asked in load_queries() for row in out["tuning_queries"] if row["text"] == asked.text
    )
    write_page(tmp_path, out, {"processor": "any", "cores": 2, "load_before": 0.1})
    page = (tmp_path / PAGE_NAME).read_text(encoding="utf-8")
    assert "## The reporting half" in page
    assert "| relevant photos above the line, median query | reporting |" in page
    assert "nan" not in page
    assert out["time"]["ms"]["parse + rank + explain + facets"]["p95"] > 0
    assert out["same_picture"]["made_variants"]["found_first"] >= 0.9
    near = out["same_picture"]["near_duplicates"]
    assert (near["asked"], near["found_first"], near["no_pictures"]) == (2, 1, 1)
    json.dumps(out)


def test_photos_are_copied_once(tiny_sets: Path, tmp_path: Path) -> None:
    placed = places(samples_of(tiny_sets))
    lay_out(tiny_sets, tmp_path / "photos", placed)
    found = sorted(path for path in (tmp_path / "photos").rglob("*.jpg"))
    assert len(found) == len(placed) + len(near_duplicates(tiny_sets)) == 13
    before = [path.stat().st_ctime_ns for path in found]
    lay_out(tiny_sets, tmp_path / "photos", placed)
    assert [path.stat().st_ctime_ns for path in found] == before
    day = datetime.date.fromtimestamp((tmp_path / "photos" / placed[0].place).stat().st_mtime)
    assert day == day_of(placed[0].place)
