"""The nouns that a rule asks about (who can act, what is worn, what fills a background), and odd noun forms.

Data only: no rule may live here. Words that no list knows are nouns too (`tokens.py`).
"""

from __future__ import annotations

from app.language.lexicon import word_set

PEOPLE = word_set("""
acrobat actor actress adult african anyone army artist asian athlete attendant audience aunt baby baker ballerina band
barber bartender bather batter beggar beginner bicycler bicyclist biker blacksmith blond blonde bodybuilder boss
bowler boxer boy bride bridesmaid brother brunette builder businessman businesswoman busker bystander cameraman camper
canoeist carpenter catcher caucasian cellist chauffeur cheerleader chef child choir civilian climber clown coach
commuter competitor conductor contestant cook cop couple courier cousin cowboy cowgirl craftsman crew crowd customer
cyclist dad dancer daredevil daughter dentist diver dj doctor driver drummer duo elder electrician employee equestrian
everybody everyone family fan farmer father female fencer fighter figure firefighter fireman fisherman folk friend
gardener gentleman gentlewoman girl goalie goalkeeper golfer grandfather grandma grandmother grandpa groom group guard
guide guitarist guy gymnast hairdresser hiker hispanic hitchhiker homeless human hunter husband individual infant
jockey jogger journalist judge kayaker kickboxer kid king lady leader lecturer lifeguard magician mailman male man
marine mechanic member merchant mime model mom monk mother motorcyclist musician native neighbor newborn nobody nun
nurse officer onlooker opponent orchestra paddler painter pair parent participant passenger passerby patient peddler
pedestrian people performer person photographer pianist pilot pirate pitcher player plumber policeman policewoman
politician preteen priest prince princess professor protester pupil quarterback queen racer rapper receptionist
redhead referee reporter rider rollerblader rollerskater rower runner sailor santa schoolboy schoolchild schoolgirl
scientist scout seller senior shepherd shopper sibling singer sister skateboarder skater skier skydiver snowboarder
soldier somebody someone son speaker spectator staff stranger student sunbather surfer surgeon swimmer tailor teacher
team teammate teen teenager toddler tot tourist trainer traveler trio troop tween umpire uncle vendor villager
violinist waiter waitress welder wife woman worker workman worshipper wrestler youngster youth
""")
# Singular words that take a plural verb ("a couple walk").
GROUPS = word_set("crowd group team couple family pair band trio crew class audience herd flock")
# Words in -er/-or that a verb would make a person of, and that are things.
NOT_PEOPLE = word_set("""
banister baser beater blower bumper burner center chopper cleaner cleaver clover container cooker cooler corner
counter cover cracker crosser cutter diner drawer dresser dryer dumper feeder finger floater flower folder freezer
freighter fryer grinder hammer hanger holder hopper jumper ladder layer letter lighter liner loader locker lower
marker meter mixer mower other over pier planer planter poster power printer propeller pusher railer render ringer
river rocker roller rubber scooter shaker shower shutter skimmer slider slipper sprinkler steamer sticker strainer
streamer stroller sweater swinger tanker teeter-totter tender timber toaster tower trailer trimmer upper washer water
winter wiper wrapper
""")
ANIMALS = word_set("""
alligator alpaca animal ant antelope ape beagle bear beaver bee bird bison buffalo bug bull bulldog bunny butterfly
calf camel cat cattle cheetah chicken chihuahua chimpanzee chipmunk collie corgi cow crab creature crocodile crow
dachshund dalmatian deer doberman dog dolphin donkey dove dragonfly duck duckling eagle elephant elk fish flamingo
flock fly foal fox frog gazelle giraffe goat goose gorilla greyhound gull hamster hare hawk hedgehog hen herd heron
hippo hippopotamus horse hound hummingbird husky insect jellyfish kangaroo kitten kitty koala labrador ladybug lamb
leopard lion lioness livestock lizard llama lobster mammal mare mastiff monkey moose mouse mule mutt octopus ostrich
otter owl ox panda parrot peacock pelican penguin pet pig pigeon piglet pitbull pony poodle pug pup puppy rabbit
raccoon rat reindeer retriever rhino rhinoceros robin rooster rottweiler schnauzer seagull seal shark sheep sheepdog
shepherd snail snake spaniel sparrow spider squirrel stallion stork swan terrier tiger toad tortoise turkey turtle
walrus whale wildlife wolf woodpecker worm zebra
""")
CLOTHES = word_set("""
apparel apron armor attire backpack bandana bandanna bathrobe beanie beige belt bikini black blouse blue bonnet boot
boots bowtie bracelet brown camouflage cap cape cloak clothes clothing coat color colors costume denim disguise drag
dress dresses fatigues fur garb garment garments gear glasses glove gloves goggles gown gray green grey hat headband
headdress headscarf heels helmet hijab hood hoodie jacket jeans jersey jumpsuit khaki kilt kimono leather leggings
leotard lingerie mask mitten mittens necklace orange outfit overalls pajamas pants pink poncho purple purse raincoat
red robe sandal sandals sari scarf scrubs shawl shirt shoe shoes shorts silk skirt sleeve sleeves slippers sneakers
snowsuit socks spandex speedo stockings suit sunglasses sweater sweatpants sweatshirt swimsuit t-shirt tan tank tee
tie tights top trousers trunks tshirt turban turtleneck tutu tuxedo underwear uniform veil vest wetsuit white wig
yellow
""")
BODY = word_set("""
ankle arm back beak beard belly body cheek chest chin ear elbow eye face feather finger fist foot forehead fur hair
hand head hip horn jaw knee lap leash leg lip mane mouth mustache neck nose palm paw shoulder side skin snout stomach
tail teeth thumb toe tongue tooth trunk waist wing wrist
""")
# With these, a "with" tells what the place before it holds: "a field with mountains".
SCENERY = word_set("""
appliance balcony bed bench boat bookshelf building bush cabinet car chair chimney cloud couch counter crowd curtain
design door fence field flag floor flower forest furniture graffiti grass handle hill house lake lamp leaf leg letter
lid light logo mountain number ocean pattern people picture plant porch print rock roof sea shelf shop sign sink sky
skyscraper snow spot star store stripe table tile toilet tower tree umbrella view wall water wave wheel window word
writing
""")
# Places that a "with" furnishes; what follows then belongs to the furniture.
ROOMS = word_set("""
airport area attic balcony basement bathroom beach bedroom building church city classroom countryside field garage
garden gym hall hallway harbor house kitchen landscape library lobby lot market museum office park pasture patio plaza
porch restaurant road room scene shop skyline space square stadium station store street town valley view yard
""")
# Surfaces and vessels: a "with" after them tells what they hold.
HOLDERS = word_set("""
airplane apron bag banner basket bed board boat bottle bowl box bread bucket bus bush cabinet cage cake cap car cart
case chair coat collar costume couch counter cup desk dish donut dress flag fountain glass hat helmet jacket jar kite
meal mug pan pants pasta pen pile pillow pizza plane plant plate poster pot rice salad sandwich shelf ship shirt
shorts sign skirt sofa soup stroller suit suitcase sweater t-shirt table tank tower train tray tree truck uniform van
vase vest wagon wall window
""")
PICTURES = word_set("""
close-up closeup display drawing image painting photo photograph picture portrait reflection sculpture shot statue
video view
""")
# "A building under construction": a state of the building.
STATES = word_set("construction repair renovation")
# Where "with X in the background" puts X.
BACKDROPS = word_set("background foreground distance backdrop hand mouth arm lap")

IRREGULAR_PLURALS: dict[str, str] = dict(
    pair.split(":")
    for pair in """
axes:axe beanies:beanie bikinis:bikini birdies:birdie bowties:bowtie brownies:brownie buffaloes:buffalo buses:bus
busses:bus caches:cache cacti:cactus calves:calf canvases:canvas collies:collie cookies:cookie dice:die elves:elf
feet:foot fungi:fungus gases:gas geese:goose halves:half headaches:headache heroes:hero hoodies:hoodie hooves:hoof
irises:iris kiwis:kiwi knives:knife leaves:leaf lenses:lens lives:life loaves:loaf mangoes:mango mice:mouse
mosquitoes:mosquito movies:movie oxen:ox passersby:passerby potatoes:potato quiches:quiche quizzes:quiz scarves:scarf
selfies:selfie shelves:shelf skis:ski smoothies:smoothie taxis:taxi teeth:tooth tomatoes:tomato veggies:veggie
volcanoes:volcano wharves:wharf wives:wife wolves:wolf zombies:zombie
tutus:tutu emus:emu gnus:gnu menus:menu
""".split()
)
# Things that only come in pairs or in number: they stay as they are, and are plural.
PLURALS = word_set("""
abs binoculars clothes fatigues fries glasses goggles goods jeans leggings martial_arts overalls pajamas pants people
scissors scrubs shorts sunglasses tights trousers woods
""")
# Words that end like a plural and are none.
NO_SINGULAR = PLURALS | word_set("""
abdomen abyss access across actress address alias always analysis as asparagus athletics atlas basis bass bias bliss
bonus boss brass bus business cactus campus canvas chassis chess christmas circus citrus class claus compass cress
crocus cross dallas darkness debris dress eucalyptus express focus fortress fuss gas glass grass guess gymnastics
happiness harness has headdress hibiscus hippopotamus his hummus iris is its kansas kiss lens less loss lotus mass
mathematics mattress menu mess minibus mistress moss news oasis octopus omen oops paris pass pelvis perhaps platypus
plus press princess process progress ramen seamstress series sis species specimen status stewardess stress success
sundress swiss tennis texas this thus toss trellis tress truss unless us vegas virus waitress walrus was watercress
wilderness witness yemen yes
""")
