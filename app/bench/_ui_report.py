"""What `bench ui` found beside what was aimed at: a table for the terminal, and the page of figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

PAGE_NAME = "ui-figures.md"

START_SECONDS = 1.2
KEY_P95_MS = 120.0
FRAME_P95_MS, FRAME_WORST_MS = 16.0, 50.0
BLOCKED_MS = 50.0
MEMORY_MB, LOW_MEMORY_MB = 300.0, 180.0
GROWTH_PERCENT = 5.0

SCROLLS = ("list_wheel", "list_page", "list_drag", "grid_wheel", "grid_page", "grid_drag")


class Line(NamedTuple):
    """One measured figure. `most` is the aim; `beside` what helps to judge it."""

    what: str
    stage: str
    value: float
    most: float
    unit: str
    beside: str = ""

    @property
    def met(self) -> bool:
        return self.value <= self.most


def measured(out: Mapping[str, Any]) -> list[Line]:
    """Every figure with an aim."""
    found = [*_start(out), *_keys(out), *_scroll(out), *_blocks(out), *_memory(out), *_soak(out)]
    last_words = {part: error.strip().splitlines()[-1][:160] for part, error in out.get("failed", {}).items()}
    return found + [Line(f"{part}: failures", out["stages"][-1], 1, 0, "", said) for part, said in last_words.items()]


def lines(out: Mapping[str, Any]) -> Iterator[str]:
    """The table for a terminal."""
    for line in measured(out):
        verdict = "met" if line.met else "NOT MET"
        value = f"{line.value:g} {line.unit} (aim {line.most:g})"
        yield f"{line.what:<46} {line.stage:<12} {value:<30} {verdict:<8} {line.beside}"


def _start(out: Mapping[str, Any]) -> Iterator[Line]:
    for stage, one in out.get("start", {}).items():
        beside = (
            f"{one['usable_cpu_seconds']} s of processor time; an empty window takes {one['empty_window_seconds']} s; "
            f"photos ready after {one['photos_ready_seconds']} s"
        )
        yield Line("process start to usable window", stage, one["usable_seconds"], START_SECONDS, "s", beside)
        names = ", ".join(one["models_loaded"]) or "none"
        yield Line("models loaded before that", stage, len(one["models_loaded"]), 0, "", names)


def _keys(out: Mapping[str, Any]) -> Iterator[Line]:
    alone = out.get("keys", {}).get("searching_alone_ms", {})
    for stage in out["stages"]:
        if (one := out.get("keys", {}).get(stage)) is None:
            continue
        seen = one["key_to_picture_ms"]
        if not seen["n"]:
            continue
        beside = f"p50 {seen['p50']}, worst {seen['worst']} of {seen['n']} keys; searching alone p95 {alone.get('p95')}"
        yield Line("key to results on screen, p95", stage, seen["p95"], KEY_P95_MS, "ms", beside)


def _scroll(out: Mapping[str, Any]) -> Iterator[Line]:
    for stage, one in out.get("scroll", {}).items():
        for name in (name for name in SCROLLS if name in one):
            wall, cpu = one[name]["wall_ms"], one[name]["cpu_ms"]
            what = f"{one['rows']:,} rows, {name.replace('_', ' by ')}"
            beside = f"processor time p95 {cpu['p95']}, worst {cpu['worst']}"
            yield Line(f"{what}: frame p95", stage, wall["p95"], FRAME_P95_MS, "ms", beside)
            yield Line(f"{what}: worst frame", stage, wall["worst"], FRAME_WORST_MS, "ms")


def _blocks(out: Mapping[str, Any]) -> Iterator[Line]:
    if (one := out.get("blocks")) is None:
        return
    beside = f"{one['over_50_ms']} of {one['beats']} beats over 50 ms; {one['indexed_meanwhile']} photos indexed"
    yield Line(
        "indexing, typing, scrolling: longest block", out["stages"][-1], one["longest_ms"], BLOCKED_MS, "ms", beside
    )


def _memory(out: Mapping[str, Any]) -> Iterator[Line]:
    stage = out["stages"][-1]
    for name, most in (("normal", MEMORY_MB), ("low_memory", LOW_MEMORY_MB)):
        if (one := out.get("memory", {}).get(name)) is None:
            continue
        passes = {key: part for key, part in one.items() if "_pass_" in key}
        highest = max(part["private"] for part in passes.values())
        reclaimable = max(part["reclaimable"] for part in passes.values())
        label = "memory" if name == "normal" else "memory, low-memory mode"
        yield Line(f"{label}: all scrolled through", stage, highest, most, "MB", f"{reclaimable} MB reclaimable")
        first, last = one["first_pass_grid"]["private"], one["third_pass_grid"]["private"]
        yield Line(f"{label}: growth, pass 1 to 3", stage, round((last / first - 1) * 100, 1), GROWTH_PERCENT, "%")


def _soak(out: Mapping[str, Any]) -> Iterator[Line]:
    if (one := out.get("soak")) is None:
        return
    stage = out["stages"][-1]
    done = one.get("actions", 0)
    yield Line(f"soak, {done:,} actions: complaints", stage, len(one["complaints"]), 0, "", _first(one["complaints"]))
    if "grown_percent" in one:
        memory = f"{one['after_warm_up']['private']} to {one['at_the_end']['private']} MB"
        yield Line("soak: memory grown", stage, one["grown_percent"], GROWTH_PERCENT, "%", memory)
        objects = f"{one['after_warm_up']['qobjects']} to {one['at_the_end']['qobjects']} objects"
        yield Line("soak: objects of Qt grown", stage, one["objects_grown_percent"], GROWTH_PERCENT, "%", objects)


def _first(complaints: list[str]) -> str:
    return complaints[0].splitlines()[-1][:160] if complaints else ""


def write_page(folder: Path, out: Mapping[str, Any], taken: Mapping[str, object]) -> None:
    """Writes the page of figures into `folder`."""
    rows = [
        f"| {line.what} | {line.stage} | ≤ {line.most:g} {line.unit} | {line.value:g} | "
        f"{'met' if line.met else '**not met**'} | {line.beside} |"
        for line in measured(out)
    ]
    page = [
        "# Figures of the window",
        "",
        f"Written by `python3 main.py bench ui --write docs` with a library of {out['photos']:,} photos, on",
        f"{taken['processor']}, {taken['cores']} cores, load {taken['load_before']} at the end. What else this machine",
        "does at the time is in every figure of wall time; processor time stands beside it where that tells more.",
        "",
        "| measure | where | aim | measured | | beside |",
        "| --- | --- | --- | --- | --- | --- |",
        *rows,
        "",
        *_MEANING,
        *_slowest(out),
    ]
    (folder / PAGE_NAME).write_text("\n".join(page) + "\n", encoding="utf-8")


def _slowest(out: Mapping[str, Any]) -> Iterator[str]:
    """Where the GUI thread was when it did not come back."""
    if not (blocks := out.get("blocks", {}).get("slowest")):
        return
    yield from (
        "",
        "## The longest blocks",
        "",
        "| ms | of the thread itself | innermost functions |",
        "| --- | --- | --- |",
    )
    for block in blocks[:6]:
        where = block["stacks"][0].split(" < ")[:3] if block["stacks"] else ["not seen by the watchdog"]
        yield f"| {block['ms']} | {block['cpu_ms']} | {' < '.join(where)} |"


_MEANING = (
    "## What is measured",
    "",
    "The whole program runs on a copy of the library, as `python3 main.py --library DIR` starts it; a script inside",
    "its event loop types, turns the wheel and drags. “offscreen” is Qt's platform without a screen, “real window” an",
    "X server (Xvfb). Where there are two places, both are given; the others are taken in the real window.",
    "",
    "- **process start to usable window**: from the start of the process until the window has been painted and its",
    "  event loop is free again, median of five with a warm disk. Beside it the same of a window with nothing in it.",
    "- **models loaded**: whether onnxruntime, tokenizers or `app.vision` were imported by then.",
    "- **key to results on screen**: from a key in the search field to the end of the painting that shows results for",
    "  what then stood there, or something newer; letters that change nothing of what is searched for are left out,",
    "  and so are texts that find nothing. The hand that types pauses 110 to 260 ms. Beside it searching alone.",
    "- **rows**: a step of the wheel, a page or a movement of the scroll bar every 16 ms, and how long the event loop",
    "  was away because of it: painting, model, thumbnails that arrive. A millisecond timer takes the time, so that",
    "  waiting for a processor counts; the processor time of the thread stands beside it.",
    "- **longest block**: a timer of 4 ms in the GUI thread, while a folder is indexed, queries are typed and the",
    "  answers scrolled; a second thread looks where the GUI thread is whenever the timer is late.",
    "- **memory**: what belongs to the process alone after every row was scrolled past, list and grid in turns, three",
    "  times; mapped files, which the system can take back, are told apart.",
    "- **soak**: actions drawn by chance, the same for the same `--seed`: typing, searching, sorting, grouping,",
    "  scrolling, selecting, filters, panes, rating, tags, undo, similar photos, back, sizes, menus, settings. A",
    "  complaint is an exception, a warning in a log or a message of Qt. Memory and objects are compared between the",
    "  end of the first fifth and the end, in the same state of the window.",
)
