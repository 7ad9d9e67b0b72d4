"""The tag vocabulary: what the teachers and the photo sets call things, turned into everyday English names.

Several sources may speak of one thing (ImageNet's "daisy", the flower set's "daisy"): one tag, one name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from app.bench._photosets import everyday_name

IMAGENET_NAMES: dict[str, str] = {
    "loggerhead": "loggerhead turtle", "diamondback": "rattlesnake", "sidewinder": "sidewinder snake",
    "harvestman": "daddy longlegs", "African grey": "grey parrot", "drake": "duck", "tusker": "elephant with tusks",
    "cock": "rooster", "kite": "kite bird", "water ouzel": "dipper bird", "robin": "robin bird",
    "jay": "jay bird", "great grey owl": "owl", "eft": "newt", "bulbul": "bulbul bird", "conch": "conch shell",
    "chiton": "chiton mollusc", "American egret": "egret", "European gallinule": "moorhen", "American coot": "coot",
    "killer whale": "orca", "Japanese spaniel": "Japanese chin", "Blenheim spaniel": "King Charles spaniel",
    "papillon": "papillon dog", "basset": "basset hound", "bluetick": "bluetick coonhound",
    "Walker hound": "Walker coonhound", "redbone": "redbone coonhound", "borzoi": "borzoi dog",
    "Airedale": "Airedale terrier", "cairn": "cairn terrier", "Dandie Dinmont": "Dandie Dinmont terrier",
    "Boston bull": "Boston terrier", "Scotch terrier": "Scottish terrier", "Lhasa": "Lhasa Apso",
    "clumber": "clumber spaniel", "English springer": "English springer spaniel", "groenendael": "Belgian sheepdog",
    "malinois": "Belgian malinois", "kelpie": "kelpie dog", "Bouvier des Flandres": "Bouvier dog",
    "EntleBucher": "Entlebucher mountain dog", "Appenzeller": "Appenzeller mountain dog", "boxer": "boxer dog",
    "Eskimo dog": "husky", "malamute": "Alaskan malamute", "pug": "pug", "Leonberg": "Leonberger",
    "Newfoundland": "Newfoundland dog", "Great Pyrenees": "Great Pyrenees dog", "chow": "chow chow",
    "Brabancon griffon": "Brussels griffon", "Pembroke": "Pembroke corgi", "Cardigan": "Cardigan corgi",
    "Mexican hairless": "Mexican hairless dog", "African hunting dog": "African wild dog", "tabby": "tabby cat",
    "tiger cat": "tiger cat", "cougar": "cougar", "ice bear": "polar bear", "fly": "fly",
    "walking stick": "stick insect",
    "mantis": "praying mantis", "admiral": "red admiral butterfly", "ringlet": "ringlet butterfly",
    "monarch": "monarch butterfly", "lycaenid": "blue butterfly", "wood rabbit": "wild rabbit",
    "Angora": "Angora rabbit", "sorrel": "horse", "hog": "pig", "ram": "ram sheep", "bighorn": "bighorn sheep",
    "Arabian camel": "camel", "patas": "patas monkey", "guenon": "guenon monkey", "langur": "langur monkey",
    "colobus": "colobus monkey", "titi": "titi monkey", "capuchin": "capuchin monkey", "Madagascar cat": "lemur",
    "indri": "indri lemur", "lesser panda": "red panda", "giant panda": "panda", "coho": "salmon",
    "rock beauty": "angelfish", "anemone fish": "clownfish", "gar": "garfish", "puffer": "pufferfish",
    "abaya": "abaya robe", "airliner": "airplane", "airship": "blimp", "amphibian": "amphibious vehicle",
    "apiary": "beehives", "ashcan": "trash can", "Band Aid": "bandage", "bannister": "stair railing",
    "barrow": "wheelbarrow", "beach wagon": "station wagon", "beacon": "lighthouse", "bearskin": "bearskin hat",
    "bell cote": "bell tower", "bicycle-built-for-two": "tandem bicycle", "binder": "ring binder",
    "bookshop": "bookstore", "bow": "archery bow", "brass": "brass plaque", "brassiere": "bra",
    "cab": "taxi", "caldron": "cauldron", "cardigan": "cardigan sweater", "carpenter's kit": "tool kit",
    "cash machine": "ATM", "cassette": "cassette tape", "cellular telephone": "cell phone", "chest": "wooden chest",
    "chiffonier": "chest of drawers", "chime": "wind chime", "cinema": "movie theater",
    "clog": "clog shoe", "confectionery": "candy store", "cornet": "cornet trumpet", "crane_bird": "crane bird",
    "crane": "construction crane", "Crock Pot": "slow cooker", "cuirass": "metal breastplate",
    "dial telephone": "telephone", "dishrag": "dishcloth", "dogsled": "dog sled", "drilling platform": "oil rig",
    "entertainment center": "entertainment center", "fire engine": "fire truck", "file": "filing cabinet",
    "four-poster": "four poster bed", "golfcart": "golf cart", "gondola": "gondola boat", "gown": "evening gown",
    "grille": "car grille", "hair slide": "hair clip", "half track": "military half track", "hamper": "laundry basket",
    "hand blower": "hair dryer", "hand-held computer": "handheld computer", "hard disc": "hard disk",
    "harvester": "combine harvester", "horizontal bar": "high bar gymnastics", "horse cart": "horse carriage",
    "iron": "clothes iron", "jean": "jeans", "jersey": "t-shirt", "jinrikisha": "rickshaw", "hook": "hook",
    "knot": "knot in rope", "limousine": "limousine", "liner": "ocean liner", "Loafer": "loafer shoe",
    "loudspeaker": "speaker", "loupe": "magnifying glass", "magnetic compass": "compass", "maillot": "swimsuit",
    "maillot_tank": "one-piece swimsuit", "maraca": "maracas", "matchstick": "match", "megalith": "standing stones",
    "missile": "missile", "monitor": "computer monitor", "mortar": "mortar and pestle",
    "mortarboard": "graduation cap", "mountain tent": "tent", "mouse": "computer mouse", "nipple": "baby bottle nipple",
    "notebook": "notebook computer", "organ": "pipe organ", "packet": "packet", "paddlewheel": "paddle wheel",
    "pajama": "pajamas", "passenger car": "train car", "pay-phone": "pay phone", "pick": "guitar pick",
    "pickelhaube": "spiked helmet", "pickup": "pickup truck", "pirate": "pirate ship", "pitcher": "pitcher jug",
    "plane": "carpenter's plane", "plow": "plow", "pole": "pole", "police van": "police van",
    "pop bottle": "soda bottle", "pot": "flowerpot", "potter's wheel": "pottery wheel", "puck": "hockey puck",
    "racer": "racing car", "racket": "tennis racket", "recreational vehicle": "motorhome", "reel": "fishing reel",
    "reflex camera": "camera", "rotisserie": "rotisserie", "rubber eraser": "eraser", "rule": "ruler",
    "safe": "safe", "saltshaker": "salt shaker", "sax": "saxophone", "scale": "weighing scale",
    "screen": "screen", "slot": "slot machine", "snowplow": "snowplow", "solar dish": "solar panel",
    "steel arch bridge": "arch bridge", "stole": "fur stole", "streetcar": "tram", "studio couch": "sofa",
    "suit": "business suit", "sunglass": "pair of sunglasses", "swab": "mop", "switch": "light switch",
    "swing": "swing", "tank": "military tank", "teddy": "teddy bear", "thatch": "thatched roof",
    "theater curtain": "stage curtain", "thresher": "threshing machine", "torch": "flaming torch",
    "toyshop": "toy store", "trailer truck": "semi truck", "tub": "wooden tub", "upright": "upright piano",
    "vacuum": "vacuum cleaner", "vault": "vaulted ceiling", "vestment": "church vestment", "warplane": "fighter jet",
    "washbasin": "sink", "washer": "washing machine", "wing": "airplane wing", "wool": "ball of yarn",
    "worm fence": "split rail fence", "wreck": "shipwreck", "yawl": "sailboat", "web site": "website screenshot",
    "book jacket": "book cover", "plate": "plate of food", "hot pot": "stew", "trifle": "trifle dessert",
    "ice lolly": "popsicle", "French loaf": "baguette", "hotdog": "hot dog", "head cabbage": "cabbage",
    "Granny Smith": "green apple", "carbonara": "spaghetti carbonara", "potpie": "pot pie", "alp": "mountain",
    "lakeside": "lake", "promontory": "headland", "seashore": "beach", "ballplayer": "baseball player",
    "groom": "bride and groom", "rapeseed": "rapeseed field", "yellow lady's slipper": "lady's slipper orchid",
    "hip": "rose hip", "buckeye": "horse chestnut", "agaric": "mushroom agaric", "gyromitra": "false morel mushroom",
    "stinkhorn": "stinkhorn mushroom", "earthstar": "earthstar mushroom", "bolete": "bolete mushroom",
    "ear": "ear of corn", "toilet tissue": "toilet paper", "cup": "cup", "consomme": "clear soup",
    "horned viper": "viper", "standard schnauzer": "schnauzer", "hen-of-the-woods": "hen of the woods mushroom",
}  # fmt: skip
IMAGENET_BY_INDEX = {134: "crane_bird", 264: "Cardigan", 474: "cardigan", 638: "maillot", 639: "maillot_tank"}

PLACES_NAMES: dict[str, str] = {
    "bakery/shop": "bakery", "booth/indoor": "indoor booth", "mountain_snowy": "snowy mountain",
    "bedchamber": "bedroom", "carrousel": "carousel", "desert/sand": "sandy desert", "childs_room": "child's room",
    "desert/vegetation": "desert with plants", "arena/hockey": "hockey arena", "arena/rodeo": "rodeo arena",
    "arena/performance": "performance arena", "archaelogical_excavation": "archaeological dig",
    "field/cultivated": "cultivated field", "field/wild": "wild field", "forest/broadleaf": "forest",
    "stadium/baseball": "baseball stadium", "stadium/football": "football stadium", "stadium/soccer": "soccer stadium",
    "subway_station/platform": "subway station", "temple/asia": "Asian temple",
    "train_station/platform": "train station",
    "underwater/ocean_deep": "underwater", "cabin/outdoor": "cabin", "kindergarden_classroom": "kindergarten classroom",
    "fastfood_restaurant": "fast food restaurant", "veterinarians_office": "veterinarian's office",
    "butchers_shop": "butcher shop", "artists_loft": "artist's loft", "doorway/outdoor": "doorway",
    "ice_skating_rink/indoor": "indoor ice rink", "ice_skating_rink/outdoor": "ice skating rink",
    "swimming_pool/outdoor": "swimming pool", "swimming_pool/indoor": "indoor swimming pool", "coast": "coast",
    "lake/natural": "lake", "moat/water": "moat", "oilrig": "oil rig", "pub/indoor": "pub",
    "canal/natural": "natural canal",
    "elevator/door": "elevator door", "bow_window/indoor": "bow window", "staircase": "stairs",
    "volleyball_court/outdoor": "volleyball court", "basketball_court/indoor": "basketball court",
    "church/indoor": "church interior", "library/indoor": "library interior", "museum/indoor": "museum interior",
    "garage/indoor": "garage interior", "market/indoor": "indoor market", "greenhouse/indoor": "greenhouse interior",
    "hangar/indoor": "hangar interior", "balcony/interior": "indoor balcony", "balcony/exterior": "balcony",
    "movie_theater/indoor": "movie theater", "parking_garage/indoor": "indoor parking garage",
    "general_store/indoor": "general store", "general_store/outdoor": "store front", "toyshop": "toy store",
}  # fmt: skip


@dataclass(frozen=True)
class Tag:
    """One thing the tagger can say: its everyday name, other names for it, and the source it is read from."""

    name: str
    aliases: tuple[str, ...]
    source: str


def _plain(raw: str) -> str:
    return re.sub(r"[_/]", " ", raw).strip()


def imagenet_tags(shared: Path) -> list[Tag]:
    """1,000 tags in the order of the classifier's logits without its background class."""
    lines = (shared / "weights" / "mobilenet_v2" / "imagenet_labels.txt").read_text(encoding="utf-8").splitlines()[1:]
    tags = []
    for i, line in enumerate(lines):
        names = [n.strip() for n in line.split(",")]
        name = IMAGENET_NAMES.get(IMAGENET_BY_INDEX.get(i, names[0]), names[0])
        tags.append(Tag(name, tuple(n for n in names if n != name), "imagenet"))
    return tags


def places_tags(shared: Path) -> list[Tag]:
    """365 scenes in the order of the scene teacher's output."""
    path = shared / "weights" / "squeezenet_places365" / "categories_places365.txt"
    tags = []
    for line in path.read_text(encoding="utf-8").splitlines():
        raw = line.split()[0][3:]
        name = PLACES_NAMES.get(raw) or _plain(raw.removesuffix("/outdoor").removesuffix("/exterior"))
        if raw.endswith("/indoor") and raw not in PLACES_NAMES:
            name = _plain(raw.removesuffix("/indoor"))
        tags.append(Tag(name, (), "places"))
    return tags


def coco_tags(shared: Path) -> list[Tag]:
    """80 objects in the order of the detector's class scores."""
    lines = (shared / "weights" / "mobilenet_v2" / "coco_labels.txt").read_text(encoding="utf-8").splitlines()
    names = [re.sub(r"^\d+\s+", "", line).strip() for line in lines]
    return [Tag(n, (), "coco") for n in names if n and n != "n/a"]


def set_tags(labels: list[str]) -> list[Tag]:
    return [Tag(name, (), "sets") for name in sorted({everyday_name(label) for label in labels} - {""})]
