"""The closed sets of English words that decide how a name is used in its sentence.

Not for names or role nouns: those are data, in ``knowledge``.
"""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Return the words of a text as a set.

    >>> sorted(words("b a"))
    ['a', 'b']
    """
    return frozenset(text.split())


FORMER = words("former ex late onetime ousted deposed exiled retired disgraced toppled")
DETERMINERS = words("the a an its his her their our this that these those some several many both all other")

# Words of sport that politics does not use.
SPORT = words(
    "backhand backstroke badminton baseball basketball baton batsman batsmen batter birdie birdies "
    "bogey bowler bowlers bullpen butterfly caddie checkmate cricket curling decathlon dribble "
    "equaliser equalizer eurovision fifa flyhalf football footballer footballers forehand freestyle "
    "fullback goalkeeper goalkeepers goalless golf golfer golfers grandmaster grandmasters halftime "
    "handball hattrick hockey homer homers hurdles inning innings javelin kickoff knockout lap laps "
    "lineout midfield midfielder midfielders netball offside peloton pitcher playoff playoffs podium "
    "pole putter qualifier qualifiers quarterback quarterbacks quarterfinal quarterfinals rebounder "
    "rebounds regatta relay rugby scoreline scrum semifinal semifinals shootout shortstop soccer "
    "softball spinner spinners sprinter sprinters steeplechase steeplechaser stoppage striker strikers "
    "teammate teammates tiebreak touchdown touchdowns tournament tournaments uefa unbeaten volleyball "
    "wicket wicketkeeper wickets winger winless"
)
# Words that sport and politics share: three different ones, and no word of politics, make one of sport.
SPORT_TOO = words(
    "ball balls bats batting bench bowled bronze captain champion champions championship championships "
    "climb coach crowd cup debut defender defenders drawn draws drew equalised fans fixture fixtures "
    "goal goals gold half injuries injury juries jury lead league led marathon match matches medal "
    "medals minutes olympic olympics penalty pitch player players points quarter quarters racer "
    "rankings referee rider riders runner runners scored scorer scorers season seed seeds silver skip "
    "skips sprint squad stadium stage team teams title titles tries trophy try"
)
# Words of culture, food and fashion; as above.
LEISURE = words(
    "actress album albums auction baked bakers bakery ballet band bands bar bartender bestseller "
    "bookshop bookshops bread butter cake cakes catwalk chart charts chorus cinema cocktail cocktails "
    "concert concerts dessert dough dress dresses drummer encore fashion festival festivals film "
    "filmmaker films flour gallery guitarist hardback harmonies heels lots movie museum novel novelist "
    "novels opera oven painter paperback pastries pastry playlist poem poems poet potter reader readers "
    "recipe recipes rehearsal roast screenplay sculptor sequel simmer singer song songs soundtrack "
    "trilogy trumpet vinyl"
)
# Any of these in a paragraph: it is not about sport or culture alone.
POLITICS = words(
    "ambassador annexation army bilateral border ceasefire chancellor congress coup defence defense "
    "diplomat diplomatic diplomats election elections embassy envoy eu foreign government lawmakers "
    "militants military minister ministers ministry missile missiles nato negotiations nuclear "
    "occupation official officials opposition parliament premier president prime protest protesters "
    "protests rebels referendum refugees regime sanctions security senate soldiers sovereignty summit "
    "talks tariff tariffs trade treaty troops un vote voters war"
)
BEFORE_LANGUAGE = words("in speak speaks spoke spoken speaking into learn learned learnt fluent translated")
# What may be named after a state or capital, written with a capital letter; and waters, before the name.
NAMED_AFTER = words(
    "street road avenue lane square drive boulevard bridge tower hotel hotels inn cafe park stadium arena "
    "island islands falls river lake creek bay beach hill hills hospital church county township university "
    "college school line lines"
)
# What is signed or begun in a town and bears its name.
PAPERS = words(
    "process format agreement agreements protocol protocols declaration accord accords convention "
    "conventions memorandum charter treaty pact principles formula communique"
)
# Beside one of these a state's name is somebody's first name: "her friend Ireland".
KINSFOLK = words(
    "son daughter sons daughters child children twin twins wife husband brother sister nephew niece cousin "
    "friend friends pupil pupils classmate classmates boyfriend girlfriend actor actress singer model baby"
)
WATERS = words("river lake mount hms uss rms mv")  # ships as well

# A capital after one of these is a place ...
PLACE_BEFORE = words(
    "in near at outside inside around above over across into via through towards toward within throughout"
)
# A state's name after one of these says where something happens.
WITHIN = words("in inside across throughout within near outside around")
COMPASS = words(
    "northern southern eastern western central northeastern northwestern southeastern southwestern"
)
# ... after one of these only where a word a little before speaks of movement, of hitting or of a town.
PLACE_MAYBE = words("to from on of for")
MOVEMENT = words(
    "arrive arrives arrived arriving flew fly flies flying flown travel travels traveled travelled "
    "traveling travelling trip trips went go goes going come came coming return returned returning "
    "returns head heads headed heading visit visits visited visiting flight flights depart departed "
    "departing fled flee drive drove road route train march marched convoy delivered rushed invited moved "
    "tour toured embassy ambassador envoy consulate bus journey way brought"
)
LEAVING = words("left leave leaves departed departs leaving")
GOES_TO = words("visit visits visited visiting leave leaves left reached reach entered")
HITS = words("hit struck bombed shelled pounded attacked targeted captured seized")
HITTING = words(
    "strike strikes struck attack attacks attacked barrage barrages raid raids assault assaults bombing "
    "bombings bombardment shelling drones missiles rockets missile rocket drone fired bombs advance "
    "advanced marched march closing offensive airstrike airstrikes launched rained"
)
TOWN_WORDS = words(
    "city town capital north south east west outskirts suburb suburbs mayor streets centre center "
    "residents people kilometers kilometres km miles region battle siege university bishop "
    "fall treaty district airport northeast northwest southeast southwest northern southern eastern "
    "western parts downtown skies port province"
)
# A capital before one of these is a place too.
TOWN_AFTER = words(
    "airport metro region suburb suburbs court street streets mayor city summit meeting talks conference "
    "district residents university underground police hospital hotel market square process format "
    "agreement declaration peace accord accords protocol forum club "
    "team apartment office embassy"
)

# What may follow a surname or a name standing for its bearer rather than describing the next noun.
FUNCTION = words(
    "is are was were be been being am has have had having do does did will would can could may might must "
    "shall should and or but nor of to in on at for with by from as than that which who whom whose where "
    "when while if because so said says say told tells added not also still now then after before since "
    "until about against between during into over under through once again both either neither too "
    "already just only even never soon later today yesterday tomorrow itself himself alone the a an its "
    "his her their amid despite without toward towards accuses accused wants seeks hopes urges urged "
    "calls called"
)
# Capitalised at the start of a sentence or in a headline without being anybody's first name.
NOT_GIVEN_NAMES = FUNCTION | words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july "
    "august september october november december how why what when where who as if after before while will "
    "can could should did does is are was has have this that these those here there yet however meanwhile "
    "earlier later today now mr mrs ms dr sir lord lady gen lt col sen rep prof president minister "
    "premier chancellor king queen prime secretary foreign defence defense envoy leader we they he she it "
    "i in on at to from for with by of and but or even only like unlike though although because since "
    "until unless whether both neither either instead inside outside under over between against about "
    "amid despite during without via per comrade ayatollah says said tells meets told met watch live "
    "exclusive analysis opinion breaking factbox explainer vs versus not additionally moreover "
    "furthermore separately still perhaps certainly similarly unsurprisingly yesterday"
)
CALENDAR = words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december"
)
# Titles between a role and a name; a full stop may follow.
TITLES = words(
    "mr mrs ms dr lt gen col maj capt adm sgt prof sir lord sheikh sen rep gov hon retired brig marshal "
    "ayatollah datuk dato seri"
)
LAWMAKERS = words("sen rep")
RANK_TITLES = words("lt gen col maj capt adm brig cmdr rear")
# Ranks that armed groups give too.
RANKS = words("general colonel major captain lieutenant commander brigadier sheikh")
NAME_PARTICLES = words(
    "al el bin ibn de del della der den van von da dos di la le ul ur abu ben bint e y zu ter af"
)

# Fields of government in the plural: other words in "s" before an office are verbs.
FIELDS = words(
    "affairs sports resources works fisheries forests forestries communications relations ties airports "
    "railways ports industries services veterans women's civics ethics economics physics logistics arts"
)
# Never told by the text around: of a town or province.
LOCAL = words("governor governors mayor mayors")
CROWNS = words("king queen prince princess emperor emir sultan sheikh")
# Alone before one unknown word these are as often part of a firm's or thing's name.
NAMES_FIRMS = words(
    "premier general president ambassador king queen prince princess governor admiral chancellor consul "
    "chief director chair captain commander marshal senator speaker deputy envoy emperor sultan regent "
    "colonel major lieutenant brigadier sergeant"
)
# Words of an office that only a government has, and of those that an organisation has, too.
OF_GOVERNMENT = words(
    "minister ministers ministry government ambassador president premier foreign defence defense interior "
    "finance parliament senator parliamentary governor consul"
)
OF_ORGANISATIONS = words(
    "spokesman spokeswoman spokesperson envoy official officials secretary-general chief head director "
    "commissioner coordinator representative mediator rapporteur peacekeepers"
)
# Said with the first name alone.
HONORIFICS = words(
    "sir dame lord lady sheikh sheikha prince princess king queen emir sultan pope sayyed dato"
)
# Offices with a portfolio in front of them, whatever it is called.
HAS_PORTFOLIO = words("minister ministers ministry ministries secretary commissioner commissioners")
# Before a role: it belongs to the person or state named last ...
OWNERS = words("his her its their")
# ... or to no state.
NOT_OF_STATE = words(
    "guerrilla rebel separatist militant jihadist insurgent gang cartel militia union company club "
    "church renegade rogue mutinous dissident whose"
)
# The last word of a body that only a state has.
STATE_BODIES = words(
    "army armies military navy junta government administration ministry ministries presidency parliament "
    "cabinet treasury guard staff forces force command embassy consulate diplomacy"
)

# Heads of a phrase whose object is another state: the whole is the envoy, the object no actor.
ACCREDITED = words(
    "ambassador ambassadors envoy envoys representative representatives adviser advisor advisers consul"
)
# After an organisation or a region: its members, not itself.
MEMBERS = words(
    "member members membership countries states nations allies powers governments capitals partners "
    "country state nation ally candidate candidacy"
)
# Organisations and states written in capitals that take an article unless they describe the next noun.
TAKES_ARTICLE = words("us u.s. usa uk u.k. eu e.u. un u.n. uae")

# Nouns in the plural that are no verbs: after a state's name they make it a description.
PLURAL_THINGS = words(
    "sanctions relations ties tensions talks airstrikes negotiations weapons goods missiles drones jets "
    "planes tanks borders policies interests losses casualties wars conflicts"
)
# Plural nouns that are verbs after a subject; these follow when they are nouns.
VERB_LIKE = words(
    "attacks strikes targets plans demands reports threatens advances exercises drills posts positions "
    "moves gains leaves exports imports trades offers proposals operations deals orders bills figures "
    "files funds lines zones approaches reactions responses aircraft ships arms leave advance plan offer "
    "attack strike report position rule rules"
)
AFTER_NOUN = words(
    "on against in near at of and killed hit have had were are that by during for over , . ; : ) from or"
)
CAUSATIVE = words(
    "did does do let help helps helped make makes made have see watch will would can could to may might "
    "must should"
)

PAIR_NOUNS = {
    "sides": None, "countries": None, "states": None, "nations": None, "neighbours": None, "neighbors": None,
    "parties": None, "capitals": "GOV", "governments": "GOV", "leaders": "GOV", "presidents": "GOV",
    "armies": "MIL", "ministers": "GOV", "rivals": None, "foes": None, "republics": None,
}  # fmt: skip

SAID = words(
    "said says added adds told tells noted notes warned warns insisted insists asked asks wrote writes "
    "argued argues explained explains announced announces stressed stresses recalled recalls continued "
    "continues joked tweeted posted declared declares confirmed confirms claimed claims concluded vowed "
    "replied"
)
THOUGHT = words(
    "promised promises pledged pledges believes believed hopes hoped thinks thought knows knew wants wanted "
    "admitted admits denied denies suggested suggests hinted hints feared fears feels felt"
)
OPENS_A_CLAUSE = words("as when while after before since although though once if")
# "The alliance": the prefix of the code it may stand for.
BODIES = {
    "alliance": "IGO:", "bloc": "IGO:", "organisation": "IGO:", "organization": "IGO:", "agency": "IGO:",
    "watchdog": "IGO:", "region": "REG:", "rebels": "ARM:", "group": "ARM:", "militia": "ARM:",
    "movement": "ARM:",
}  # fmt: skip
# The one that is meant where the paragraph names it beside others.
USUAL_BODY = {"alliance": "IGO:NATO", "bloc": "IGO:EU"}
CAPITAL_BODY = {"council": "IGO:UN", "union": "IGO:EU"}  # "the Council", not "the council"
# "The corridor": a region of the paragraph that was named so.
LANDFORMS = words("corridor peninsula strait straits island islands strip canal enclave valley archipelago")
# "The president": offices that one person of a text holds.
OFFICES = words(
    "president premier minister chancellor king queen emir sultan pope ambassador envoy spokesman "
    "spokeswoman spokesperson marshal secretary-general taoiseach"
)
SAME_OFFICE = {"premier": "prime minister"}

# What people do and states do not.
HUMAN = words(
    "laughed laughs smiled smiles giggled grinned shrugged wept cried sang sings danced dances cooked cooks "
    "baked slept sleeps scored scores dunked homered batted bowled married dated graduated blushed winked "
    "nodded waved yawned whispered sighed jogged swam cycled"
)
# States that are also first names: followed by an unknown name they are somebody.
GIVEN_NAME_STATES = words("jordan chad georgia israel india kenya ireland cuba china malta brazil")
# The US state, unless the country's own words are in the same text.
GEORGIA_US = words(
    "atlanta savannah fulton kemp raffensperger ossoff warnock macon willis midterm midterms gop"
)
# A party beside an election says the same; a party alone may speak of the country ("Republicans urge
# sanctions on Georgia").
US_PARTIES = words("republicans democrats republican democratic")
US_ELECTIONS = words(
    "voters ballot ballots electors primary primaries runoff battleground swing campaigned campaigning "
    "county counties governor congressional reelection"
)
GEORGIA_COUNTRY = words(
    "tbilisi georgian georgians caucasus abkhazia ossetia kobakhidze saakashvili zourabichvili batumi "
    "ivanishvili kavelashvili garibashvili margvelashvili kvirikashvili tskhinvali sukhumi kutaisi armenia "
    "azerbaijan ukraine moldova kremlin moscow nato eu"
)
# Small words that may follow a subject though nothing in their form shows a verb.
PREDICATES = words(
    "told sent hit withdrew began took gave made held met left put saw got built kept lost won sought "
    "thought struck shot cut fell broke froze chose drew grew knew paid ran rose spoke stood understood "
    "bought brought fought caught found led set let shut spent swore came became went beat bid sold laid "
    "lay forbade ready open keen unlikely likely able due close willing eager wary angry furious happy "
    "sure right wrong unable free silent cautious quick slow almost always instead however too"
)
VERB_ENDINGS = ("s", "ed", "ing", "ly")
# A name after one of these does not lead its sentence.
PREPOSITIONS = words(
    "in between of with on against for from to by since like unlike after before near over about despite "
    "amid under"
)
