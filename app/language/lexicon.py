"""The word lists of the language room, written for English photo captions. Data only: no rule may live here.

Words that no list knows are nouns unless their ending says otherwise (`tagging.py`), so the noun lists below hold
only what a rule asks about: who can act, what is worn, what is part of a body, what fills a background.
"""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# --- verbs ------------------------------------------------------------------------------------------------------

# Verbs whose base form is hardly ever a noun in a caption.
VERBS = _set("""
accept accompany add address adjust admire adorn advertise aim allow applaud apply approach arrange arrive ascend ask
assemble assist attach attack attempt attend await bake bark become beg begin believe belong bend bite bless blend
blindfold borrow bounce bow breathe bring browse build bundle burn bury buy call carry carve catch celebrate
check cheer chew choose chop clap clasp clean clear climb cling close clutch collect come communicate compete complete
concentrate conduct congregate connect consist construct contain converse cover crawl create cross crouch cry cuddle
curl cut dangle decorate deliver demonstrate depart depict descend describe dig dine direct disappear discuss
dismount display dissect distribute dock doze drag drape draw dribble drop eat elevate embrace emerge enclose engage
enjoy enter entertain erect examine exchange exit explain explore expose extend face fall feature feed feel fetch fill
find finish fix flap flip float flow fly focus follow frolic frown gather gaze get give glance glide glue go
grab grasp graze grill grind groom grow guard guide hang happen have hear help hide hit hoist hold hop hover huddle
hug hunch hurry illuminate include inflate inspect install instruct interact involve iron jog join juggle keep
kick kneel knit know lay lead lean leap learn leave let lick lie lift listen locate lounge lower make marry mean
meditate meet melt mingle mount mow munch nap need observe occupy offer open operate oppose overlook own paddle
pass pat pave peddle pedal peek peel peer perch perform pick play plow pour prepare press pretend protect pull
purchase push put raise reach read receive recline reflect relax remove repair resemble retrieve return reveal videotape ride
ring rise roam rub scale scatter scrub scratch seat see seem select sell serve set sew shake shave shine shout show
shovel sing sip sit situate sketch skim skip slam sled sleep slice slip smell sniff snorkel snowboard snuggle soak soar
socialize speak speed spin spray spread sprint squat squeeze squint stack stand stare start stay steer stir straddle strap
stretch strike stroll struggle strum stuff suck support surf surround suspend swallow sweep swim tackle take talk taste
teach tear tell tend think throw tie tilt tip toss touch tow trail travel try tuck tug tumble turn twirl twist
unload use vacuum wade wait walk wander want wash watch wear weave weld whisper wipe wrap wrestle write yawn yell
lecture stick bathe parasail skydive kayak waterski wakeboard rollerblade rollerskate windsurf barbecue breakdance
sunbathe shear trim sort rake rappel strain supply attempt lay sway trot gallop lurk pet sweep cradle dump dunk flee
fling forage gesture grip heat lasso lug mop nibble nuzzle park peep pluck pounce practice prop pry recite
rehearse relieve rinse salute scoop scowl scream sculpt secure share shoot shove sift sled smear snatch sneak
snarl sparkle spar sprawl sprinkle stalk stomp stroke submerge swat swerve tap tether tie tour tread trek
trudge unwrap wag deal dip wonder participate lunge defend parachute pause nip poke greet dodge rear romp trample belay tussle
rush recoil nurse confront hurl howl fiddle haul launch bolt bare bear growl present type order cycle hoop chisel obscure bicycle
miss warm interview design comfort canoe score contemplate maneuver glow tower drift pursue survey protrude harvest spend provide compose
patrol collide entangle cause coast don stride scramble braid propel blaze drench spill swaddle replace capture emit supervise
traverse respond tan decide unfold organize sharpen tickle shuffle split monitor dispense rip gnaw swoop utilize ponder
flank anchor chain equip release sponsor splatter silhouette poise injure scare flex pop hope round peer jam inspect welcome invite
wrangle twist guess rent grate mash knead peck graft flail topple barrel gobble giggle chuckle burp yank hike squirt sneeze
drool scamper gallivant meander saunter stumble plunge dart scurry roost nestle huddle overturn decorate stain bolt unpack
laze lope prance strut straddle wade cuddle celebrate escort interrogate hail litter remodel demand tangle suggest bound vandalize obstruct
wag wave weigh wheel whip wield wrangle yank zip zoom look appear advance gamble grin pray protest
""")

# Words that are both: "people walk", "a walk". Context decides (tagging.py).
NOUN_VERBS = _set("""
act balance band seat question bicycle type score design tower harvest nurse order anchor chain bolt rear crack litter coast
drift jam rent hoop launch pause split end cycle release interview party back leave bat battle beat bike block blow board boat bowl box break brush bus butter
camp care cast change charge chase chat circle coach color comb cook cough crash crowd curve cut dance dive dock draft
dress drill drink drive drum dust exercise fan fence fight film fish flash flower focus fold form frame frost gamble
garden gift golf grin group guide hammer hand handle head herd hike hook hose hug hula hunt hurdle iron jump
kiss knock label land laugh leash light line load lock look mail march mark mask match measure milk mix model motor
move pack paint parade peace photograph phone picture pile pin pitch place plan plant plate play plug point pole pose position
post pot practice print protest pump punch race raft rain record rest ride rock roll rope row run sail saddle saw
search shade shadow shape shelter ship shop show shower sign skate skateboard ski slide slope smile smoke snack snow
span splash spot spray squirt stage stain stamp stand step stitch stop store storm stream study stunt surf swing
table talk tape tattoo text throw tile tow trade train transport travel trick trip truck view vault visit volley vote walk
wash watch water wave weather wheel work yard zip sleep climb dig drop fall fly help catch hit kick pull push turn
touch stretch swim float pass pick pet slice speed spin start stay stir use sport slip set rub press crawl cheer cry
call buy check bite bow bounce drag display flip feed embrace lift lean leap lounge tie tip toss trail trim twist
shave share stare strike shake skip jog hop gaze glide grill glance peek cover cross cut clean close face park pat
support tour supply sketch sweep cast lead stack shovel crouch nap paddle pedal mount guard scoop tackle stroll hold
guess wish wait reach ring rise burn spread repair surround return wrap sled knit iron tug tap mop rake kayak lasso
stick stroke snowboard wipe
""")

# Of those, the words that stay nouns unless the pattern leaves no other reading.
MOSTLY_NOUNS = _set("""
band bat board boat bowl bus butter color seat mark bicycle type score design tower harvest nurse order anchor chain bolt rear crack litter coast jam hoop end
cycle release interview party back leave cook draft drum fan fence fish flower frame garden gift golf group hammer hand
head herd hook hose hula iron land leash light line mail mask match milk model motor pack peace phone picture pile pin
plan plant plate pole post pot raft rain rope row saddle sail saw ship shower shade shadow shape shelter sign skateboard
ski slope snow sport stage stain stamp store storm stream table tape tattoo text tile train truck
vault water weather wheel yard bike crowd dress film coach camp circle curve dust block box rock picture stick
stunt trick trail tour tie tip set cover dock frost snack snowboard shovel sled kayak print guard ring trim
""")

# base past participle, where they are not regular; the participle is left out when it equals the past.
IRREGULAR_VERBS = """
be was been|be were|become became become|begin began begun|bend bent|bite bit bitten|blow blew blown|break broke broken
|bring brought|build built|burn burnt|buy bought|catch caught|choose chose chosen|cling clung|come came come|cut cut
|dig dug|do did done|draw drew drawn|drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen|feed fed
|feel felt|fight fought|find found|flee fled|fling flung|fly flew flown|get got gotten|give gave given|go went gone
|grind ground|grow grew grown|hang hung|have had|hear heard|hide hid hidden|hit hit|hold held|keep kept|kneel knelt
|knit knit|know knew known|lay laid|lead led|lean leant|leap leapt|leave left|let let|lie lay lain|light lit|make made
|mean meant|meet met|pay paid|put put|read read|ride rode ridden|ring rang rung|rise rose risen|run ran run|say said
|see saw seen|sell sold|send sent|set set|sew sewed sewn|shake shook shaken|shear sheared shorn|shine shone|shoot shot
|show showed shown|shut shut|sing sang sung|sink sank sunk|sit sat|sleep slept|slide slid|speak spoke spoken|spin spun
|spread spread|spring sprang sprung|stand stood|steal stole stolen|stick stuck|sting stung|strike struck
|swear swore sworn|sweep swept|swim swam swum|swing swung|take took taken|teach taught|tear tore torn|tell told
|think thought|throw threw thrown|understand understood|wake woke woken|wear wore worn|weave wove woven|win won
|wind wound|write wrote written
"""

# "seated" says the same as "sitting"; nobody is being seated in a photo.
VERB_SYNONYMS = {"seat": "sit"}

# Past forms that are nouns after "a" and "the".
PAST_NOUNS = _set("saw ground left felt shot thought rose bent lead")

# Verbs of posture and place whose "by" means "near": "a car parked by a fence".
PLACED = _set("park sit stand lie lay locate situate position place kneel crouch perch rest hang dock moor pose")

# What is watched does its own things: "watch a dog in the water".
PERCEPTION = _set("watch see observe photograph film picture show hear view look depict feature capture")
CAUSATIVE = _set("help let make have") | PERCEPTION
# Verbs that take two objects: "gives a dog a bath".
DITRANSITIVE = _set("give hand show teach feed throw offer read send tell bring pass buy")
# Done with a tool: "hits a ball with a bat", "cuts a cake with a knife".
WITH_TOOL = _set("""hit cut eat paint draw dig spray wash clean brush catch write chop strike slice swing feed scoop sweep
stir fill cover decorate fix repair play touch photograph shoot film scrub wipe tie pull push dry shave carve hammer
drink stab poke pour water attack grab lift beat wrap""")
# Said of the noun that follows: "smiling children", and not "playing soccer".
DESCRIBING = _set("sit stand smile laugh run jump sleep bark lie grin cry fly")
# Only people and their hands do these.
HUMAN_VERBS = _set("""read write ride drive cook paint talk sing play hold carry throw use sell shop pose wear dance paddle
photograph knit sew smoke prepare take cut juggle perform work speak hug push lead""")
# Verbs that need no object: their past form is a past tense, not a participle ("a dog jumped over a log").
INTRANSITIVE = _set("""
walk jump run look climb play smile wait dance stare talk laugh swim leap jog hike skate ski surf pose gaze glance sleep nap crawl
race rush travel march stroll wander wade dive fall fly go come finish start try stop begin attempt decide work peer point appear
participate practice compete wrestle fish shop ride slide bounce splash cheer lunge grin chat converse bark rest relax drink
""")
# "have" + these is an action, not a thing someone has.
HAD_ACTIONS = _set("fun time conversation meal lunch dinner breakfast picnic drink party race talk chat discussion snack rest fight meeting argument")
# "leads a dog to jump": the second verb is the object's.
LETS_DO = _set("lead help teach ask tell force encourage train get allow want let cause invite direct")
# Things do these, so what a person looks at may do them too.
THING_VERBS = _set("float hang contain depict advertise say read lead cover burn grow surround")

# --- adjectives and adverbs ---------------------------------------------------------------------------------------

ADJECTIVES = _set("""
abandoned abstract acrobatic active adorable adult aged ahead alone alike amazing amateur amber american ancient angry antique aqua
arched armored artificial artistic asian asleep assorted athletic attractive australian available awake awesome awkward
back bald bare barefoot barefooted bearded beautiful beige best big bigger black blank blond blonde blond-haired bloody
blue blurred blurry bold bored bottom brass brave bright brightly-colored british broad broken brown brunette
burgundy burly bushy busy calm canadian carpeted casual caucasian cheap chinese chubby civilian classic clean clear close closed
clothed cloudy cluttered cold colored colorful colourful common competitive complete concerned confused cool corporate
costumed covered cozy crazy creamy crimson crooked crowded curious curly curved cute cylindrical daily damaged damp
dangerous dark dead decorative deep delicious dense deserted different difficult digital dilapidated dim dirty distant
double dressed dry dual dull dusty early eastern elaborate elder elderly electric electronic elegant empty enormous entire
erect ethnic european excited exotic expensive extra extreme faded fake familiar famous fancy far fast fat favorite female
few fierce final fine firm first fit flat flooded floral fluffy foggy foreign formal former fourth free french fresh friendly
frilly front frozen full funny furry fuzzy gated german giant gigantic glad glossy gold golden good gorgeous grand gray
graphic grassy great green grey grimy gross grown guilty hairy half handmade handsome happy hard harsh healthy heavy high hilly
hispanic historic hollow homeless homemade hooded horizontal hot huge human humorous hungry icy ideal identical ill
important incomplete indian indoor industrial inner intense interesting inflatable irish italian japanese joyful juicy
junior khaki korean lacy large larger last late latin lavender lavish lazy leafless leafy lean left less light likely lime little lit lively
lone lonely long loose loud lovely low lower lucky lush mad magenta main male maroon married martial massive mature mechanical
medical medieval medium medium-sized mexican mid middle-aged military mini miniature miscellaneous misty modern moist monochrome
moving muddy multicolored multi-colored multiple murky muscular musical muslim mustard mysterious naked narrow national native
natural nautical navy nearby neat neon nervous new nice nude numerous obese odd off-white official old older old-fashioned olive
open opposite orange orderly ordinary oriental ornate other outdoor outer outstretched oval overcast overgrown overhead overweight
own painted pale parallel partial paved peaceful perfect personal petite pink pinkish plain playful pleasant plump plush pointy polar polished polka-dot
polka-dotted poor popular portable potted powerful pregnant pretty previous private professional protective proud public
purple quaint quick quiet quilted  rainy random rare raw ready real rear recent rectangular red reddish redheaded red-haired reflective regular
religious remote residential rich right ripe rocky romantic rotten rough round royal ruined rural rustic rusty sad safe same sandy scary scenic
scruffy seasoned second senior separate serious several severe shabby shaded shady shaggy shallow sharp sheer shiny shirtless short short-haired shorter
shut shy sick silent silly silver similar simple single skinny sleek sleepy sleeveless sliced slick slight slim slow small smaller smallest smart
smiling smoky smooth snowy snow-capped snow-covered sober soft soggy solid solo sore sour southern spacious spanish
sparse special spectacular spicy spiky spiral spotless spotted square standard steady steep stone-faced stormy straight strange
strawberry-blond striped strong stuffed stunning sturdy stylish suburban sudden sunlit sunny super sure surprised suspicious sweaty sweet swift
tall tan tanned tasty tattered tattooed teal teenage teenaged terrible thick thin third thirsty tidy tiled tight tilted tiny tired
top topless torn tough traditional transparent tricolor tri-colored tropical turquoise typical ugly unfinished uniformed united unique
unknown unusual upper upright upset upstairs urban used useful usual utility vacant various vast vertical vibrant
victorian vintage violet visible warm wavy weak wealthy weathered weird western wet white whole wide wild windy wintry wispy wired
wonderful wooded wooden woolen worn worried wrinkled wrong yellow yellowish young younger youngest youthful zigzag
african african-american arabic black-and-white brown-haired caged camouflaged checkered chocolate-colored dark-haired
dark-skinned gloved helmeted hind jewish kneeling light-colored long-haired long-sleeved matching one-armed plaid
roasted scottish shaved synchronized toothless  caucasion cartoonish alert upcoming oncoming incoming onlooking
olympic naval municipal rival urban aerial circular coastal central commercial cultural electrical floral
tribal live next fellow desolate diverse underground local political newborn makeshift bouncy panoramic heavier floppy newlywed turbulent swampy marshy messy woodland metallic mobile underwater cartoonish downtown public hawaiian portuguese vietnamese chinese balinese lebanese midair long-sleeve flowery muddy goofy convertible armed rolled pine-colored watery upside-down cross-legged high-top fallen
medical musical nasal tidal triangular vehicular ceremonial presidential institutional eager
fashionable comfortable wearable adjustable collapsible edible  rainbow-colored russian brazilian swedish
""")

# Adjectives that stand for a person or thing when no noun follows: "a female jumps", "two blonds".
NOUN_ADJECTIVES = _set("""
adult african african-american american amateur asian australian black blond blonde brunette caucasian chinese elderly female
german hispanic indian japanese light male mexican native orange professional senior top white gold silver front back
middle left right square round human military public inside outside bottom half teenage
navy rear khaki junior civilian double second antique open
""")

ADVERBS = _set("""
again ago aboard already almost also altogether always apart aside asleep away back backward backwards badly barefoot
even ever everywhere far forward forwards here high indoors instead just maybe  mostly much
nearby never now nowhere often once only outdoors outward overhead perhaps possibly quite rather really right
sideways simultaneously so somewhat somewhere soon still straight then there together too twice upright upside upstairs downstairs upwards
downwards very well yet about-face apparently seemingly online abroad afar alike downhill uphill offscreen
upward downward ashore halfway partway apiece airborne very home inwards deeper closer higher lower faster
""")
# "-ly" words that are not adverbs.
NOT_ADVERBS = _set("""
family belly fly jelly lily bully assembly butterfly dragonfly rally supply trolley ally folly italy monopoly
curly elderly friendly lonely lovely silly ugly hilly early daily wooly woolly bubbly cuddly orderly oily only july holy reply
prickly wrinkly burly frilly chilly pearly
""")

# --- closed classes -----------------------------------------------------------------------------------------------

NUMBERS = _set("""
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen twenty thirty forty
fifty hundred thousand dozen dozens hundreds thousands half
""")
DETERMINERS = NUMBERS | _set("""
a an the this that these those his her its their my your our some any another each every both either neither all
no several many few more most other others such various enough whose multiple lots
""")
# A plural noun must follow.
PLURAL_DETERMINERS = (NUMBERS - {"one", "half"}) | _set("several many few multiple these those both various")
# These can stand alone: "two men, one holding a bat".
LONE_DETERMINERS = NUMBERS | _set("another others both all each some many several these those this that")
PREPOSITIONS = _set("""
about above across after against along alongside amid amidst among amongst around as at atop before behind below beneath
beside besides between beyond by despite down during except for from in inside into like near of off on onto opposite out
outside over past per since through throughout till toward towards under underneath until up upon versus
via with within without aboard
""")
# Adverbs after a verb, where no noun phrase follows.
PARTICLES = _set("out up off down around by")
# Adverbs of place when another preposition follows: "plays outside in the snow" is read "play in".
PLACE_ADVERBS = _set("outside inside around about aboard behind")
SUBORDINATORS = _set("while when where because although though if whilst unless so whereas but")
RELATIVES = _set("who which that whom")
SUBJECT_PRONOUNS = _set("he she they it we i you")
PRONOUNS = SUBJECT_PRONOUNS | _set("""
him them me us himself herself itself themselves themself ourselves myself yourself hers theirs mine yours what
anything whatever
""")
BE = _set("is are was were be been being am")
HAVE = _set("has have had having")
DO = _set("does did do don't doesn't can could will would should may might must shall cannot can't")
NEGATION_WORDS = _set("no not without never none nobody nothing neither nor except excluding cannot can't don't doesn't isn't aren't")
CONJUNCTIONS = _set("and or nor & plus")

# --- phrases ------------------------------------------------------------------------------------------------------

# Several words that work as one preposition.
COMPLEX_PREPOSITIONS = (
    "next to", "in front of", "on top of", "in back of", "close to", "out of", "off of", "outside of", "inside of",
    "in between", "along with", "such as", "full of", "ahead of", "because of", "instead of", "away from",
    "in the middle of", "other than", "up against", "near to", "on board", "instead of", "as well as", "together with",
)  # fmt: skip
# P (the) X of: a place relative to the object; it becomes part of the predicate ("on edge of").
PLACE_NOUNS = _set("""
middle side sides edge edges top back front end center centre bottom corner rear foot base outside inside midst left right
tip opposite
""")
# X of Y is Y: amounts, groups and portions.
QUANTITIES = _set("""
group groups bunch bunches lot lots couple number pair pairs set sets crowd crowds herd herds flock piece pieces slice slices
row rows series variety array kind kinds type types sort sorts pack line pile piles stack stacks bit handful trio collection
assortment part parts body bodies plenty mixture cluster mass patch section stretch team gang swarm litter school
selection bundle dozens hundreds thousands majority flocks quartet packs lines bits load loads batch strip
""")
# Adverbial phrases that say nothing of two things.
EMPTY_PHRASES = (
    "side by side", "hand in hand", "arm in arm", "upside down", "back to back", "face to face",
    "at the same time", "at once", "in order", "of course", "at least", "more than", "less than", "as well", "at all",
    "for fun", "in hopes of", "ankle deep", "knee deep", "waist deep", "up close", "in a row", "one by one", "very close", "what appears to be", "what looks like", "what seems to be",
)  # fmt: skip
# Adjective + noun that name one thing.
FIXED_NAMES = (
    "hot dog", "hot dogs", "polar bear", "polar bears", "hot tub", "hot air balloon", "hot air balloons", "high chair",
    "high school", "soft drink", "soft drinks", "wet suit", "wild flowers", "french fries", "parking lot", "parking lots",
    "christmas tree", "remote control", "remote controls", "cross country", "martial arts", "hide and seek", "tug of war", "new york", "new york city", "living room", "dining room",
)  # fmt: skip
# "-ing" words that are nouns, whatever stands around them.
ING_NOUNS = _set("""
clothing ceiling railing wedding evening morning awning string ring king wing spring thing something everything anything
nothing sling pudding sibling duckling darling earring outing icing frosting ping sterling viking bing beijing
scaffolding lettering flooring siding bedding stocking inning seasoning
""")
# "-ing" words that are nouns after a determiner, an adjective or a noun, and verbs before an article.
ING_NOUNS_OR_VERBS = _set("""
building painting crossing landing parking drawing writing lighting setting opening gathering meeting carving covering dressing dwelling
filling greeting marking padding paneling stuffing topping warning housing
""")
# They go with the "-ing" word behind them, not with the noun before: "a man rock climbing".
SPORT_WORDS = _set("ice rock roller water line jet wind snow inline belly crowd body figure speed cliff bungee mountain cross-country")
# After "ice skating", "rock climbing": what makes one name of it all.
EVENTS = _set("competition race rink event wall contest show lesson trail team match gear course game tournament")
# What is made for doing something: "running shoes", "biking suit", "sledding trip".
MADE_FOR = _set("""
shoe shoes suit suits outfit outfits gear equipment uniform uniforms helmet helmets boots gloves shorts pants jacket jackets
vest cap goggles hat trip trips class team competition contest match event lesson machine machines board boards pole poles
stick sticks rope trail track area room arena rink station supplies clothes attire costume license center bag truck
""")
# First and second word of one name: "fishing pole".
ING_NAMES: dict[str, frozenset[str]] = {
    "fishing": _set("pole poles boat boats rod rods net nets gear line equipment vessel dock pier trip hat reel"),
    "swimming": _set("pool pools suit suits trunks cap goggles hole lesson race"),
    "parking": _set("lot lots meter meters space spaces garage structure spot area"),
    "shopping": _set("cart carts mall center bag bags basket area district"),
    "washing": _set("machine machines"),
    "sewing": _set("machine machines"),
    "skating": _set("rink ring arena"),
    "cutting": _set("board boards"),
    "boxing": _set("ring match gloves glove"),
    "living": _set("room rooms area"),
    "dining": _set("room table tables area hall"),
    "bowling": _set("alley ball balls pins lane"),
    "hiking": _set("trail gear boots path backpack stick poles pole"),
    "sleeping": _set("bag bags"),
    "bathing": _set("suit suits"),
    "walking": _set("stick path trail cane bridge"),
    "climbing": _set("wall gear equipment rope harness frame"),
    "rolling": _set("pin"),
    "frying": _set("pan pans"),
    "diving": _set("board boards suit gear mask equipment"),
    "riding": _set("gear boots helmet lawnmower mower"),
    "racing": _set("bike bikes car cars suit gear track uniform dog dogs helmet"),
    "wrestling": _set("match mat ring uniform"),
    "welding": _set("mask"),
    "drinking": _set("fountain glass"),
    "sitting": _set("room area"),
    "waiting": _set("room area"),
    "building": _set("blocks block site materials"),
    "conveying": _set("belt"),
    "chewing": _set("gum"),
    "wading": _set("pool"),
    "cooking": _set("pot pan utensils show class"),
    "ironing": _set("board"),
    "operating": _set("room table"),
    "sporting": _set("event events goods"),
    "vending": _set("machine machines"),
    "surfing": _set("board boards competition"),
    "skiing": _set("slope gear trail"),
    "hitting": _set("net"),
    "landing": _set("strip gear pad"),
    "watering": _set("can cans hole"),
    "measuring": _set("cup tape"),
    "changing": _set("room table"),
    "playing": _set("field fields card cards"),
    "carving": _set("board knife"),
    "painting": _set("class"),
}

# --- kinds of noun (singular) ---------------------------------------------------------------------------------------

PEOPLE = _set("""
people person man woman boy girl child kid baby toddler guy lady gentleman adult teen teenager couple crowd family group
player worker rider biker skier snowboarder skateboarder surfer skater cyclist bicyclist motorcyclist swimmer runner jogger
dancer singer musician guitarist drummer performer artist painter actor actress clown magician acrobat gymnast athlete
cheerleader referee umpire coach teammate opponent pitcher batter catcher goalie goalkeeper quarterback wrestler boxer
fighter racer driver pilot sailor soldier officer policeman policewoman cop firefighter fireman doctor nurse patient dentist
surgeon scientist teacher student pupil professor chef cook baker waiter waitress bartender barber hairdresser tailor vendor
seller merchant customer shopper pedestrian passerby tourist traveler hiker climber camper fisherman hunter farmer cowboy
cowgirl gardener carpenter builder mechanic welder plumber electrician photographer cameraman reporter journalist
businessman businesswoman politician judge priest monk nun bride groom bridesmaid mother father mom dad parent
grandmother grandfather grandma grandpa son daughter brother sister sibling uncle aunt cousin wife husband friend
neighbor stranger passenger commuter conductor spectator onlooker audience fan team band choir orchestra crew army
trio duo pair youth youngster male female blond blonde brunette redhead asian african hispanic caucasian elder senior
infant newborn tot model figure individual participant member leader guide guard lifeguard king queen prince princess
pirate santa mime ballerina jockey equestrian kayaker rower paddler canoeist diver golfer bowler someone everyone somebody nobody
human civilian employee staff boss beggar protester speaker lecturer dj rapper villager monk bicycler rollerblader
anyone everybody workman craftsman blacksmith shepherd trainer beginner skydiver cellist violinist pianist
bodybuilder attendant receptionist chauffeur courier mailman homeless native onlooker bystander folk worshipper
scout marine troop competitor contestant kickboxer fencer tween preteen schoolgirl schoolboy schoolchild
gentlewoman busker peddler hitchhiker bather sunbather audience  rollerskater daredevil
""")
# Singular words that take a plural verb ("a couple walk").
GROUPS = _set("crowd group team couple family pair band trio crew class audience herd flock")
# Words in -er/-or that a verb would make a person of, and that are things.
NOT_PEOPLE = _set("""
container trailer stroller drawer dresser poster planter counter flower shower tower roller cooler layer corner letter
washer sticker hanger feeder lighter cracker holder grinder slipper jumper sweater burner dryer cleaner cutter marker
locker mixer river folder printer cover cooker tanker shutter water railer scooter rocker  diner winter
freighter steamer freezer fryer toaster beater wrapper sprinkler blower clover finger loader shaker
hammer timber ladder rubber propeller streamer baser banister power bumper locker  
mower strainer  dumper skimmer lower upper over other crosser pier render tender
floater cleaver liner chopper slider wiper center cutter pusher teeter-totter swinger meter planer trimmer hopper ringer
""")
ANIMALS = _set("""
animal dog puppy cat kitten horse pony donkey mule cow bull calf ox cattle sheep lamb goat pig piglet chicken hen rooster
duck duckling goose swan turkey bird pigeon dove seagull gull crow parrot owl eagle hawk penguin flamingo ostrich peacock
pelican heron stork sparrow fish shark whale dolphin seal otter turtle tortoise frog toad snake lizard alligator
crocodile elephant giraffe zebra lion lioness tiger leopard cheetah bear panda monkey gorilla ape chimpanzee kangaroo koala camel llama
alpaca deer moose elk reindeer antelope gazelle buffalo bison rhino rhinoceros hippo hippopotamus wolf fox raccoon squirrel
chipmunk rabbit bunny hare mouse rat hamster hedgehog beaver bat bee butterfly dragonfly ladybug insect bug spider ant fly crab
lobster octopus jellyfish snail worm terrier poodle retriever greyhound labrador collie bulldog beagle dalmatian dachshund
pug husky rottweiler doberman mutt hound pup pet livestock wildlife stallion mare foal kitty spaniel chihuahua shepherd
pitbull corgi mastiff schnauzer sheepdog creature herd flock mammal walrus robin woodpecker hummingbird
""")
CLOTHES = _set("""
shirt t-shirt tshirt tee sweater sweatshirt jacket coat vest suit tuxedo dress gown skirt blouse robe kimono jersey uniform outfit costume
pants jeans trousers shorts trunks swimsuit bikini wetsuit leotard tights leggings stockings socks overalls jumpsuit apron
hat cap helmet beanie bonnet hood hoodie scarf tie bowtie glove mitten mittens gloves shoe shoes boot boots sneakers sandal sandals
heels slippers sunglasses glasses goggles mask clothes clothing attire garb apparel gear pajamas underwear bathrobe poncho
raincoat cape cloak shawl sari kilt headband bandana bandanna turban veil headscarf headdress helmet camouflage denim
black white red blue green yellow orange pink purple gray grey brown tan khaki beige costume armor fatigues
sweatpants sweater turtleneck top spandex lingerie snowsuit speedo tutu fur leather scrubs hijab wig
tank dresses silk color colors garment garments disguise drag sleeve sleeves
""")
BODY = _set("""
arm hand leg foot head face hair eye mouth nose ear finger thumb back neck shoulder chest stomach belly knee elbow lap
tongue tooth teeth lip cheek chin forehead beard mustache paw tail wing beak trunk horn mane waist hip wrist ankle toe foot skin fur
fist palm body side jaw snout feather leash
""")
# With these, a "with" tells what the place before it holds: "a field with mountains".
SCENERY = _set("""
mountain tree building hill cloud wave flag house water sky car graffiti grass rock bush forest light sign flower snow
crowd people leaf skyscraper tower window wall umbrella boat fence bench plant field store shop lamp cabinet
counter shelf furniture tile appliance bookshelf curtain couch bed table chair sink toilet view sea ocean lake
""")
# Places that a "with" furnishes; what follows then belongs to the furniture.
ROOMS = _set("""
room kitchen bathroom bedroom office house building street road city town park field beach yard garden restaurant store
shop classroom hall hallway lobby porch patio balcony garage attic basement  lot market plaza square harbor
station airport church museum library gym stadium scene view area space landscape skyline countryside valley pasture
""")
# Surfaces and vessels: a "with" after them tells what they hold.
HOLDERS = _set("""
table plate tray bowl cup glass mug pot pan basket box bag bucket bottle jar vase shelf counter desk cart truck wagon
sandwich pizza salad cake dish pasta soup bread donut rice meal sign wall board banner poster shirt t-shirt jacket hat dress sweater
apron uniform vest cap coat helmet costume suit skirt pants shorts stroller suitcase tower fountain  collar
flag box tank case pile tree plant bush cabinet sofa couch bed chair bus train car van plane airplane boat ship kite cage pen pillow window
""")
PICTURES = _set("picture photo photograph image painting view drawing sculpture statue shot close-up closeup portrait display video reflection")
# "A building under construction": a state of the building.
STATES = _set("construction repair renovation")
# Where "with X in the background" puts X.
BACKDROPS = _set("background foreground distance backdrop hand mouth arm lap")

# --- noun forms -----------------------------------------------------------------------------------------------------

IRREGULAR_PLURALS = {
    "men": "man", "women": "woman", "children": "child", "feet": "foot", "teeth": "tooth", "geese": "goose",
    "mice": "mouse", "oxen": "ox", "leaves": "leaf", "knives": "knife", "wives": "wife", "loaves": "loaf",
    "shelves": "shelf", "scarves": "scarf", "calves": "calf", "wolves": "wolf", "halves": "half", "hooves": "hoof",
    "elves": "elf", "lives": "life", "wharves": "wharf", "dice": "die", "cacti": "cactus", "fungi": "fungus",
    "passersby": "passerby", "potatoes": "potato", "tomatoes": "tomato", "heroes": "hero", "mangoes": "mango",
    "buffaloes": "buffalo", "mosquitoes": "mosquito", "volcanoes": "volcano", "buses": "bus", "busses": "bus",
    "gases": "gas", "lenses": "lens", "canvases": "canvas", "irises": "iris", "shoes": "shoe", "canoes": "canoe",
    "horseshoes": "horseshoe", "snowshoes": "snowshoe", "toes": "toe", "hoes": "hoe", "movies": "movie", "cookies": "cookie",
    "hoodies": "hoodie", "ties": "tie", "bowties": "bowtie", "pies": "pie", "brownies": "brownie", "smoothies": "smoothie", "selfies": "selfie",
    "zombies": "zombie", "birdies": "birdie", "veggies": "veggie", "beanies": "beanie", "moms": "mom", "caches": "cache",
    "axes": "axe", "houses": "house", "horses": "horse", "vases": "vase", "bases": "base", "cases": "case",
    "pizzas": "pizza", "waves": "wave", "caves": "cave", "gloves": "glove", "sleeves": "sleeve", "stoves": "stove",
    "olives": "olive", "groves": "grove", "quizzes": "quiz", "cyclists": "cyclist", "headaches": "headache",
    "quiches": "quiche", "avocados": "avocado", "boxes": "box", "faces": "face", "collies": "collie",
    "skis": "ski", "taxis": "taxi", "bikinis": "bikini", "kiwis": "kiwi",
    "jeeps": "jeep",
}  # fmt: skip
# Things that only come in pairs or in number: they stay as they are, and are plural.
PLURALS = _set("""
people pants jeans shorts trousers sunglasses glasses goggles scissors clothes binoculars tights leggings overalls pajamas
fatigues scrubs abs fries goods woods martial_arts
""")
# Words that end like a plural and are none.
NO_SINGULAR = PLURALS | _set("""
specimen omen abdomen ramen yemen
bus gas glass grass dress class mass moss cross boss brass bass canvas lens iris tennis christmas news series species
gymnastics athletics mathematics chess mess pass press princess actress waitress fortress mattress wilderness business
darkness happiness compass harness witness campus circus octopus cactus crocus hippopotamus walrus platypus virus bonus
lotus citrus status focus menu us this is his its was has as less yes plus thus always perhaps kiss
process success address progress express access guess across unless stewardess headdress sundress toss loss
hibiscus eucalyptus lens asparagus hummus minibus trellis pelvis
bias atlas texas paris dallas swiss sis chassis debris oasis basis analysis kansas vegas claus
yes oops alias mistress seamstress watercress cress tress stress bliss abyss fuss truss
""")
