"""The verbs of the language room, written for English photo captions. Data only: no rule may live here."""

from __future__ import annotations

from app.language.lexicon import word_set

# Verbs whose base form is hardly ever a noun in a caption.
VERBS = word_set("""
accept accompany add address adjust admire adorn advance advertise aim allow anchor appear applaud apply approach
arrange arrive ascend ask assemble assist attach attack attempt attend await bake barbecue bare bark barrel bathe bear
become beg begin belay believe belong bend bicycle bite blaze blend bless blindfold bolt borrow bounce bound bow
breakdance breathe bring browse build bundle burn burp bury buy call capture carry carve catch cause celebrate chain
check cheer chew chisel choose chop chuckle clap clasp clean clear climb cling close clutch coast collect collide come
comfort communicate compete complete compose concentrate conduct confront congregate connect consist construct contain
contemplate converse cover cradle crawl create cross crouch cry cuddle curl cut cycle dangle dart deal decide decorate
defend deliver demand demonstrate depart depict descend describe design dig dine dip direct disappear discuss dismount
dispense display dissect distribute dock dodge don doze drag drape draw drench dribble drift drool drop dump dunk eat
elevate embrace emerge emit enclose engage enjoy entangle enter entertain equip erect escort examine exchange exit
explain explore expose extend face fall feature feed feel fetch fiddle fill find finish fix flail flank flap flee flex
fling flip float flow fly focus follow forage frolic frown gallivant gallop gamble gather gaze gesture get giggle give
glance glide glow glue gnaw go gobble grab graft grasp grate graze greet grill grin grind grip groom grow growl guard
guess guide hail hang happen harvest haul have hear heat help hide hike hit hoist hold hoop hop hope hover howl huddle
hug hunch hurl hurry illuminate include inflate injure inspect install instruct interact interrogate interview invite
involve iron jam jog join juggle kayak keep kick knead kneel knit know lasso launch lay laze lead lean leap learn
leave lecture let lick lie lift listen litter locate look lope lounge lower lug lunge lurk make maneuver marry mash
mean meander meditate meet melt mend mingle miss monitor mop mount mow munch nap need nestle nibble nip nurse nuzzle
obscure observe obstruct occupy offer open operate oppose order organize overlook overturn own paddle parachute
parasail park participate pass pat patrol pause pave peck pedal peddle peek peel peep peer perch perform pet pick play
plow pluck plunge poise poke ponder pop pounce pour practice prance pray prepare present press pretend prop propel
protect protest protrude provide pry pull purchase pursue push put raise rake rappel reach read rear receive recite
recline recoil reflect rehearse relax release relieve remodel remove rent repair replace resemble respond retrieve
return reveal ride ring rinse rip rise roam rollerblade rollerskate romp roost round rub rush salute saunter scale
scamper scare scatter scoop score scowl scramble scratch scream scrub sculpt scurry seat secure see seem select sell
serve set sew shake share sharpen shave shear shine shoot shout shove shovel show shuffle sift silhouette sing sip sit
situate sketch skim skip skydive slam sled sleep slice slip smear smell snarl snatch sneak sneeze sniff snorkel
snowboard snuggle soak soar socialize sort spar sparkle speak speed spend spill spin splatter split sponsor sprawl
spray spread sprinkle sprint squat squeeze squint squirt stack stain stalk stand stare start stay steer stick stir
stomp straddle strain strap stretch stride strike stroke stroll struggle strum strut stuff stumble submerge suck
suggest sunbathe supervise supply support surf surround survey suspend swaddle swallow swat sway sweep swerve swim
swoop tackle take talk tan tangle tap taste teach tear tell tend tether think throw tickle tie tilt tip topple toss
touch tour tow tower trail trample travel traverse tread trek trim trot trudge try tuck tug tumble turn tussle twirl
twist type unfold unload unpack unwrap use utilize vacuum vandalize videotape wade wag wait wakeboard walk wander want
warm wash watch waterski wave wear weave weigh welcome weld wheel whip whisper wield windsurf wipe wonder wrangle wrap
wrestle write yank yawn yell zip zoom
""")

# Words that are both: "people walk", "a walk". Context decides (tagging.py).
NOUN_VERBS = word_set("""
act anchor back balance band bat battle beat bicycle bike bite block blow board boat bolt bounce bow bowl box braid
break brush burn bus butter buy call camp canoe care cast catch chain change charge chase chat check cheer circle
clean climb close coach coast color comb cook cough cover crack crash crawl cross crouch crowd cry curve cut cycle
dance design dig display dive dock draft drag dress drift drill drink drive drop drum dust embrace end exercise face
fall fan feed fence fight film fish flash flip float flower fly focus fold form frame frost gamble garden gaze gift
glance glide golf grill grin group guard guess guide hammer hand handle harvest head help herd hike hit hold hook hoop
hop hose hug hula hunt hurdle interview iron jam jog jump kayak kick kiss knit knock label land lasso laugh launch
lead lean leap leash leave lift light line litter load lock look lounge mail march mark mask match measure milk mix
model mop motor mount move nap nurse order outline pack paddle paint parade park party pass pat pause peace pedal peek
pet phone photograph pick picture pile pin pitch place plan plant plate play plug point pole pose position post pot
practice press print protest pull pump punch push question race raft rain rake reach rear record release rent repair
rest return ride ring rise rock roll rope row rub run saddle sail saw scoop score search seat set shade shadow shake
shape share shave shelter ship shop shovel show shower sign skate skateboard sketch ski skip sled sleep slice slide
slip slope smile smoke snack snow snowboard span speed spin splash split sport spot spray spread squirt stack stage
stain stamp stand stare start stay step stick stir stitch stop store storm stream stretch strike stroke stroll study
stunt supply support surf surround sweep swim swing table tackle talk tap tape tattoo text throw tie tile tip toss
touch tour tow tower trade trail train transport travel trick trim trip truck tug turn twist type use vault view visit
volley vote wait walk wash watch water wave weather wheel wipe wish work wrap yard zip
""")

# Of those, the words that stay nouns unless the pattern leaves no other reading.
MOSTLY_NOUNS = word_set("""
anchor back band bat bicycle bike block board boat bolt bowl box braid bus butter camp canoe chain circle coach coast
color cook cover crack crowd curve cycle design dock draft dress drum dust end fan fence film fish flower frame frost
garden gift golf group guard hammer hand harvest head herd hook hoop hose hula interview iron jam kayak land leash
leave light line litter mail mark mask match milk model motor nurse order pack party peace phone picture pile pin plan
plant plate pole post pot print raft rain rear release ring rock rope row saddle sail saw score seat set shade shadow
shape shelter ship shovel shower sign skateboard ski sled slope snack snow snowboard sport stage stain stamp stick
store storm stream stunt table tape tattoo text tie tile tip tour tower trail train trick trim truck type vault water
weather wheel yard
""")

# base past participle, where they are not regular; the participle is left out when it equals the past.
IRREGULAR_VERBS = """
be was been|be were|become became become|begin began begun|bend bent|bite bit bitten|blow blew blown
|break broke broken|bring brought|build built|burn burnt|buy bought|catch caught|choose chose chosen|cling clung
|come came come|cut cut|dig dug|do did done|draw drew drawn|drink drank drunk|drive drove driven|eat ate eaten
|fall fell fallen|feed fed|feel felt|fight fought|find found|flee fled|fling flung|fly flew flown|get got gotten
|give gave given|go went gone|grind ground|grow grew grown|hang hung|have had|hear heard|hide hid hidden|hit hit
|hold held|keep kept|kneel knelt|knit knit|know knew known|lay laid|lead led|lean leant|leap leapt|leave left
|let let|lie lay lain|light lit|make made|mean meant|meet met|pay paid|put put|read read|ride rode ridden
|ring rang rung|rise rose risen|run ran run|say said|see saw seen|sell sold|send sent|set set|sew sewed sewn
|shake shook shaken|shear sheared shorn|shine shone|shoot shot|show showed shown|shut shut|sing sang sung
|sink sank sunk|sit sat|sleep slept|slide slid|speak spoke spoken|spin spun|spread spread|spring sprang sprung
|stand stood|steal stole stolen|stick stuck|sting stung|strike struck|swear swore sworn|sweep swept|swim swam swum
|swing swung|take took taken|teach taught|tear tore torn|tell told|think thought|throw threw thrown
|understand understood|wake woke woken|wear wore worn|weave wove woven|win won|wind wound|write wrote written
"""

# "seated" says the same as "sitting"; nobody is being seated in a photo.
VERB_SYNONYMS = {"seat": "sit"}

# Past forms that are nouns after "a" and "the".
PAST_NOUNS = word_set("saw ground left felt shot thought rose bent lead")

# Verbs of posture and place whose "by" means "near": "a car parked by a fence".
PLACED = word_set("park sit stand lie lay locate situate position place kneel crouch perch rest hang dock moor pose")

# What is watched does its own things: "watch a dog in the water".
PERCEPTION = word_set("watch see observe photograph film picture show hear view look depict feature capture")
CAUSATIVE = word_set("help let make have") | PERCEPTION
# Verbs that take two objects: "gives a dog a bath".
DITRANSITIVE = word_set("give hand show teach feed throw offer read send tell bring pass buy")
# Done with a tool: "hits a ball with a bat", "cuts a cake with a knife".
WITH_TOOL = word_set("""
attack beat brush carve catch chop clean cover cut decorate dig do draw drink dry eat feed fill film fix grab hammer
hit lift paint perform photograph play poke pour pull push repair scoop scrub shave shoot slice spray stab stir strike
sweep swing tie touch wash water wipe wrap write
""")
# Said of the noun that follows: "smiling children", and not "playing soccer".
DESCRIBING = word_set("sit stand smile laugh run jump sleep bark lie grin cry fly")
# Only people and their hands do these.
HUMAN_VERBS = word_set("""
carry cook cut dance drive hold hug juggle knit lead paddle paint perform photograph play pose prepare push read ride
sell sew shop sing smoke speak take talk throw use wear work write
""")
# Verbs that need no object: their past form is a past tense, not a participle ("a dog jumped over a log").
INTRANSITIVE = word_set("""
appear attempt bark begin bike bounce chat cheer climb come compete converse crawl dance decide dive drink fall finish
fish fly gaze glance go grin hike jog jump laugh leap look lunge march nap participate peer play point pose practice
race relax rest ride run rush shop skate ski sleep slide smile splash stare start stop stroll surf swim talk travel
try wade wait walk wander work wrestle
""")
# "have" + these is an action, not a thing someone has.
HAD_ACTIONS = word_set("""
argument breakfast chat conversation dinner discussion drink fight fun lunch meal meeting party picnic race rest snack
talk time
""")
# "leads a dog to jump": the second verb is the object's.
LETS_DO = word_set("lead help teach ask tell force encourage train get allow want let cause invite direct")
# Things do these, so what a person looks at may do them too.
THING_VERBS = word_set("advertise blow burn contain dangle depict flap float grow hang say stick stretch surround")
