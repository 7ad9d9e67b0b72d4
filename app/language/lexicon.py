"""The closed classes, adjectives and fixed phrases of the language room, written for English photo captions.

Data only: no rule may live here. Verbs and nouns have lists of their own beside this one.
"""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    """The words of a text with spaces and line breaks between them."""
    return frozenset(words.split())


def phrase_list(phrases: str) -> tuple[str, ...]:
    """The phrases of a text with bars between them."""
    return tuple(" ".join(phrase.split()) for phrase in phrases.split("|"))


# --- adjectives and adverbs ---------------------------------------------------------------------------------------

ADJECTIVES = word_set("""
abandoned abstract acrobatic active adjustable adorable adult aerial african african-american aged ahead alert alike
alone amateur amazing amber american ancient angry antique aqua arabic arched armed armored artificial artistic asian
asleep assorted athletic attractive australian available awake awesome awkward back bald balinese bare barefoot
barefooted bearded beautiful beige best big bigger black black-and-white blank blond blond-haired blonde bloody blue
blurred blurry bold bored bottom bouncy brass brave brazilian bright brightly-colored british broad broken brown
brown-haired brunette bumpy burgundy burly bushy busy caged calm camouflaged canadian carpeted cartoonish casual
caucasian caucasion central ceremonial cheap checkered chinese chocolate-colored chubby circular civilian classic
clean clear close closed clothed cloudy cluttered coastal cold collapsible colored colorful colourful comfortable
commercial common competitive complete concerned confused convertible cool corporate costumed covered cozy crazy
creamy crimson crooked cross-legged crowded cultural curious curly curved cute cylindrical daily damaged damp
dangerous dark dark-haired dark-skinned dead decorative deep delicious dense deserted desolate different difficult
digital dilapidated dim dirty distant diverse double downtown dressed dry dual dull dusty eager early eastern edible
elaborate elder elderly electric electrical electronic elegant empty enormous entire erect ethnic european excited
exotic expensive extra extreme faded fake fallen familiar famous fancy far fashionable fast fat favorite fellow female
few fierce final fine firm first fit flat flooded floppy floral flowery fluffy foggy foreign formal former fourth free
french fresh friendly frilly front frozen full funny furry fuzzy gated german giant gigantic glad glossy gloved gold
golden good goofy gorgeous grand graphic grassy gray great green grey grimy gross grown guilty hairy half handmade
handsome happy hard harsh hawaiian healthy heavier heavy helmeted high high-top hilly hind hispanic historic hollow
homeless homemade hooded horizontal hot huge human humorous hungry icy ideal identical ill important incoming
incomplete indian indoor industrial inflatable inner institutional intense interesting irish italian japanese jewish
joyful juicy junior khaki kneeling korean lacy large larger last late latin lavender lavish lazy leafless leafy lean
lebanese left less light light-colored likely lime lit little live lively local lone lonely long long-haired
long-sleeve long-sleeved loose loud lovely low lower lucky lush mad magenta main makeshift male maroon married marshy
martial massive matching mature mechanical medical medieval medium medium-sized messy metallic mexican mid midair
middle-aged military mini miniature miscellaneous misty mobile modern moist monochrome moving muddy multi-colored
multicolored multiple municipal murky muscular musical muslim mustard mysterious naked narrow nasal national native
natural nautical naval navy nearby neat neon nervous new newborn newlywed next nice nude numerous obese odd off-white
official old old-fashioned older olive olympic oncoming one-armed onlooking open opposite orange orderly ordinary
oriental ornate other outdoor outer outstretched oval overcast overgrown overhead overweight own painted pale
panoramic parallel partial patterned paved peaceful perfect personal petite pine-colored pink pinkish plaid plain
playful pleasant plump plush pointy polar polished political polka-dot polka-dotted poor popular portable portuguese
potted powerful pregnant presidential pretty previous private professional protective proud public purple quaint quick
quiet quilted rainbow-colored rainy random rare raw ready real rear recent rectangular red red-haired reddish
redheaded reflective regular religious remote residential rich right ripe rival roasted rocky rolled romantic rotten
rough round royal rugged ruined rural russian rustic rusty sad safe same sandy scary scenic scottish scruffy seasoned
second senior separate serious several severe shabby shaded shady shaggy shallow sharp shaved sheer shiny shirtless
short short-haired shorter shut shy sick silent silly silver similar simple single skinny sleek sleepy sleeveless
sliced slick slight slim slow small smaller smallest smart smiling smoky smooth snow-capped snow-covered snowy sober
soft soggy solid solo sore sour southern spacious spanish sparse special spectacular spicy spiky spiral spotless
spotted square standard steady steep stone-faced stormy straight strange strawberry-blond strewn striped strong
stuffed stunning sturdy stylish suburban sudden sunlit sunny super sure surprised suspicious swampy sweaty swedish
sweet swift synchronized tall tan tanned tasty tattered tattooed teal teenage teenaged terrible thick thin third
thirsty tidal tidy tight tiled tilted tiny tired toothless top topless torn tough traditional transparent tri-colored
triangular tribal tricolor tropical turbulent turquoise typical ugly underground underwater unfinished uniformed
unique united unknown unusual upcoming upper upright upset upside-down upstairs urban used useful usual utility vacant
various vast vehicular vertical vibrant victorian vietnamese vintage violet visible warm watery wavy weak wealthy
wearable weathered weird western wet white whole wide wild windy wintry wired wispy wonderful wooded wooden woodland
woolen worn worried wrinkled wrong yellow yellowish young younger youngest youthful zigzag
""")

# Adjectives that stand for a person or thing when no noun follows: "a female jumps", "two blonds".
NOUN_ADJECTIVES = word_set("""
adult african african-american amateur american antique asian australian back black blond blonde bottom brunette
caucasian chinese civilian double elderly female front german gold half hispanic human indian inside japanese junior
khaki left light male mexican middle military native navy orange outside professional public rear right round second
senior silver square teenage top white
""")

ADVERBS = word_set("""
aboard about-face abroad afar again ago airborne alike almost already also altogether always apart apiece apparently
ashore aside asleep away back backward backwards badly barefoot closer deeper downhill downstairs downward downwards
even ever everywhere far faster forward forwards halfway here high higher indoors instead inwards just lower maybe
mostly much nearby never now nowhere offscreen often once online only outdoors outward overhead partway perhaps
possibly quite rather really right seemingly sideways simultaneously so somewhat somewhere soon still straight then
there together too twice uphill upright upside upstairs upward upwards very well yet
""")
# "-ly" words that are not adverbs.
NOT_ADVERBS = word_set("""
ally assembly belly bubbly bully burly butterfly chilly cuddly curly daily dragonfly early elderly family fly folly
friendly frilly hilly holy italy jelly july lily lonely lovely monopoly oily only orderly pearly prickly rally reply
silly supply trolley ugly woolly wooly wrinkly
""")

# --- closed classes -----------------------------------------------------------------------------------------------

NUMBERS = word_set("""
dozen dozens eight eleven fifteen fifty five forty four fourteen half hundred hundreds nine one seven six sixteen ten
thirteen thirty thousand thousands three twelve twenty two
""")
DETERMINERS = NUMBERS | word_set("""
a all an another any both each either enough every few her his its lots many more most multiple my neither no other
others our several some such that the their these this those various whose your
""")
# A plural noun must follow.
PLURAL_DETERMINERS = (NUMBERS - {"one", "half"}) | word_set("several many few multiple these those both various")
# These can stand alone: "two men, one holding a bat".
LONE_DETERMINERS = NUMBERS | word_set("another others both all each some many several these those this that")
PREPOSITIONS = word_set("""
aboard about above across after against along alongside amid amidst among amongst around as at atop before behind
below beneath beside besides between beyond by despite down during except for from in inside into like near of off on
onto opposite out outside over past per since through throughout till toward towards under underneath until up upon
versus via with within without
""")
# Adverbs after a verb, where no noun phrase follows.
PARTICLES = word_set("out up off down around by")
# Adverbs of place when another preposition follows: "plays outside in the snow" is read "play in".
PLACE_ADVERBS = word_set("outside inside around about aboard behind")
SUBORDINATORS = word_set("while when where because although though if whilst unless so whereas but")
RELATIVES = word_set("who which that whom")
SUBJECT_PRONOUNS = word_set("he she they it we i you")
PRONOUNS = SUBJECT_PRONOUNS | word_set("""
anything hers herself him himself itself me mine myself ourselves theirs them themself themselves us what whatever
yours yourself
""")
BE = word_set("is are was were be been being am")
HAVE = word_set("has have had having")
DO = word_set("does did do don't doesn't can could will would should may might must shall cannot can't")
NEGATION_WORDS = word_set("""
aren't can't cannot doesn't don't except excluding isn't neither never no nobody none nor not nothing without
""")
CONJUNCTIONS = word_set("and or nor & plus")

# --- phrases ------------------------------------------------------------------------------------------------------

# Several words that work as one preposition.
COMPLEX_PREPOSITIONS = phrase_list("""
next to | in front of | on top of | in back of | close to | out of | off of | outside of | inside of | in between |
along with | such as | full of | ahead of | because of | instead of | away from | in the middle of | other than | up
against | near to | on board | as well as
""")
# P (the) X of: a place relative to the object; it becomes part of the predicate ("on edge of").
PLACE_NOUNS = word_set("""
back base bottom center centre corner edge edges end foot front inside left middle midst opposite outside rear right
side sides tip top
""")
# X of Y is Y: amounts, groups and portions.
QUANTITIES = word_set("""
array assortment batch bit bits bodies body bunch bunches bundle cluster collection couple crowd crowds dozens flock
flocks gang group groups handful herd herds hundreds kind kinds line lines litter load loads lot lots majority mass
mixture number pack packs pair pairs part parts patch piece pieces pile piles plenty quartet row rows school section
selection series set sets slice slices sort sorts stack stacks stretch strip swarm team thousands total trio type
types variety
""")
# Adverbial phrases that say nothing of two things.
EMPTY_PHRASES = phrase_list("""
side by side | hand in hand | arm in arm | upside down | back to back | face to face | at the same time | at once | in
order | of course | at least | more than | less than | as well | at all | for fun | in hopes of | ankle deep | knee
deep | waist deep | up close | in a row | one by one | very close | what appears to be | what looks like | what seems
to be
""")
# Adjective + noun that name one thing.
FIXED_NAMES = phrase_list("""
hot dog | hot dogs | polar bear | polar bears | hot tub | hot air balloon | hot air balloons | high chair | high
school | soft drink | soft drinks | wet suit | wild flowers | french fries | parking lot | parking lots | christmas
tree | remote control | remote controls | cross country | martial arts | hide and seek | tug of war | new york | new
york city | living room | dining room
""")
# "-ing" words that are nouns, whatever stands around them.
ING_NOUNS = word_set("""
anything awning bedding beijing bing ceiling clothing darling duckling earring evening everything flooring frosting
icing inning king lettering morning nothing outing ping pudding railing ring scaffolding seasoning sibling siding
sling something spring sterling stocking string thing viking wedding wing
""")
# "-ing" words that are nouns after a determiner, an adjective or a noun, and verbs before an article.
ING_NOUNS_OR_VERBS = word_set("""
building carving covering crossing drawing dressing dwelling filling gathering greeting housing lighting marking
meeting opening padding painting paneling parking setting stuffing topping warning writing
""")
# They go with the "-ing" word behind them, not with the noun before: "a man rock climbing".
SPORT_WORDS = word_set("""
belly body bungee cliff cross-country crowd figure ice inline jet line mountain rock roller snow speed water wind
""")
# After "ice skating", "rock climbing": what makes one name of it all.
EVENTS = word_set("competition race rink event wall contest show lesson trail team match gear course game tournament")
# What is made for doing something: "running shoes", "biking suit", "sledding trip".
MADE_FOR = word_set("""
area arena attire bag board boards boots cap center class clothes competition container containers contest costume
equipment event gear gloves goggles hat helmet helmets jacket jackets lesson license machine machines match outfit
outfits pants pole poles rink room rope shoe shoes shorts station stick sticks suit suits supplies team track trail
trip trips truck uniform uniforms vest
""")
# First and second word of one name: "fishing pole".
ING_NAMES: dict[str, frozenset[str]] = {
    "fishing": word_set("pole poles boat boats rod rods net nets gear line equipment vessel dock pier trip hat reel"),
    "swimming": word_set("pool pools suit suits trunks cap goggles hole lesson race"),
    "parking": word_set("lot lots meter meters space spaces garage structure spot area"),
    "shopping": word_set("cart carts mall center bag bags basket area district"),
    "washing": word_set("machine machines"),
    "sewing": word_set("machine machines"),
    "skating": word_set("rink ring arena"),
    "cutting": word_set("board boards"),
    "boxing": word_set("ring match gloves glove"),
    "living": word_set("room rooms area"),
    "dining": word_set("room table tables area hall"),
    "bowling": word_set("alley ball balls pins lane"),
    "hiking": word_set("trail gear boots path backpack stick poles pole"),
    "sleeping": word_set("bag bags"),
    "bathing": word_set("suit suits"),
    "walking": word_set("stick path trail cane bridge"),
    "climbing": word_set("wall gear equipment rope harness frame"),
    "rolling": word_set("pin"),
    "stepping": word_set("stone stones"),
    "frying": word_set("pan pans"),
    "diving": word_set("board boards suit gear mask equipment"),
    "riding": word_set("gear boots helmet lawnmower mower"),
    "racing": word_set("bike bikes car cars suit gear track uniform dog dogs helmet"),
    "wrestling": word_set("match mat ring uniform"),
    "welding": word_set("mask"),
    "drinking": word_set("fountain glass"),
    "sitting": word_set("room area"),
    "waiting": word_set("room area"),
    "building": word_set("blocks block site materials"),
    "conveying": word_set("belt"),
    "chewing": word_set("gum"),
    "wading": word_set("pool"),
    "cooking": word_set("pot pan utensils show class"),
    "ironing": word_set("board"),
    "operating": word_set("room table"),
    "sporting": word_set("event events goods"),
    "vending": word_set("machine machines"),
    "surfing": word_set("board boards competition"),
    "skiing": word_set("slope gear trail"),
    "hitting": word_set("net"),
    "landing": word_set("strip gear pad"),
    "watering": word_set("can cans hole"),
    "measuring": word_set("cup tape"),
    "changing": word_set("room table"),
    "playing": word_set("field fields card cards"),
    "carving": word_set("board knife"),
    "painting": word_set("class"),
}
