"""What the real pack says of pictures and texts."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from PIL import Image

from app.domain import Pixels
from app.paths import sample_photos
from app.vision.captioner import Sentence
from app.vision.pack import Pack, TextSide


@pytest.fixture(scope="module")
def pixels() -> Pixels:
    """The sample photos as the network sees them, uint8 [n, 224, 224, 3]."""
    paths = sorted(p for p in sample_photos().iterdir() if p.suffix == ".jpg")[:12]
    return np.stack([np.asarray(Image.open(p).convert("RGB").resize((224, 224))) for p in paths])


@pytest.fixture(scope="module")
def low_memory() -> Pack:
    return Pack.load(low_memory=True)


def test_every_picture_gets_a_unit_vector_tags_and_a_caption(pack: Pack, pixels: Pixels) -> None:
    described = pack.describe(pixels)
    assert len(described) == len(pixels)
    for one in described:
        assert one.vector.shape == (384,)
        assert np.linalg.norm(one.vector) == pytest.approx(1, abs=1e-4)
        chances = [tag.p for tag in one.tags]
        assert chances == sorted(chances, reverse=True)
        assert len(chances) <= 12
        assert all(0.02 <= p <= 1 for p in chances)
        assert one.caption is not None
        assert 0 <= one.caption.confidence <= 1
        assert one.caption.model == pack.generation


def test_a_sentence_of_low_confidence_gives_way_to_sure_tags(pack: Pack, pixels: Pixels) -> None:
    for one in pack.describe(np.concatenate([pixels, np.zeros((2, 224, 224, 3), np.uint8)])):
        assert one.caption is not None
        if one.caption.sentence:
            assert one.caption.confidence >= pack.least_confidence
        else:
            sure = [tag.name for tag in one.tags if tag.p >= pack.sure_tag]
            assert one.caption.text == ", ".join(sure[:4])


def test_a_picture_is_seen_alike_alone_and_in_a_batch(pack: Pack, pixels: Pixels) -> None:
    together, _, _ = pack.see(pixels)
    alone = np.concatenate([pack.see(pixels[i : i + 1])[0] for i in range(len(pixels))])
    assert (together * alone).sum(axis=1).min() > 0.999


def test_captions_do_not_depend_on_the_batch(pack: Pack, pixels: Pixels) -> None:
    together = [described.caption for described in pack.describe(pixels)]
    assert together == [pack.describe(one[None])[0].caption for one in pixels]


def test_beam_search_finds_no_less_likely_sentences_than_greedy(pack: Pack, pixels: Pixels) -> None:
    vectors, _, grids = pack.see(pixels)
    greedy = pack.sentences(vectors, grids, beam=1)
    beam = pack.sentences(vectors, grids, beam=3)
    assert np.mean([s.mean_log_p for s in beam]) >= np.mean([s.mean_log_p for s in greedy]) - 0.02


def test_sentences_are_plain_words_without_stutter(pack: Pack, pixels: Pixels) -> None:
    vectors, _, grids = pack.see(pixels)
    for sentence in pack.sentences(vectors, grids):
        words = sentence.text.split()
        assert 1 <= len(words) <= 20
        assert all(a != b for a, b in pairwise(words))
        assert "<" not in sentence.text


def test_no_picture_is_no_work(pack: Pack) -> None:
    assert pack.describe(np.zeros((0, 224, 224, 3), np.uint8)) == []


def test_without_captions_none_is_made(pack: Pack, pixels: Pixels) -> None:
    assert all(one.caption is None for one in pack.describe(pixels[:2], captions=False))


def test_the_low_memory_form_sees_the_same_and_keeps_no_captioner(pack: Pack, low_memory: Pack, pixels: Pixels) -> None:
    small, whole = low_memory.describe(pixels[:3]), pack.describe(pixels[:3])
    assert low_memory._captioner is None
    assert all(one.caption is not None for one in small)
    assert all((a.vector * b.vector).sum() > 0.9999 for a, b in zip(small, whole, strict=True))


@pytest.mark.parametrize(
    ("text", "near", "far"),
    [
        ("a dog in the snow", "a puppy playing in snow", "a plate of spaghetti"),
        ("snow on mountains", "a mountain covered with snow", "a man with a guitar"),
        ("sailing boat", "a ship on the sea", "a cat on a sofa"),
    ],
)
def test_both_text_encoders_know_what_is_alike(pack: Pack, low_memory: Pack, text: str, near: str, far: str) -> None:
    for side in (pack, low_memory):
        vectors = side.encode_texts([text, near, far])
        assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1], abs=1e-4)
        assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.1


def test_both_text_encoders_share_one_space(pack: Pack, low_memory: Pack) -> None:
    texts = ["a dog", "two people at a table", "red flowers in a garden", "a train at the station", "sunset at sea"]
    scores = pack.encode_texts(texts) @ low_memory.encode_texts(texts).T
    assert (scores.argmax(axis=1) == np.arange(len(texts))).all()


@pytest.mark.parametrize("text", ["", " ", "\x00", "🏔️ снег", "word " * 500, "a" * 5000])
def test_any_text_is_encoded(pack: Pack, low_memory: Pack, text: str) -> None:
    for side in (pack, low_memory):
        assert np.isfinite(side.encode_texts([text])).all()


def test_many_texts_keep_their_order(pack: Pack) -> None:
    texts = [f"{'very ' * (i % 7)}big picture number {i}" for i in range(150)]
    together = pack.encode_texts(texts)
    some = [0, 13, 77, 149]
    assert ((together[some] * pack.encode_texts([texts[i] for i in some])).sum(axis=1) > 0.99).all()


def test_tag_names_are_unique_and_reachable(pack: Pack) -> None:
    assert len({n.lower() for n in pack.tag_names}) == len(pack.tag_names) > 1400
    assert pack.tag_aliases["german shepherd"] == "German shepherd"
    assert set(pack.tag_aliases.values()) <= set(pack.tag_names)
    assert pack.tag_vectors.shape == (len(pack.tag_names), 384)
    assert TextSide.load().backgrounds.shape[1] == 384


def test_nobody_is_put_into_a_picture_where_no_person_is_seen(pack: Pack, pixels: Pixels) -> None:
    vectors, probabilities, _ = pack.see(pixels[:1])
    person = pack.tag_names.index("person")
    told = Sentence("a man is standing on a mountain", -0.1), Sentence("a mountain with snow", -0.1)
    for p, believed in ((0.0, False), (0.9, True)):
        probabilities[0, person] = p
        about_people, about_none = (pack.confidence([s], vectors, probabilities)[0] for s in told)
        assert (about_people > 0.01) is believed
        assert about_none > 0.01
