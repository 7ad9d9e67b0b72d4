"""Where Back leads."""

from __future__ import annotations

from app.ui.search.history import REMEMBERED, History, SimilarPlace, TextPlace


def test_half_typed_searches_leave_no_trace() -> None:
    history = History()
    for text in ("s", "sn", "snow"):
        history.visit(TextPlace(text), typing=True)
    assert history.here == TextPlace("snow")
    assert not history.can_go_back


def test_a_search_that_was_used_is_come_back_to() -> None:
    history = History()
    history.visit(TextPlace("snow"), typing=True)
    history.settle()
    history.visit(TextPlace("sand"), typing=True)
    assert history.back() == TextPlace("snow")
    assert history.back() is None


def test_similar_photos_lead_back_to_the_search() -> None:
    history = History()
    history.visit(TextPlace("snow"), typing=True)
    history.visit(SimilarPlace(1, "a.jpg"))
    history.visit(SimilarPlace(2, "b.jpg"))
    assert history.here is not None and history.here.title == 'Photos similar to "b.jpg"'
    assert history.back() == SimilarPlace(1, "a.jpg")
    assert history.back() == TextPlace("snow")


def test_the_start_page_leads_back_too() -> None:
    history = History()
    history.visit(TextPlace("snow"))
    history.home()
    assert history.here is None
    assert history.back() == TextPlace("snow")


def test_the_photo_that_was_looked_at_is_found_again() -> None:
    history = History()
    history.visit(TextPlace("snow"), typing=True)
    history.choose(7)
    history.visit(SimilarPlace(7, "a.jpg"))
    history.choose(8)
    here = history.back()
    assert here is not None and history.chosen(here) == 7
    assert history.chosen(SimilarPlace(7, "a.jpg")) == 8
    assert history.chosen(TextPlace("sand")) is None


def test_the_same_place_twice_is_one_place() -> None:
    history = History()
    history.visit(TextPlace("snow"))
    history.visit(TextPlace("snow"))
    assert not history.can_go_back


def test_a_long_walk_is_forgotten_at_its_beginning() -> None:
    history = History()
    for number in range(REMEMBERED + 50):
        history.visit(TextPlace(str(number)))
    steps = 0
    while history.back() is not None:
        steps += 1
    assert steps == REMEMBERED
