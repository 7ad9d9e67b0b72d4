"""The commands as a person and a program use them: what is printed where, and the exit codes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from conftest import START, one_object, run_for_real

from app.cli import demo
from app.library import Library
from app.paths import PROJECT, sample_photos

Call = Callable[..., Result]
FirstRun = tuple[Path, "subprocess.CompletedProcess[str]"]


def test_index_prints_one_object_names_the_broken_file_and_fails(first_run: FirstRun, sample_folder: Path) -> None:
    _, run = first_run
    said = one_object(run.stdout)
    assert run.returncode == 1, run.stderr
    assert (said["found"], said["indexed"], said["unchanged"], said["cancelled"]) == (8, 7, 0, False)
    assert [skip["path"] for skip in said["skipped"]] == [str(sample_folder / "broken.jpg")]
    assert said["skipped"][0]["reason"]
    assert said["seconds"] > 0
    assert "Indexing" in run.stderr  # a running count for whoever waits
    assert "Traceback" not in run.stderr


def test_a_second_index_finds_everything_unchanged(call: Call, sample_library: Path, sample_folder: Path) -> None:
    result = call("--library", sample_library, "index", sample_folder)
    assert "0 indexed, 7 unchanged, 1 skipped" in result.stdout
    assert "broken.jpg" in result.stdout
    assert result.exit_code == 1


def test_a_known_folder_that_is_away_is_no_wrong_usage(call: Call, sample_folder: Path, tmp_path: Path) -> None:
    """As the folder of a drive that was unplugged: nothing of it is lost, and the message says so."""
    library, folder = tmp_path / "library", tmp_path / "photos"
    folder.mkdir()
    shutil.copy(sample_folder / "sample-01.jpg", folder)
    assert call("--library", library, "index", folder).exit_code == 0
    folder.rename(tmp_path / "unplugged")
    result = call("--library", library, "index", "--json", folder)
    assert result.exit_code == 0
    (away,) = json.loads(result.stdout)["away"]
    assert away == {"path": str(folder), "reason": "it is not there now; what is known of it is kept"}
    status = json.loads(call("--library", library, "status", "--json").stdout)
    assert (status["photos"], status["roots_away"]) == (1, [str(folder)])
    assert "not there now" in " ".join(call("--library", library, "status").stdout.split())
    (tmp_path / "unplugged").rename(folder)
    assert json.loads(call("--library", library, "status", "--json").stdout)["roots_away"] == []
    assert call("--library", library, "index", folder / "typo").exit_code == 2
    assert call("--library", tmp_path / "none", "index", tmp_path / "typo").exit_code == 2


def test_search_takes_several_words_and_keeps_stdout_clean(call: Call, sample_library: Path) -> None:
    result = call("--library", sample_library, "search", "german", "shepherd", "--json", "--limit", "3", "--all")
    said = one_object(result.stdout)
    assert result.exit_code == 0
    assert said["query"] == "german shepherd"
    assert 0 <= said["total"] <= 7
    assert len(said["results"]) == 3
    best = said["results"][0]
    assert best["path"].endswith("sample-02.jpg")
    assert set(best) == {
        "path", "score", "match", "caption", "why", "date", "size", "type", "drive", "online", "last_seen",
        "rating", "favourite", "reasons", "copies", "place",
    }  # fmt: skip
    assert best["match"] in {"likely", "maybe", "unlikely"}
    assert best["online"] is True
    assert best["size"] == (sample_photos() / "sample-02.jpg").stat().st_size
    scores = [hit["score"] for hit in said["results"]]
    assert scores == sorted(scores, reverse=True)


def test_search_for_a_person_shows_a_table_on_stdout_and_the_rest_on_stderr(call: Call, sample_library: Path) -> None:
    result = call("--library", sample_library, "search", "german shepherd", "--all", "--limit", "2")
    assert result.exit_code == 0
    assert "sample-02.jpg" in result.stdout.splitlines()[0]
    assert "german shepherd" in result.stderr
    assert all(line == line.rstrip() for line in result.stdout.splitlines())


def test_results_can_be_sorted_by_name(call: Call, sample_library: Path) -> None:
    result = call("--library", sample_library, "search", "animal", "--all", "--sort", "name", "--json")
    names = [os.path.basename(hit["path"]).casefold() for hit in one_object(result.stdout)["results"]]
    assert len(names) == 7
    assert names == sorted(names)


def test_a_minus_before_a_word_is_part_of_the_query(call: Call, sample_library: Path) -> None:
    result = call("--library", sample_library, "search", "animal", "-dog", "--json")
    assert one_object(result.stdout)["query"] == "animal -dog"


def test_each_line_of_stdin_is_answered_by_one_line(sample_library: Path) -> None:
    run = run_for_real("--library", sample_library, "search", "-", "--limit", "1", input="a dog\n\na kitten\n")
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    assert [answer["query"] for answer in answers] == ["a dog", "", "a kitten"]
    nothing = {"query": "", "total": 0, "results": []}
    assert {key: answers[1][key] for key in nothing} == nothing
    assert all(len(answer["results"]) <= 1 for answer in answers)
    assert run.returncode == 0
    assert "Traceback" not in run.stderr


def test_an_answer_comes_before_the_next_question_is_asked(sample_library: Path) -> None:
    """Another program may talk with `search -` line by line."""
    with subprocess.Popen(
        [sys.executable, "-c", START, "--library", str(sample_library), "search", "-"],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for query in ("a dog", "a flower"):
            process.stdin.write(f"{query}\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["query"] == query
    assert process.returncode == 0


def test_similar_takes_a_picture_from_outside_the_library(call: Call, sample_library: Path) -> None:
    outside = sample_photos() / "sample-11.jpg"
    said = one_object(call("--library", sample_library, "similar", outside, "--json", "--all").stdout)
    assert said["query"] == str(outside)
    assert len(said["results"]) == 7


def test_similar_leaves_the_picture_itself_out(call: Call, sample_library: Path, sample_folder: Path) -> None:
    said = one_object(
        call("--library", sample_library, "similar", sample_folder / "sample-02.jpg", "--json", "--all").stdout
    )
    assert "sample-02.jpg" not in {os.path.basename(hit["path"]) for hit in said["results"]}
    assert len(said["results"]) == 6


def test_similar_reads_paths_from_stdin_and_goes_on_after_a_bad_one(sample_library: Path, sample_folder: Path) -> None:
    lines = f"{sample_folder / 'sample-02.jpg'}\n{sample_folder / 'broken.jpg'}\n{sample_folder / 'sample-09.jpg'}\n"
    run = run_for_real("--library", sample_library, "similar", "-", input=lines)
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    assert [answer["query"] for answer in answers] == lines.splitlines()
    assert ["error" in answer for answer in answers] == [False, True, False]
    assert "broken.jpg" in run.stderr
    assert run.returncode == 1


def test_a_name_that_is_not_utf8_survives_an_ascii_terminal(sample_library: Path) -> None:
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    arguments = ("--library", sample_library, "search", "mountain", "--all", "--limit", "7")
    shown = run_for_real(*arguments, env=ascii_only)
    assert shown.returncode == 0, shown.stderr
    assert "caf?.jpg" in shown.stdout
    told = run_for_real(*arguments, "--json", env=ascii_only)
    assert "caf\N{REPLACEMENT CHARACTER}.jpg" in {
        os.path.basename(hit["path"]) for hit in one_object(told.stdout)["results"]
    }


def test_a_reader_that_leaves_early_is_no_error(sample_library: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", START, "--library", str(sample_library), "search", "-"],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b"a dog\n")
        process.stdin.flush()
        process.stdout.readline()
        process.stdout.close()
        process.stdin.write(b"a dog\n" * 50)
        process.stdin.close()
        said = process.stderr.read()
    assert process.returncode == 0, said
    assert said == b""


def test_describe_goes_on_after_a_bad_file_and_writes_nothing(
    call: Call, sample_folder: Path, user_folders: Path
) -> None:
    good, bad = sample_folder / "sample-02.jpg", sample_folder / "broken.jpg"
    result = call("describe", "--json", good, bad, good)
    said = one_object(result.stdout)
    assert result.exit_code == 1
    assert [photo["path"] for photo in said["photos"]] == [str(good), str(good)]
    assert "German shepherd" in {tag["name"] for tag in said["photos"][0]["tags"]}
    assert all(0 < tag["p"] <= 1 for tag in said["photos"][0]["tags"])
    assert isinstance(said["photos"][0]["caption"], str)
    assert all(len(triplet) == 3 for triplet in said["photos"][0]["triplets"])
    assert [failed["path"] for failed in said["failed"]] == [str(bad)]
    assert "broken.jpg" in result.stderr
    assert list(user_folders.rglob("*")) == []


def test_describe_tells_a_person_caption_and_tags(call: Call, sample_folder: Path) -> None:
    result = call("describe", sample_folder / "sample-02.jpg")
    assert result.exit_code == 0
    assert "German shepherd" in result.stdout


def test_status_counts_what_index_did(call: Call, sample_library: Path, sample_folder: Path) -> None:
    said = one_object(call("--library", sample_library, "status", "--json").stdout)
    assert (said["photos"], said["files"], said["indexed"], said["waiting"]) == (7, 8, 7, 0)
    assert said["coverage"] == 1.0
    assert [os.path.basename(skip["path"]) for skip in said["skipped"]] == ["broken.jpg"]
    assert said["roots"] == [str(sample_folder)]
    assert [drive["online"] for drive in said["drives"]] == [True]
    [generation] = said["generations"]
    assert generation["images"] == 7
    assert generation["in_use"] is True
    assert said["disk"]["thumbnails"] > 0
    assert said["disk"]["catalogue"] > 0
    in_words = call("status", "--library", sample_library).stdout
    assert "7 in 8 files" in in_words
    assert "broken.jpg" in in_words


def test_ctrl_c_keeps_what_is_finished_and_says_so(tmp_path: Path) -> None:
    photos, library = tmp_path / "photos", tmp_path / "library"
    photos.mkdir()
    pictures = [path.read_bytes() for path in sorted(sample_photos().glob("*.jpg"))]
    for copy in range(8):
        for number, picture in enumerate(pictures):  # another tail makes it another photo
            (photos / f"{copy}-{number}.jpg").write_bytes(picture + bytes([copy]))
    with subprocess.Popen(
        [sys.executable, "-c", START, "--library", str(library), "index", "--json", str(photos)],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        assert process.stdout is not None
        while not process.stderr.readline().startswith("Indexing"):
            assert process.poll() is None
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        told, complained = process.stdout.read(), process.stderr.read()
    assert process.returncode == 130, complained
    assert "run the same command again" in complained
    assert "Traceback" not in complained
    said = one_object(told)
    assert said["cancelled"] is True
    assert said["indexed"] < 400
    with Library.open(library) as opened:
        assert opened.photo_count() == said["indexed"]
        assert opened.status().waiting == 400 - said["indexed"]


def test_the_demo_shows_answers_and_leaves_nothing_behind(tmp_path: Path, user_folders: Path) -> None:
    run = run_for_real("demo", env={"TMPDIR": str(tmp_path)})
    assert run.returncode == 0, run.stderr
    assert "50 indexed" in run.stdout
    for query in demo.QUERIES:
        assert f"“{query}”" in run.stdout
    assert "sample-02.jpg" in run.stdout  # the dog
    assert "python3 main.py index" in run.stdout
    assert list(tmp_path.iterdir()) == []
    assert list(user_folders.rglob("*")) == []


def test_the_demo_can_be_kept_and_asked_more(call: Call, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    said = one_object(call("demo", "--keep", kept, "--json").stdout)
    assert said["index"]["indexed"] == 50
    assert [answer["query"] for answer in said["searches"]] == list(demo.QUERIES)
    assert all(answer["results"] for answer in said["searches"] if answer["query"] == "a dog")
    assert said["similar"]["query"] == demo.EXAMPLE
    assert "sample-34.jpg" in {Path(hit["path"]).name for hit in said["similar"]["results"]}  # the other snowy slope
    assert said["library"] == str(kept / "library")
    again = call("--library", said["library"], "search", "horses", "--json")
    assert "sample-07.jpg" in again.stdout


def test_another_writer_is_named_not_waited_for(call: Call, sample_library: Path, sample_folder: Path) -> None:
    with Library.open(sample_library, write=True):
        result = call("--library", sample_library, "index", sample_folder, "--json")
    assert result.exit_code == 1
    assert one_object(result.stdout)["error"] in result.stderr


def test_a_library_without_photos_says_what_to_do(call: Call, tmp_path: Path) -> None:
    Library.open(tmp_path / "library", write=True).close()
    result = call("--library", tmp_path / "library", "search", "a dog")
    assert result.exit_code == 1
    assert "no photos yet" in result.stderr
    assert "index" in result.stderr
    assert result.stdout == ""


def test_a_library_that_is_not_there_is_one_message(call: Call, tmp_path: Path) -> None:
    for command in (["search", "a dog"], ["status"], ["similar", str(sample_photos() / "sample-02.jpg")]):
        result = call("--library", tmp_path / "none", *command, "--json")
        assert result.exit_code == 1
        assert one_object(result.stdout)["error"] in result.stderr
        assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["index"], "PATH"),
        (["index", "no/such/folder"], "no/such/folder"),
        (["search"], "QUERY"),
        (["search", " "], "search for"),
        (["search", "dog", "--limit", "0"], "--limit"),
        (["search", "dog", "--sort", "beauty"], "beauty"),
        (["search", "dog", "--colour"], "--colour"),
        (["similar", "no/such/photo.jpg"], "no/such/photo.jpg"),
        (["describe", "no/such/photo.jpg"], "no/such/photo.jpg"),
        (["bench", "beauty"], "beauty"),
        (["paint"], "paint"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_exit_code_2_and_names_the_word(call: Call, arguments: list[str], named: str) -> None:
    result = call(*arguments)
    assert result.exit_code == 2
    assert named in result.stderr
    assert result.stdout == ""


def test_the_bar_in_a_terminal_counts_and_clears_up(sample_folder: Path, tmp_path: Path) -> None:
    pty = pytest.importorskip("pty", reason="needs a terminal of its own, which this system has no module for")
    photos = tmp_path / "photos"
    shutil.copytree(sample_folder, photos)
    here, there = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", START, "--library", str(tmp_path / "library"), "index", str(photos)],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=there,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100"},
    ) as process:
        os.close(there)
        seen = b""
        try:
            while part := os.read(here, 4096):
                seen += part
        except OSError:
            pass  # Linux says so when the other end is closed
        os.close(here)
        assert process.stdout is not None
        told = process.stdout.read().decode()
    assert b"Indexing" in seen
    assert b"\x1b[?25h" in seen  # the cursor is back
    assert "7 indexed" in told
