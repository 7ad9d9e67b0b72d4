"""What a person types, and how it is understood: the chips that are shown, the words that are left."""

from __future__ import annotations

import datetime
import subprocess
import sys
from dataclasses import replace

import pytest

from app.search.query.context import Context
from app.search.query.printing import write
from app.search.query.reading import read
from app.search.query.spelling import Vocabulary
from app.search.query.tree import And, Area, Exact, Filter, Names, Not, Or, Query, Range, Words

TODAY = datetime.date(2026, 11, 21)  # a Saturday
PLACES = {
    "lisbon": (38.72, -9.14), "nice": (43.7, 7.27), "reading": (51.45, -0.97), "water": (33.0, -87.0),
    "rio de janeiro": (-22.9, -43.2), "porto": (41.15, -8.61),
}  # fmt: skip
BEEN_TO = {"lisbon", "portugal", "nice", "turkey", "reading", "new york"}
CONTEXT = Context(
    today=TODAY,
    drives=("D", "Backup 2", "Photos"),
    cameras=("NIKON D750", "Canon EOS 80D", "Apple iPhone 12"),
    places=lambda name: Area(name, *PLACES[name.lower()], km=25.0) if name.lower() in PLACES else None,
    large_town=lambda name: name in ("lisbon", "nice", "reading"),
    taken_in=lambda name: name.lower() in BEEN_TO,
)


def understood(text: str, context: Context = CONTEXT) -> list[str]:
    """The chips of a reading; free words as they are, exact ones in quotes, all others in their canonical form."""
    return [chip.text for chip in read(text, context).chips]


@pytest.mark.parametrize(
    ("text", "chips"),
    [
        ("dogs last summer on drive D bigger than 5 MB", ["dogs", "date:2026-06..2026-08", "drive:D", "size:>5MB"]),
        ("show me all photos of dogs, please", ["dogs"]),
        ("a picture of a dog from 2019", ["a dog", "date:2019"]),
        ("jpegs of dogs", ["type:jpeg", "dogs"]),
        ("find nemo", ["find nemo"]),
        ("neither dogs nor cats", ["-dogs -cats"]),
        ("not dogs but cats", ["-dogs", "cats"]),
        ("dog and not cat", ["dog", "-cat"]),
        # dates
        ("dogs from last summer in the park", ["dogs", "date:2026-06..2026-08", "in the park"]),
        ("last winter", ["date:2025-12..2026-02"]),
        ("this winter", ["date:2025-12..2026-02"]),
        ("this summer", ["date:2026-06..2026-08"]),
        ("summer 2019", ["date:2019-06..2019-08"]),
        ("the fall of 2019", ["date:2019-09..2019-11"]),
        ("winter 2019", ["date:2019-12..2020-02"]),
        ("in may", ["date:2026-05"]),
        ("in december", ["date:2025-12"]),
        ("may 2020", ["date:2020-05"]),
        ("snow in march 2020", ["snow", "date:2020-03"]),
        ("since March", ["date:2026-03.."]),
        ("last may", ["date:2026-05"]),
        ("June 15th, 2019", ["date:2019-06-15"]),
        ("15 june 2019", ["date:2019-06-15"]),
        ("the 3rd of june 2019", ["date:2019-06-03"]),
        ("june 15th", ["date:2026-06-15"]),
        ("december 24th", ["date:2025-12-24"]),
        ("2019-06-15", ["date:2019-06-15"]),
        ("15.06.2019", ["date:2019-06-15"]),
        ("beach 2019", ["beach", "date:2019"]),
        ("photos of 2019", ["date:2019"]),
        ("the year 2012", ["date:2012"]),
        ("yesterday", ["date:2026-11-20"]),
        ("the day before yesterday", ["date:2026-11-19"]),
        ("today", ["date:2026-11-21"]),
        ("last night", ["date:2026-11-20"]),
        ("last week", ["date:2026-11-09..2026-11-15"]),
        ("last weekend", ["date:2026-11-14..2026-11-15"]),
        ("this weekend", ["date:2026-11-21..2026-11-22"]),
        ("last monday", ["date:2026-11-16"]),
        ("last month", ["date:2026-10"]),
        ("this year", ["date:2026"]),
        ("last year", ["date:2025"]),
        ("two years ago", ["date:2024"]),
        ("a month ago", ["date:2026-10"]),
        ("10 days ago", ["date:2026-11-11"]),
        ("in the last 30 days", ["date:2026-10-22..2026-11-21"]),
        ("past two weeks", ["date:2026-11-07..2026-11-21"]),
        ("older than 2 years", ["date:..2024-11-21"]),
        ("in the nineties", ["date:1990..1999"]),
        ("the 90s", ["date:1990..1999"]),
        ("in the late 90s", ["date:1997..1999"]),
        ("2010s", ["date:2010..2019"]),
        ("early 2000s", ["date:2000..2003"]),
        ("between 2015 and 2018", ["date:2015..2018"]),
        ("from 2015 to 2018", ["date:2015..2018"]),
        ("2015-2018", ["date:2015..2018"]),
        ("from june to august 2019", ["date:2019-06..2019-08"]),
        ("between june and august", ["date:2026-06..2026-08"]),
        ("before 2010", ["date:..2009"]),
        ("after may 2020", ["date:2020-06.."]),
        ("until 2015", ["date:..2015"]),
        ("christmas 2019", ["date:2019-12-24..2019-12-26"]),
        ("last christmas", ["date:2025-12-24..2025-12-26"]),
        ("easter 2019", ["date:2019-04-19..2019-04-22"]),
        ("halloween 2020 costumes", ["date:2020-10-31", "costumes"]),
        ("thanksgiving 2019", ["date:2019-11-28"]),
        ("new year 2020", ["date:2019-12-31..2020-01-01"]),
        ("2015, 2016 and 2017", ["date:2015 OR date:2016 OR date:2017"]),
        ("june 2019 to august 2019", ["date:2019-06..2019-08"]),
        ("from 1 june to 15 june 2019", ["date:2019-06-01..2019-06-15"]),
        ("from 2015 on", ["date:2015.."]),
        ("early 2019", ["date:2019-01..2019-04"]),
        ("summer of '69", ["date:1969-06..1969-08"]),
        ("last summer's holiday", ["date:2026-06..2026-08", "holiday"]),
        ("show me all photos from last summer", ["date:2026-06..2026-08"]),
        ("Fotos von gestern", ["date:2026-11-20"]),
        ("Hund im August", ["Hund", "date:2026-08"]),
        ("Ende 2019", ["date:2019-09..2019-12"]),
        # no dates
        ("may", ["may"]),
        ("the march of time", ["the march of time"]),
        ("august statue", ["august statue"]),
        ("a second cup", ["a second cup"]),
        ("sun and moon", ["sun and moon"]),
        ("fall colours", ["fall colours"]),
        ("beach in summer", ["beach in summer"]),
        ("a summer dress", ["a summer dress"]),
        ("spring water", ["spring water"]),
        ("june in a red dress", ["june in a red dress"]),
        ("1234", ["1234"]),
        ("top 10", ["top 10"]),
        ("2000 people", ["2000 people"]),
        ("room 2012", ["room 2012"]),
        ("blade runner 2049", ["blade runner 2049"]),
        ("1950s diner", ["1950s diner"]),
        ("the last car", ["the last car"]),
        ("this dog", ["this dog"]),
        ("christmas tree", ["christmas tree"]),
        ("a walk past the church", ["a walk past the church"]),
        # types
        ("png files", ["type:png"]),
        ("raw photos of dogs", ["type:raw", "dogs"]),
        ("png or jpeg", ["type:png,jpeg"]),
        ("jpegs", ["type:jpeg"]),
        ("raw fish", ["raw fish"]),
        ("raw meat on a grill", ["raw meat on a grill"]),
        # drives and folders
        ("cat on drive D", ["cat", "drive:D"]),
        ("on Backup 2", ['drive:"Backup 2"']),
        ("from the external drive backup 2", ['drive:"Backup 2"']),
        ("pictures on Photos", ["drive:Photos"]),
        ("cat on photos", ["cat on photos"]),
        ("on the D drive", ["drive:D"]),
        ("on my Backup 2 drive", ['drive:"Backup 2"']),
        ("dogs on drive D and taken with canon", ["dogs", "drive:D", "camera:canon"]),
        ("drive to work", ["drive to work"]),
        ("a hard drive on a table", ["a hard drive on a table"]),
        ("on the drive home", ["on the drive home"]),
        ("in folder Alps", ["in:Alps"]),
        # sizes
        ("bigger than 5 MB", ["size:>5MB"]),
        ("under 300 kB", ["size:<300kB"]),
        ("at least 1,5 GB", ["size:>=1.5GB"]),
        ("between 1 and 5 MB", ["size:1MB..5MB"]),
        ("1 MB to 5 MB", ["size:1MB..5MB"]),
        ("5 MB or more", ["size:>=5MB"]),
        ("dog >5MB", ["dog", "size:>5MB"]),
        ("dog 2023-06..2023-08", ["dog", "date:2023-06..2023-08"]),
        ("dog <2010, red", ["dog", "date:..2009", "red"]),
        ("large files", ["size:>=5MB"]),
        ("a large dog", ["a large dog"]),
        ("big picture frame", ["big picture frame"]),
        ("5 mo baby", ["5 mo baby"]),
        ("over 5 people", ["over 5 people"]),
        # orientation, stars, favourites
        ("portrait photos", ["orientation:portrait"]),
        ("landscape format", ["orientation:landscape"]),
        ("portrait of a woman", ["portrait of a woman"]),
        ("landscape with trees", ["landscape with trees"]),
        ("square photos", ["orientation:square"]),
        ("a square table", ["a square table"]),
        ("4 stars or more", ["rating:>=4"]),
        ("five star photos", ["rating:5"]),
        ("at least 3 stars", ["rating:>=3"]),
        ("rated 4 or higher", ["rating:>=4"]),
        ("unrated photos", ["rating:none"]),
        ("five star hotel", ["five star hotel"]),
        ("three stars on a flag", ["three stars on a flag"]),
        ("my favourites", ["is:favourite"]),
        ("favorite photos of dogs", ["is:favourite", "dogs"]),
        ("my favourite beach", ["my favourite beach"]),
        # cameras
        ("taken with canon", ["camera:canon"]),
        ("dogs with my Nikon", ["dogs", "camera:Nikon"]),
        ("shot on my iPhone 12", ['camera:"iPhone 12"']),
        ("man with a camera", ["man with a camera"]),
        ("woman with apple", ["woman with apple"]),
        # places
        ("near Lisbon", ["near:Lisbon,25km"]),
        ("boats near lisbon", ["boats", "near:lisbon,25km"]),
        ("within 10 km of Lisbon", ["near:Lisbon,10km"]),
        ("sunset 20 km from Rio de Janeiro", ["sunset", 'near:"Rio de Janeiro",20km']),
        ("in Portugal", ["place:Portugal"]),
        ("beach in portugal", ["beach", "place:portugal"]),
        ("taken in New York", ['place:"New York"']),
        ("in Nice weather", ["in Nice weather"]),
        ("dinner in Nice", ["dinner", "place:Nice"]),
        ("a turkey in a pan", ["a turkey in a pan"]),
        ("in reading glasses", ["in reading glasses"]),
        ("near water", ["near water"]),
        ("near the lake", ["near the lake"]),
        ("in Atlantis", ["in Atlantis"]),
        # what must not be there
        ("photo not from 2019", ["-date:2019"]),
        ("no png files", ["-type:png"]),
        ("beach without people last summer", ["beach", "-people", "date:2026-06..2026-08"]),
        ("a person-free beach", ["-person", "beach"]),
        ("everything except 2019", ["-date:2019"]),
        ("dogs but no cats", ["dogs", "-cats"]),
        ("duty-free shop", ["duty-free shop"]),
        ("no parking sign", ["no parking sign"]),
        # German, French, Spanish
        ("Hunde letzten Sommer", ["Hunde", "date:2026-06..2026-08"]),
        ("im Juli 2023", ["date:2023-07"]),
        ("vor zwei Jahren", ["date:2024"]),
        ("vor 2010", ["date:..2009"]),
        ("seit März", ["date:2026-03.."]),
        ("gestern", ["date:2026-11-20"]),
        ("letzte Woche", ["date:2026-11-09..2026-11-15"]),
        ("in den 90ern", ["date:1990..1999"]),
        ("Weihnachten 2019", ["date:2019-12-24..2019-12-26"]),
        ("am 3. Juni 2019", ["date:2019-06-03"]),
        ("größer als 5 MB", ["size:>5MB"]),
        ("mindestens 300 kB", ["size:>=300kB"]),
        ("hier ist ein Hund", ["hier ist ein Hund"]),
        ("chien été dernier", ["chien", "date:2026-06..2026-08"]),
        ("l'été dernier", ["date:2026-06..2026-08"]),
        ("il y a deux ans", ["date:2024"]),
        ("la semaine dernière", ["date:2026-11-09..2026-11-15"]),
        ("en juillet 2023", ["date:2023-07"]),
        ("plus de 5 Mo", ["size:>5MB"]),
        ("moins de 1,5 Go", ["size:<1.5GB"]),
        ("été", ["été"]),
        ("perro verano pasado", ["perro", "date:2026-06..2026-08"]),
        ("hace dos años", ["date:2024"]),
        ("en julio de 2023", ["date:2023-07"]),
        ("antes de 2010", ["date:..2009"]),
        ("los años noventa", ["date:1990..1999"]),
        ("más de 5 MB", ["size:>5MB"]),
        ("mars rover", ["mars rover"]),
    ],
)
def test_plain_words(text: str, chips: list[str]) -> None:
    assert understood(text) == chips
    written = write(read(text, CONTEXT).query, CONTEXT)
    assert read(written, CONTEXT).query.root == read(text, CONTEXT).query.root


@pytest.mark.parametrize(
    ("text", "chips"),
    [
        ("type:jpeg,HEIC", ["type:jpeg,heic"]),
        ("kind:picture dog", ["dog"]),
        ("ext:.JPG", ["type:jpeg"]),
        ("date:2023-06..2023-08", ["date:2023-06..2023-08"]),
        ("date:2023-6", ["date:2023-06"]),
        ("date:>2020", ["date:2021.."]),
        ("date:<=2020-05", ["date:..2020-05"]),
        ("date:2019,2021", ["date:2019 OR date:2021"]),
        ("datetaken:last week dog", ["date:2026-11-09..2026-11-15", "dog"]),
        ("datetaken:yesterday", ["date:2026-11-20"]),
        ("date:summer", ["date:2026-06..2026-08"]),
        ('date:"letzten Sommer"', ["date:2026-06..2026-08"]),
        ('date:"between 2015 and 2018"', ["date:2015..2018"]),
        ('date:"since 2015"', ["date:2015.."]),
        ("before:2010 since:2005-03", ["date:..2009", "date:2005-03.."]),
        ("drive:backup 2 dog", ['drive:"backup 2"', "dog"]),
        ("size:>5MB", ["size:>5MB"]),
        ("size:> 5 MB", ["size:>5MB"]),
        ("size:5MB", ["size:4.5MB..<5.5MB"]),
        ("size:large", ["size:5MB..<20MB"]),
        ("size:1MB..<5MB", ["size:1MB..<5MB"]),
        ("rating:>=4", ["rating:>=4"]),
        ("stars:4+", ["rating:>=4"]),
        ("rating:4 stars", ["rating:4"]),
        ("ext:=.jpg", ["type:jpeg"]),
        ("datetaken:1/1/2020..2/1/2020", ["date:2020-01-01..2020-01-02"]),
        ("rating:***", ["rating:3"]),
        ("rating:3..5", ["rating:3..5"]),
        ("rating:none", ["rating:none"]),
        ("orientation:vertical", ["orientation:portrait"]),
        ("is:favorite", ["is:favourite"]),
        ("is:unrated", ["rating:none"]),
        ("near:lisbon", ["near:lisbon,25km"]),
        ("near:lisbon,800m", ["near:lisbon,0.8km"]),
        ("near:38.72,-9.14,10km", ["near:38.72,-9.14,10km"]),
        ("city:lisbon,porto", ["place:lisbon,porto"]),
        ("keyword:wedding", ["tag:wedding"]),
        ("filename:IMG_2034", ["name:IMG_2034"]),
        ("folder:Alps", ["in:Alps"]),
        ("in:/a/../b", ["in:/b"]),
        ("like:/a/b.jpg^2", ["like:/a/b.jpg^2"]),
        ("sort:stars group:day", ["sort:rating", "group:day"]),
        ("-type:png", ["-type:png"]),
        ("NOT type:png", ["-type:png"]),
        ("-(dog type:png)", ["-(dog type:png)"]),
        ("beach^2 dog", ["beach^2", "dog"]),
        ('words:"last summer"', ['words:"last summer"']),
        ('camera:"=Pixel 6"', ['camera:"=Pixel 6"']),
        ("http://example.org", ["http://example.org"]),
        ("at 12:30", ["at 12:30"]),
        ("size > 5 MB dog", ["size:>5MB", "dog"]),
        ("type:(jpeg,png) dog", ["type:jpeg,png", "dog"]),
        ("camera:(canon OR nikon)", ["camera:canon,nikon"]),
        ("date:(2019 | 2020)", ["date:2019 OR date:2020"]),
        ("name:(1)", ['name:"(1)"']),
        ("date:2019..now", ["date:2019..2026-11-21"]),
        ("(red dog)^2 beach", ["(red dog)^2", "beach"]),
        ("size>5MB", ["size:>5MB"]),
        ("size: >5kB dog", ["size:>5kB", "dog"]),
        ("size:1-5MB", ["size:1MB..5MB"]),
        ("rating >= 4 stars", ["rating:>=4"]),
        ("year<2015 dog", ["date:..2014", "dog"]),
        ("update > 2020", ["update", "date:2020"]),
        ("-2020", ["-date:2020"]),
        ("dog -jpeg", ["dog", "-type:jpeg"]),
        ("dog\u200b cat\u202edog", ["dog cat dog"]),
    ],
)
def test_filters(text: str, chips: list[str]) -> None:
    reading = read(text, CONTEXT)
    assert [chip.text for chip in reading.chips] == chips
    assert not reading.problems


@pytest.mark.parametrize(
    ("text", "words", "exact", "without"),
    [
        ("  snow\n\ton   mountains ", "snow on mountains", (), ()),
        ('"red barn" in a field', "in a field", ("red barn",), ()),
        ("“red barn” field", "field", ("red barn",), ()),
        ("„red barn“ field", "field", ("red barn",), ()),
        ('"unclosed quote', "unclosed quote", (), ()),
        ('""', "", (), ()),
        ('dog "', "dog", (), ()),
        ("dog -cat", "dog", (), ("cat",)),
        ("dog \u2212cat", "dog", (), ("cat",)),
        ('dog -"black cat" park', "dog park", (), ("black cat",)),
        ("-people", "", (), ("people",)),
        ("beach without any people in summer", "beach in summer", (), ("people",)),
        ("beach without people or dogs", "beach", (), ("people", "dogs")),
        ("beach without people and cars", "beach", (), ("people", "cars")),
        ("beach, no people, sunset", "beach sunset", (), ("people",)),
        ("a dog not on a leash", "a dog", (), ("leash",)),
        ("without snow without trees", "", (), ("snow", "trees")),
        ('beach no "big dog" sun', "beach sun", (), ("big dog",)),
        ("t-shirt", "t-shirt", (), ()),
        ("- dog", "dog", (), ()),
        ("IMG_0012.JPG", "IMG_0012.JPG", (), ()),
        ("dog without", "dog", (), ()),
        ("снег в горах", "снег в горах", (), ()),
        ("犬", "犬", (), ()),
        ("", "", (), ()),
        ("?!", "", (), ()),
        ("dog\ud800cat\0bird", "dog cat bird", (), ()),
        ("cats & dogs", "cats & dogs", (), ()),
        ("cats without & dogs", "cats", (), ("dogs",)),
        ("cat -dog -dog", "cat", (), ("dog",)),
        ("5\u2033 pipe (2)", "5\u2033 pipe 2", (), ()),
    ],
)
def test_words_exact_words_and_what_must_not_be_there(
    text: str, words: str, exact: tuple[str, ...], without: tuple[str, ...]
) -> None:
    root = read(text, CONTEXT).query.root
    nodes = root.nodes if isinstance(root, And) else () if root is None else (root,)
    assert " ".join(node.text for node in nodes if isinstance(node, Words)) == words
    assert tuple(node.text for node in nodes if isinstance(node, Exact)) == exact
    turned = tuple(node.node for node in nodes if isinstance(node, Not))
    assert tuple(node.text for node in turned if isinstance(node, Words | Exact)) == without


def test_or_and_parentheses() -> None:
    jpeg, png = Filter("type", Names(("jpeg",))), Filter("type", Names(("png",)))
    assert read("dog OR cat", CONTEXT).query.root == Or((Words("dog"), Words("cat")))
    assert read("red dog OR cat type:png", CONTEXT).query.root == Or((Words("red dog"), And((Words("cat"), png))))
    assert read("(dog | cat) type:jpeg", CONTEXT).query.root == And((Or((Words("dog"), Words("cat"))), jpeg))
    assert read("(red dog)^2 cat", CONTEXT).query.root == And((Words("red dog", 2.0), Words("cat")))
    assert read("dog type:png on the beach", CONTEXT).query.root == And((Words("dog on the beach"), png))
    assert read("-(-dog)", CONTEXT).query.root == Words("dog")


@pytest.mark.parametrize(
    ("text", "at", "says"),
    [
        ("dog date:20", (9, 11), "“20” is no date"),
        ("size:>", (5, 6), "size is missing"),
        ("rating:>=", (7, 9), "stars is missing"),
        ("rating:9", (7, 8), "no number of stars"),
        ("drive:", (6, 6), "value is missing"),
        ("(", (0, 1), "not closed"),
        ("dog )", (4, 5), "no parenthesis"),
        ('"beach', (0, 1), "no partner"),
        ("OR", (0, 2), "Before OR"),
        ("dog OR", (4, 6), "After OR"),
        ("tpye:jpeg", (0, 5), "no filter “tpye:”"),
        ("type:jpeg,xyz", (10, 13), "no type of photo"),
        ("orientation:round", (12, 17), "orientation"),
        ("near:nowhere", (5, 12), "No place called"),
        ("near:lisbon,-5km", (12, 16), "no distance"),
        ("beach^", (5, 6), "weight"),
        ("dog^-1", (3, 6), "weight"),
        ("sort:colour", (5, 11), "order"),
        ("beach^99", (6, 8), "Weights go from"),
    ],
)
def test_problems_point_at_the_character_and_say_what_would_be_valid(text: str, at: tuple[int, int], says: str) -> None:
    [problem] = read(text, CONTEXT).problems
    assert (problem.start, problem.end) == at
    assert says in problem.text
    if "parenthesis" not in problem.text or "closed" in problem.text:
        assert problem.valid
    if text.startswith("tpye"):
        assert problem.valid == ("type:",)


def test_what_was_read_can_be_taken_back() -> None:
    text = "dogs last summer on drive D"
    reading = read(text, CONTEXT, literal=frozenset({"last summer"}))
    assert [chip.text for chip in reading.chips] == ["dogs last summer", "drive:D"]
    assert reading.query.taken_back == {"last summer"}
    written = write(reading.query, CONTEXT)
    assert written == 'dogs words:"last summer" drive:D'
    assert read(written, CONTEXT).query.root == reading.query.root


def test_half_of_the_earth() -> None:
    south = replace(CONTEXT, hemisphere="south")
    assert understood("last summer", south) == ["date:2025-12..2026-02"]
    assert understood("letzten Winter", south) == ["date:2026-06..2026-08"]
    assert understood("last autumn", south) == ["date:2026-03..2026-05"]


def test_the_month_comes_first_between_slashes_where_people_write_so() -> None:
    there = replace(CONTEXT, month_first=True)
    assert [understood("6/3/2019", at) for at in (CONTEXT, there)] == [["date:2019-03-06"], ["date:2019-06-03"]]
    assert [understood("date:06/03/2019", at) for at in (CONTEXT, there)] == [["date:2019-03-06"], ["date:2019-06-03"]]
    assert understood("6.3.2019", there) == ["date:2019-03-06"]
    assert understood("25/12/2019", there) == ["date:2019-12-25"]


def test_the_setting_says_which_languages_are_read() -> None:
    assert understood("letzten Sommer", replace(CONTEXT, language="en")) == ["letzten Sommer"]
    assert understood("letzten Sommer", replace(CONTEXT, language="de")) == ["date:2026-06..2026-08"]
    assert understood("letzten Sommer", replace(CONTEXT, language="fr")) == ["letzten Sommer"]
    assert understood("last summer", replace(CONTEXT, language="fr")) == ["date:2026-06..2026-08"]


@pytest.mark.parametrize(
    "sizes", [Range(1_000_000, 4_999_999), Range(None, 99_999), Range(20_000_000, None), Range(7, 7), Range(0, None)]
)
def test_sizes_read_back_to_the_very_same_bytes(sizes: Range) -> None:
    root = Filter("size", sizes)
    assert read(write(Query("", root)), CONTEXT).query.root == root


SPELLING = replace(
    CONTEXT,
    vocabulary=Vocabulary(
        "dog beach umbrella elephant mountain butterfly helicopter kangaroo dolphin friend hunt house mouse baseball "
        "basketball bicycle butterflies motorbike idea asp chief reptiles fingerprints metaphysical".split(),
        {"strand"}.__contains__,
    ),
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("umbrela", "umbrella"),
        ("elefant", "elephant"),
        ("moutain", "mountain"),
        ("buterfly", "butterfly"),
        ("helicoptor", "helicopter"),
        ("kangeroo", "kangaroo"),
        ("dolfin", "dolphin"),
        ("freind", "friend"),
        ("buterflies", "butterflies"),
        ("mtoorbike", "motorbike"),
        ("bycicle", "bicycle"),
        ("baskeball", "basketball"),
        ("Umbrela", "umbrella"),
    ],
)
def test_a_misspelt_word_is_put_right_visibly_and_can_be_taken_back(typed: str, meant: str) -> None:
    reading = read(f"{typed} on a beach", SPELLING)
    assert reading.query.root == Words(f"{meant} on a beach")
    first = reading.chips[0]
    assert (first.kind, first.text, first.source) == ("spelling", meant, typed)
    back = read(f"{typed} on a beach", SPELLING, literal=frozenset({typed}))
    assert back.query.root == Words(f"{typed} on a beach")
    written = write(back.query, SPELLING)
    assert read(written, SPELLING).query.root == back.query.root


def test_what_must_not_be_there_is_put_right_too() -> None:
    reading = read("beach without umbrela, no freind", SPELLING)
    assert reading.query.root == And((Words("beach"), Not(Words("umbrella")), Not(Words("friend"))))
    assert [chip.label for chip in reading.chips][1:] == [
        "without umbrella (typed: umbrela)",
        "without friend (typed: freind)",
    ]


@pytest.mark.parametrize(
    "text",
    [
        *("blorptang", "asdf qwerty", "IMG_2034", "dag", "strand", "a Umbrela", "hund am strand", "nikon", "xouse"),
        *("ikea", "asap", "reptile", "metaphysics", "dogs", "chien"),
    ],
)
def test_what_is_no_misspelling_stays(text: str) -> None:
    assert read(text, SPELLING).query.root == Words(text)


def test_english_never_loads_the_languages_nor_plain_words_the_grammar() -> None:
    program = (
        "import sys, datetime\n"
        "from app.search.query.context import Context\n"
        "from app.search.query.reading import read\n"
        "for text in ['dogs last summer bigger than 5 MB', 'may 2020', 'a man on a beach', 'in the nineties',\n"
        "             'christmas 2019 without people', 'my favourites since march']:\n"
        "    read(text, Context())\n"
        "print(sorted({'dateparser', 'babel', 'lark', 'rapidfuzz', 'scipy'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
