"""XMP packets (ISO 16684-1): reading rating, keywords and caption, and changing just those. Touches no file.

What comes from a file is never trusted: sizes are bounded, document types and entities refused, and whatever the
parser raises leaves this room as `domain.Unreadable`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.dom import Node
from xml.dom.minidom import Document, Element
from xml.etree.ElementTree import Element as Tree

from defusedxml import ElementTree, expatbuilder

from app.domain import FileWords, Unreadable
from app.messages import message, plain_text

MAX_BYTES = 8 << 20  # editors keep masks and histories in sidecars, megabytes at most
TAG_LIMIT, CAPTION_LIMIT = 200, 5_000  # characters
TAGS_LIMIT = 1_000  # keywords of one photo

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DC = "http://purl.org/dc/elements/1.1/"
XMP = "http://ns.adobe.com/xap/1.0/"
LIGHTROOM = "http://ns.adobe.com/lightroom/1.0/"
DIGIKAM = "http://www.digikam.org/ns/1.0/"
_XML = "http://www.w3.org/XML/1998/namespace"
_XMLNS = "http://www.w3.org/2000/xmlns/"
_LANG = f"{{{_XML}}}lang"
_DEFAULT_LANGUAGE = "x-default"

# What cameras write where a person would have written a caption.
_MACHINE_MADE = re.compile(
    r"(?:.{0,30}\bdigital (?:still )?camera|sony dsc|samsung.{0,20}|exif_jpeg_picture|dcim\\.*|default|untitled"
    r"|(?:dji|img)_\d+.*|dscf?\d+|created with gimp|processed with \w+|cof|mde|hdrpl|charset=\S*.*|screenshot)",
    re.IGNORECASE | re.DOTALL,
)
_EMPTY = """<?xpacket begin="\N{ZERO WIDTH NO-BREAK SPACE}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Snowline">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""/>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""


@dataclass(frozen=True, slots=True)
class Edit:
    """What is to be written: a rating and a caption where they are not None, tags to add and tags to take away.

    `unrated` takes the rating away. Tags are matched regardless of case.
    """

    rating: int | None = None
    unrated: bool = False
    caption: str | None = None
    tags: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


# ---- reading ----


def parse_xmp(data: bytes) -> FileWords:
    """Rating, keywords and caption of a packet. Raises `Unreadable` with the reason, and nothing else.

    The caption is `dc:description`, or else `dc:title`, in the default language first. Keywords are `dc:subject` and
    the innermost names of `lr:hierarchicalSubject` and `digiKam:TagsList`.
    """
    try:
        root = ElementTree.fromstring(_bounded(data), forbid_dtd=True)
        blocks = [block for graph in _graphs(root) for block in graph.iter(f"{{{RDF}}}Description")]
        if not blocks and not list(_graphs(root)):
            raise Unreadable("it is XML, but no XMP")
        return FileWords(_rating(blocks), _caption(blocks), _tags(blocks))
    except Unreadable:
        raise
    except Exception as error:  # a parser meets hostile text with every exception there is
        raise Unreadable(_reason(error)) from error


def _bounded(data: bytes) -> bytes:
    if len(data) > MAX_BYTES:
        raise Unreadable(f"it is larger than {MAX_BYTES >> 20} MB")
    data = data.strip(b"\0 \t\r\n") if not data.startswith((b"\xff\xfe", b"\xfe\xff")) else data
    if not data:
        raise Unreadable("it is empty")
    return data


def _graphs(root: Tree) -> Iterator[Tree]:
    return root.iter(f"{{{RDF}}}RDF")


def _values(blocks: list[Tree], name: str) -> list[tuple[str, str]]:
    """(language, text) of all values of a property, written as an attribute, as text, or as a list."""
    found = []
    for block in blocks:
        if block.get(name) is not None:
            found.append(("", block.get(name) or ""))
        for element in block.findall(name):
            items = list(element.iter(f"{{{RDF}}}li"))
            if items:
                found += [(item.get(_LANG, ""), "".join(item.itertext())) for item in items]
            else:
                found.append((element.get(_LANG, ""), "".join(element.itertext())))
    return found


def _rating(blocks: list[Tree]) -> int | None:
    for _, text in _values(blocks, f"{{{XMP}}}Rating"):
        try:
            rating = round(float(text))
        except (ValueError, OverflowError):
            continue
        if rating in {-1, 1, 2, 3, 4, 5}:  # 0 is what cameras write for "not rated"
            return rating
    return None


def _caption(blocks: list[Tree]) -> str | None:
    for name in ("description", "title"):
        values = _values(blocks, f"{{{DC}}}{name}")
        for _, text in sorted(values, key=lambda value: value[0] not in {_DEFAULT_LANGUAGE, ""}):
            caption = caption_text(text)
            if caption:
                return caption
    return None


def caption_text(text: str) -> str | None:
    """A caption as it is kept; None for nothing, and for what a camera wrote by itself."""
    caption = plain_text(text, lines=True)[:CAPTION_LIMIT].strip()
    return caption if caption and not _MACHINE_MADE.fullmatch(caption) else None


def tag_names(names: list[str]) -> tuple[str, ...]:
    """Keywords as they are kept: each once whatever its case, in order, of bounded length and number."""
    found: dict[str, str] = {}
    for name in names:
        plain = plain_text(name)[:TAG_LIMIT].strip()
        if plain:
            found.setdefault(plain.casefold(), plain)
        if len(found) == TAGS_LIMIT:
            break
    return tuple(found.values())


def _tags(blocks: list[Tree]) -> tuple[str, ...]:
    names = [text for _, text in _values(blocks, f"{{{DC}}}subject")]
    names += [text.rpartition("|")[2] for _, text in _values(blocks, f"{{{LIGHTROOM}}}hierarchicalSubject")]
    names += [text.rpartition("/")[2] for _, text in _values(blocks, f"{{{DIGIKAM}}}TagsList")]
    return tag_names(names)


def _reason(error: Exception) -> str:
    kind = type(error).__name__
    if kind in {"DTDForbidden", "EntitiesForbidden", "ExternalReferenceForbidden"}:
        return message("it holds a document type or entities, which XMP does not have")
    return message("it is damaged: the XML in it cannot be understood")


# ---- writing ----


def edited_xmp(data: bytes | None, edit: Edit) -> bytes:
    """The packet with the edit in it, in UTF-8; everything else in it stays. None is a packet that is not there yet.

    Returns `data` itself where there is nothing to change. Raises `Unreadable` for what is no XMP.
    """
    try:
        document = expatbuilder.parseString(_EMPTY.encode() if data is None else _bounded(data), forbid_dtd=True)
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(_reason(error)) from error
    graphs = [element for element in _elements(document) if (element.namespaceURI, element.localName) == (RDF, "RDF")]
    if not graphs:
        raise Unreadable("it is XML, but no XMP")
    blocks = [child for graph in graphs for child in _children(graph, RDF, "Description")]
    if not blocks:
        prefix = graphs[0].prefix
        block = document.createElementNS(RDF, f"{prefix}:Description" if prefix else "Description")
        _set(block, RDF, "about", "rdf", "")
        blocks = [graphs[0].appendChild(block)]
    changed = _edit_rating(blocks, edit)
    changed |= edit.caption is not None and _edit_caption(document, blocks, edit.caption)
    changed |= _edit_tags(document, blocks, edit)
    if not changed and data is not None:
        return data
    return _serialised(document, declared=data is not None and data.lstrip()[:5] == b"<?xml").encode()


def _edit_rating(blocks: list[Element], edit: Edit) -> bool:
    if edit.rating is None and not edit.unrated:
        return False
    value = None if edit.unrated else str(edit.rating)
    before = [block.getAttributeNS(XMP, "Rating") for block in blocks if block.hasAttributeNS(XMP, "Rating")]
    elements = [child for block in blocks for child in _children(block, XMP, "Rating")]
    before += [_text(element) for element in elements]
    if before == ([] if value is None else [value]):
        return False
    for element in elements:
        _remove(element)
    for block in blocks:
        if block.hasAttributeNS(XMP, "Rating"):
            block.removeAttributeNS(XMP, "Rating")
    if value is not None:
        _set(blocks[0], XMP, "Rating", "xmp", value)
    return True


def _edit_caption(document: Document, blocks: list[Element], caption: str) -> bool:
    """Writes the default language; what stands there in other languages stays."""
    for block in blocks:
        if block.hasAttributeNS(DC, "description"):
            block.removeAttributeNS(DC, "description")
    elements = [child for block in blocks for child in _children(block, DC, "description")]
    lists = [child for element in elements for child in _children(element, RDF, "Alt")]
    items = [item for choice in lists for item in _children(choice, RDF, "li")]
    default = [item for item in items if item.getAttributeNS(_XML, "lang") == _DEFAULT_LANGUAGE]
    if len(default) == 1 and _text(default[0]) == caption:
        return False
    if default:
        _write(document, default[0], caption)
        for other in default[1:]:
            _remove(other)
        return True
    if not lists:
        for element in elements:
            _remove(element)
        element = _new(document, blocks[0], DC, "description", "dc")
        lists = [_new(document, element, RDF, "Alt", "rdf")]
    first = lists[0].firstChild
    item = _new(document, lists[0], RDF, "li", "rdf")
    if first is not None:
        lists[0].insertBefore(item, first)
    item.setAttributeNS(_XML, "xml:lang", _DEFAULT_LANGUAGE)
    _write(document, item, caption)
    return True


def _edit_tags(document: Document, blocks: list[Element], edit: Edit) -> bool:
    elements = [child for block in blocks for child in _children(block, DC, "subject")]
    items = [item for element in elements for item in _elements(element) if _is(item, RDF, "li")]
    there = {plain_text(_text(item)).casefold(): item for item in items}
    plain = [block.getAttributeNS(DC, "subject") for block in blocks if block.hasAttributeNS(DC, "subject")]
    plain += [_text(element) for element in elements if not _children_at_all(element)]
    unwanted = [item for name, item in there.items() if name in {tag.casefold() for tag in edit.without}]
    new = [tag for tag in (*plain, *edit.tags) if tag.strip() and tag.casefold() not in there]
    if not unwanted and not [tag for tag in edit.tags if tag.casefold() not in there]:
        return False
    for item in unwanted:
        _remove(item)
    bags = [child for element in elements for kind in ("Bag", "Seq", "Alt") for child in _children(element, RDF, kind)]
    if not bags and new:
        for element in elements:
            _remove(element)
        for block in blocks:
            if block.hasAttributeNS(DC, "subject"):
                block.removeAttributeNS(DC, "subject")
        bags = [_new(document, _new(document, blocks[0], DC, "subject", "dc"), RDF, "Bag", "rdf")]
    for tag in dict.fromkeys(new):
        _write(document, _new(document, bags[0], RDF, "li", "rdf"), tag)
    return True


# ---- the tree ----


def _elements(node: Any) -> Iterator[Element]:
    for child in node.childNodes:
        if child.nodeType == Node.ELEMENT_NODE:
            yield child
            yield from _elements(child)


def _children_at_all(element: Element) -> list[Element]:
    return [child for child in element.childNodes if child.nodeType == Node.ELEMENT_NODE]


def _children(element: Element, space: str, name: str) -> list[Element]:
    return [child for child in _children_at_all(element) if _is(child, space, name)]


def _is(element: Element, space: str, name: str) -> bool:
    return (element.namespaceURI, element.localName) == (space, name)


def _text(element: Any) -> str:
    return "".join(
        child.data if child.nodeType in {Node.TEXT_NODE, Node.CDATA_SECTION_NODE} else _text(child)
        for child in element.childNodes
        if child.nodeType in {Node.TEXT_NODE, Node.CDATA_SECTION_NODE, Node.ELEMENT_NODE}
    )


def _write(document: Document, element: Element, text: str) -> None:
    while element.firstChild is not None:
        element.removeChild(element.firstChild)
    element.appendChild(document.createTextNode(text))


def _remove(element: Element) -> None:
    parent: Any = element.parentNode
    before = element.previousSibling
    if before is not None and before.nodeType == Node.TEXT_NODE and not before.data.strip():
        parent.removeChild(before)  # the line it stood on
    parent.removeChild(element)


def _new(document: Document, parent: Element, space: str, name: str, prefix: str) -> Element:
    element = document.createElementNS(space, f"{_prefix(parent, space, prefix)}:{name}")
    parent.appendChild(element)
    return element


def _set(element: Element, space: str, name: str, prefix: str, value: str) -> None:
    element.setAttributeNS(space, f"{_prefix(element, space, prefix)}:{name}", value)


def _prefix(element: Element, space: str, wanted: str) -> str:
    """A prefix that means this namespace at `element`; declared there where none does."""
    bound: dict[str, str] = {}
    node: Any = element
    while node is not None and node.nodeType == Node.ELEMENT_NODE:
        for attribute in node.attributes.values():
            if attribute.name.startswith("xmlns:"):
                bound.setdefault(attribute.name[6:], attribute.value)
        node = node.parentNode
    for prefix, uri in bound.items():
        if uri == space:
            return prefix
    prefix = next(name for name in (wanted, *(f"{wanted}{n}" for n in range(1, 1000))) if name not in bound)
    element.setAttributeNS(_XMLNS, f"xmlns:{prefix}", space)
    return prefix


def _serialised(document: Document, *, declared: bool) -> str:
    parts = ['<?xml version="1.0" encoding="UTF-8"?>'] if declared else []
    for child in document.childNodes:
        pieces: list[str] = []
        _put(child, pieces)
        parts.append("".join(pieces))
    return "\n".join(parts) + "\n"


def _put(node: Any, out: list[str]) -> None:
    """Like minidom's own, but so that line breaks and tabs in attributes survive being read again."""
    if node.nodeType == Node.TEXT_NODE:
        out.append(_escaped(node.data))
    elif node.nodeType == Node.CDATA_SECTION_NODE:
        out.append(f"<![CDATA[{node.data}]]>")
    elif node.nodeType == Node.COMMENT_NODE:
        out.append(f"<!--{node.data}-->")
    elif node.nodeType == Node.PROCESSING_INSTRUCTION_NODE:
        out.append(f"<?{node.target} {node.data}?>" if node.data else f"<?{node.target}?>")
    elif node.nodeType == Node.ELEMENT_NODE:
        out.append(f"<{node.tagName}")
        for attribute in node.attributes.values():
            value = _escaped(attribute.value).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
            out.append(f' {attribute.name}="{value}"')
        if not node.childNodes:
            out.append("/>")
            return
        out.append(">")
        for child in node.childNodes:
            _put(child, out)
        out.append(f"</{node.tagName}>")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
