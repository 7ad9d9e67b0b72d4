"""What belongs to the kinds of things that people ask for in general words, and what those words are.

Data only. A member is the last word of a tag's name, or, of more than one word, the whole name.
"""

from __future__ import annotations

from app.language.lexicon import word_set
from app.language.lexicon_nouns import ANIMALS, PEOPLE

_SNAKES = word_set("cobra constrictor mamba python rattlesnake serpent snake viper")
_LIZARDS = word_set("agama chameleon gecko iguana lizard whiptail")
_INSECTS = word_set("""
ant bee beetle butterfly cicada cockroach damselfly dragonfly fly grasshopper insect lacewing ladybug leafhopper mantis
mayfly mosquito moth wasp weevil
""")
_GUNS = word_set("cannon gun pistol revolver rifle")
_BOATS = word_set("boat canoe catamaran ferry fireboat kayak lifeboat raft sailboat speedboat trimaran yacht")

_REPTILES = (
    _SNAKES
    | _LIZARDS
    | word_set("alligator crocodile terrapin tortoise turtle")
    | {"crocodile head", "Gila monster", "Komodo dragon"}
)
_AMPHIBIANS = word_set("axolotl bullfrog frog newt salamander toad")
_BUGS = _INSECTS | word_set("centipede longlegs scorpion spider tarantula tick") | {"black widow"}
_BIRDS = word_set("""
albatross bird bittern brambling bunting bustard chicken chickadee cockatoo coot coucal dowitcher duck eagle egret
emu finch flamingo goldfinch goose grouse hen heron hornbill hummingbird ibis jacamar junco limpkin lorikeet macaw
magpie merganser moorhen ostrich owl oystercatcher parrot partridge peacock pelican penguin pigeon ptarmigan quail
redshank rooster sandpiper spoonbill stork swan toucan turnstone vulture
""") | {"flamingo head"}
_FISH = word_set("""
angelfish barracouta clownfish eel fish garfish goldfish hammerhead lionfish pufferfish salmon shark stingray
sturgeon tench
""")
_SHELLFISH = word_set("crab crayfish lobster")
_MONKEYS = word_set("baboon chimpanzee gibbon gorilla lemur macaque marmoset monkey orangutan siamang")
_ANIMALS = _REPTILES | _AMPHIBIANS | _BUGS | _BIRDS | _FISH | _SHELLFISH | _MONKEYS

# What a kind is called → its members.
MEMBERS: dict[str, frozenset[str]] = {
    "people": PEOPLE - word_set("army conductor fan figure guard guide host member pair seller speaker"),
    "animal": ANIMALS - word_set("fly seal bug bull mouse robin turkey crab pet herd flock shepherd") | _ANIMALS,
    "vehicle": word_set("""
    airplane ambulance bicycle bike boat bus cab car convertible ferry helicopter jeep limousine minivan moped motorbike
    motorcycle motorcyclist pickup plane scooter ship taxi tractor train tram truck trolleybus van vehicle yacht
    """),
    "building": word_set("""
    barn building castle cathedral chapel church cottage factory greenhouse hotel house hut mosque palace school shed
    skyscraper stadium synagogue temple tower
    """),
    "plant": word_set("""
    bush cactus daisy dandelion fern flower grass hedge ivy lily moss orchid palm plant rose sunflower tree tulip
    """),
    "food": word_set("""
    apple banana bread broccoli burger cake carrot cheese cookie dessert donut egg food fruit meal meat pasta pizza rice
    salad sandwich soup strawberry sushi vegetable
    """),
    "snake": _SNAKES,
    "lizard": _LIZARDS,
    "reptile": _REPTILES,
    "amphibian": _AMPHIBIANS,
    "insect": _INSECTS,
    "bug": _BUGS,
    "bird": _BIRDS,
    "fish": _FISH,
    "shellfish": _SHELLFISH,
    "monkey": _MONKEYS,
    "dinosaur": word_set("brontosaurus dinosaur stegosaurus triceratops"),
    "pet": word_set("cat dog hamster kitten puppy") | {"guinea pig"},
    "flower": word_set("daisy dandelion flower lily lotus orchid rose sunflower tulip"),
    "fruit": word_set("apple banana fig fruit jackfruit lemon orange pineapple pomegranate strawberry"),
    "vegetable": word_set("""
    artichoke broccoli cabbage carrot cauliflower corn cucumber potato squash vegetable zucchini
    """),
    "dessert": word_set("cake cookie dessert donut popsicle") | {"ice cream"},
    "gun": _GUNS,
    "weapon": _GUNS | word_set("missile sword weapon") | {"archery bow", "projectile"},
    "instrument": word_set("""
    accordion banjo bassoon cello drum flute gong guitar harmonica harp instrument mandolin maracas marimba oboe ocarina
    organ panpipe piano saxophone trombone trumpet violin
    """)
    | {"French horn", "euphonium horn"},
    "furniture": word_set(
        "armchair bed bench bookcase chair couch crib desk furniture sofa stool table throne wardrobe"
    ),
    "tool": word_set("broom drill hammer hatchet plow saw screwdriver shovel tool wrench"),
    "aircraft": word_set("airplane blimp helicopter jet"),
    "ship": _BOATS | word_set("liner schooner ship") | {"aircraft carrier"},
    "headgear": word_set("bonnet hat helmet sombrero") | {"bathing cap", "graduation cap"},
    "toy": word_set("doll toy yoyo") | {"teddy bear", "pinwheel"},
}
# Tags whose last word says what they are not.
MISLEADING = frozenset({"hot dog", "sea cucumber"})
# The words for kinds, in the singular; a kind that is not here has its own name alone.
CALLED = {
    "people": "people person human anyone anybody someone somebody folk",
    "animal": "animal creature wildlife beast",
    "vehicle": "vehicle traffic",
    "building": "building architecture",
    "plant": "plant vegetation greenery",
    "food": "food meal",
    "bird": "bird fowl",
    "shellfish": "shellfish crustacean",
    "monkey": "monkey ape primate",
    "flower": "flower blossom",
    "vegetable": "vegetable veggie",
    "gun": "gun firearm",
    "weapon": "weapon weaponry",
    "headgear": "headgear headwear",
    "ship": "ship vessel watercraft",
}
