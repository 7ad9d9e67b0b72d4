"""What pip prints, in words for a person: one short line for each step, and for a failure what to do about it."""

from __future__ import annotations

import re

from installer.system_packages import compiler_advice

PASSING = "looking up"  # steps that begin so are many and short

_FILE = r"([\w.]+)-(\d[\w.!+]*?)(?:-\S*\.whl|\.tar\.gz|\.zip)"  # name and version of a wheel or a source package

_STEPS: tuple[tuple[str, str], ...] = (
    (r"Collecting ([\w.-]+).*", PASSING + " {0}"),
    (rf"Downloading (?:\S*/)?{_FILE} \((.+)\)", "downloading {0} {1} ({2})"),
    (rf"Using cached (?:\S*/)?{_FILE}(?: \(.+\))?", "{0} {1} was downloaded before"),
    (rf"Processing \S*/{_FILE}", "{0} {1} is on this machine"),
    (r"Installing build dependencies: started", "fetching what is needed to build it"),
    (r"Building wheel for ([\w.-]+).*: started", "building {0} with the C++ compiler"),
    (r"Attempting uninstall: ([\w.-]+)", "replacing {0}"),
)


def step(line: str) -> str | None:
    """A line of pip's output as a short sentence; None for lines that say nothing new to a person."""
    line = line.strip()
    if line.startswith("Installing collected packages:"):
        count = line.count(",") + 1
        return f"unpacking {count} package{'s' if count > 1 else ''}"
    for pattern, words in _STEPS:
        found = re.fullmatch(pattern, line)
        if found:
            return words.format(*found.groups())
    return None


# The first pattern that is found in the output names the cause; the most telling come first.
_CAUSES: tuple[tuple[str, str], ...] = (
    (
        r"No space left on device|\[Errno 28\]|not enough space on the disk",
        "The disk is full. Free about {needed_mb} MB where Snowline lies and where temporary files go ({temp}).",
    ),
    (
        r"Permission denied|\[Errno 13\]|\[WinError 5\]|Read-only file system",
        "Snowline may not write to its own folder. Copy it to a folder of your own and start it there.",
    ),
    (
        r"No such file or directory: '\S*(?:g\+\+|gcc|cc|c\+\+|clang\+\+)'"
        r"|command '\S*(?:g\+\+|gcc|cc|c\+\+|clang\S*)' failed: No such file"
        r"|unable to execute '\S*(?:g\+\+|gcc|cc|c\+\+|clang\S*)'"
        r"|Microsoft Visual C\+\+ \S+ or greater is required|error: invalid active developer path"
        r"|Python\.h: No such file|Python\.h' file not found|cannot open include file: 'Python\.h'",
        "The package annoy is built on your machine, and no C++ compiler was found, or not Python's header files.\n"
        "To get them, {compiler}",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|SSLCertVerificationError|SSLError",
        "The connection to the package server is not trusted. Behind a company's proxy, pip must be told the proxy's\n"
        "certificate (pip config set global.cert FILE); else check the date and time of this machine.",
    ),
    (
        r"ProxyError|407 Proxy Authentication",
        "The proxy refused the connection. Check the variable HTTPS_PROXY.",
    ),
    (
        r"Failed to establish a new connection|NewConnectionError|NameResolutionError|Temporary failure in name"
        r"|getaddrinfo failed|Network is unreachable|ReadTimeoutError|ConnectTimeoutError|ConnectionResetError"
        r"|Connection aborted|\(from versions: none\)",
        "The package server could not be reached. Snowline needs the network this once, to fetch its parts;\n"
        "afterwards nothing leaves or enters the machine. Check the connection.",
    ),
    (
        r"No matching distribution found|Could not find a version that satisfies",
        "A package that Snowline needs is not offered for this machine and this Python ({python}).\n"
        "Python 3.11 to 3.13, 64 bit, on Linux, macOS or Windows is sure to work.",
    ),
    (
        r"THESE PACKAGES DO NOT MATCH THE HASHES|incomplete-download|IncompleteRead|ProtocolError",
        "A download arrived damaged.",
    ),
    (r"MemoryError|\bKilled\b|std::bad_alloc", "There was not enough memory. Close other programs."),
)


def cause(output: str, *, needed_mb: int, temp: str, python: str) -> str:
    """Why pip failed and what to do, read from its whole output; pip's own last words where that is unknown."""
    for pattern, words in _CAUSES:
        if re.search(pattern, output):
            return words.format(needed_mb=needed_mb, temp=temp, python=python, compiler=compiler_advice())
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if re.match(r"(ERROR|error|Error):", line)]
    return "\n".join((errors or lines)[-3:]) or "It stopped without saying why."
