"""The parts that simulated texts are put together from; all of them made up."""

from collections.abc import Mapping

WHAT_HAPPENS: Mapping[str, tuple[str, ...]] = {
    "antisocial_behaviour": (
        "groups of people shout and drink", "there is loud music and shouting",
        "people smash bottles and leave a mess", "nitrous oxide canisters lie all over the ground",
        "people let off fireworks", "scooters race up and down",
    ),
    "burglary": (
        "homes get broken into", "two flats in our block were burgled", "sheds and garages get broken into",
        "parcels get stolen off doorsteps", "someone tried our back door",
        "burglars come when people are at work",
    ),
    "child_exploitation": (
        "older boys get children to carry drugs", "children are approached on their way home from school",
        "strangers message children online", "teenagers are pulled into gangs",
        "I worry about who my children meet",
    ),
    "criminal_damage": (
        "windows get smashed", "there is graffiti on every shutter", "planters and signs get wrecked",
        "somebody kicks in our bins", "tags come back the day after we paint over them",
    ),
    "domestic_abuse": (
        "neighbours hear screaming through the walls", "women are sent home to the same man",
        "people do not dare to report it", "I know somebody who was let down",
        "children see it and nobody asks them",
    ),
    "drugs": (
        "people deal drugs in plain sight", "the stairwell smells of cannabis",
        "cars stop for a minute and drive off", "needles are left where children play",
        "dealers use our bin store", "there is crack use on the stairs",
    ),
    "events_protests": (
        "roads shut without warning", "customers stay away on protest days", "match days are chaos",
        "deliveries cannot get through", "staff cannot get to work",
    ),
    "fair_policing": (
        "young Black men get stopped for nothing", "officers are rude when they stop people",
        "nobody says why somebody was searched", "complaints go nowhere", "trust is broken",
    ),
    "fraud_online": (
        "people get calls from fake banks", "fake invoices come every week",
        "I lost money to a false parcel message", "my mother was talked into sending money",
        "our emails were hacked", "card payments turn out to be false",
    ),
    "hate_crime": (
        "people get spat at for how they look", "women in headscarves get abuse on the bus",
        "gay couples are shouted at", "disabled people get called names",
        "there was a slogan on the synagogue wall",
    ),
    "other": (
        "dogs are not kept on a lead", "e-bikes ride on the pavement", "there is fly-tipping every week",
        "street lights stay broken for months", "people feed the wrong things to the wrong animals",
    ),
    "quick_response": (
        "nobody comes when we ring", "we waited four hours", "I gave up after 40 minutes on 101",
        "they came the next day", "by the time they come it is over",
    ),
    "repeat_offenders": (
        "it is the same three people every time", "they come back the day after they are let out",
        "everybody knows who does it", "one man is banned and comes in daily", "nothing happens to them",
    ),
    "road_safety": (
        "cars do 50 in a 20 zone", "drivers look at their phones", "people park across the school gate",
        "motorbikes race at night", "nobody stops at the crossing", "delivery vans drive on the pavement",
    ),
    "robbery": (
        "phones get snatched by people on bikes", "my son was robbed of his phone",
        "people get followed from the station", "watches are ripped off people's arms", "two men took my bag",
        "mopeds mount the pavement",
    ),
    "shop_theft": (
        "people walk out with full bags", "the same gang clears the shelf of spirits",
        "meat and cheese go first", "thieves laugh at us", "we lose stock every day",
        "they do not even run any more",
    ),
    "staff_abuse": (
        "staff get shouted at every day", "a colleague was punched", "people throw things at the till",
        "drivers get threatened", "girls on the late shift are harassed", "staff are called vile names",
    ),
    "terrorism": (
        "crowded places feel like a target", "there are no barriers where people queue",
        "I think of it on the Tube", "nobody checks bags", "bins and vans stand where they should not",
    ),
    "vehicle_crime": (
        "catalytic converters get cut off", "vans are broken into for tools", "bikes vanish from the rack",
        "cars without keys get driven off", "wing mirrors get kicked off", "three cars went from our street",
    ),
    "violence_women_girls": (
        "women get followed home", "my daughter is shouted at in her school uniform", "drinks get spiked",
        "men stare and grope on the bus", "I hold my keys in my hand when I walk", "nobody acts on stalking",
    ),
    "visible_policing": (
        "I have not seen an officer in a year", "we never see anyone on foot", "the police station has closed",
        "officers only drive past", "our ward officer keeps being moved",
        "the town centre has no police after six",
    ),
    "weapons_gangs": (
        "boys carry knives", "there was a stabbing", "shots were fired", "gangs fight over our estate",
        "a boy was stabbed for his coat", "machetes were pulled out in daylight",
    ),
}  # fmt: skip
"""Topic → what happens; the topics are the choices of the rankings of priorities."""

ANYTHING = (
    "things are getting worse", "nobody seems to care", "it did not use to be like this", "people are fed up",
    "it makes life harder than it needs to be",
)  # fmt: skip
"""What happens, where the topic is not known."""

WHERE = (
    "on our road", "outside the station", "by the shops", "on my estate", "in the park", "on the high street",
    "by the school gates", "at the bus stop", "in the car park", "behind the library", "along the canal",
    "in the underpass", "near the market", "in the alley behind us", "around the leisure centre",
)  # fmt: skip

WHEN = (
    "every night", "most weekends", "after dark", "in broad daylight", "all summer", "nearly every day",
    "once the pubs close", "since last winter", "when the schools come out", "early in the morning",
    "again and again",
)  # fmt: skip

EFFECT = (
    "I don't feel safe any more", "my children won't go out alone", "older people stay at home",
    "we are thinking of moving away", "it gives the whole area a bad name", "it costs all of us money",
    "I can't sleep", "people have stopped reporting it", "it could be sorted so easily",
    "I cross the road to avoid it", "it affects everyone who lives here",
    "my mother is scared to answer the door",
)  # fmt: skip

EFFECT_ON_FIRMS = (
    "staff leave because of it", "customers stay away", "we close early now", "it eats up what we earn",
    "our insurance has gone up", "I pay for a guard that I can't afford", "nobody wants the late shift",
    "we have stopped reporting it", "it makes the whole parade look run-down", "I think about giving up",
)  # fmt: skip

OPENINGS = (
    "Because", "I chose this because", "For months now", "To be honest,", "It is simple:", "Where I live",
    "Sadly,", "I feel that", "As I see it,", "I have lived here for years and", "Every week",
)  # fmt: skip

ASKS: Mapping[str, tuple[str, ...]] = {
    "patrols": (
        "put more officers on foot {where}", "walk the beat {where} {when}", "bring back our ward officers",
        "be seen {where}, not only in cars",
    ),
    "response": (
        "come when we call", "answer 101 faster", "turn up the same day", "take the first call seriously",
    ),
    "youth": (
        "work with schools and youth clubs", "give young people somewhere to go",
        "talk to parents before it gets worse",
    ),
    "cameras": ("put cameras {where}", "use the cameras that are there", "look at the film that we hand in"),
    "follow_up": (
        "tell us what came of our reports", "ring people back", "hold a meeting {where} and listen",
        "publish what you did about it",
    ),
    "sentences": ("arrest the ones who keep doing it", "make sure they go to court", "stop letting people off"),
    "partners": (
        "work with the council on better lights {where}", "get the council and the landlord round one table",
        "let wardens and police work as one team",
    ),
}  # fmt: skip
"""Theme → ways to ask for it."""

ASKED_FOR: Mapping[str, float] = {
    "patrols": 32, "response": 17, "youth": 12, "cameras": 13, "follow_up": 11, "sentences": 9, "partners": 6,
}  # fmt: skip
"""How often each theme is asked for: a known truth of the texts."""

ASK_OPENINGS = (
    "Please", "They should", "I would like the police to", "The police need to", "It would help to", "Just",
    "First of all,",
)  # fmt: skip

ASK_ENDINGS = (
    "so that people feel safe again", "as you used to", "and keep at it", "before somebody gets hurt",
    "so that we see that something is done", "instead of sending letters", "as other boroughs do",
    "even if it takes time", "and tell us how it goes", "before next winter", "more often", "without being asked",
)  # fmt: skip

SHORT = (
    "More police.", "Safety", "see above", "Knives", "My kids.", "it's obvious", "Patrols",
    "Enough is enough!", "Same as last year", "Do your job", "-", "?", "Fear", "more visible police please",
    "Because of what happened here last month.",
)  # fmt: skip

LOOK_ALIKES = (
    "Ring me on 07700 900{number} if you want to know more.", "My number is 020 7946 0{number}.",
    "You can reach me at resident{number}@example.com.", "Write to neighbour{number}@example.org.",
    "It is always the car with the plate XX{two} XXX.", "I live at {two} Example Road, ZZ99 3WZ.",
    "My crime number was 00{number}/26.",
)  # fmt: skip
"""Look-alikes of personal details: drama numbers of Ofcom, domains kept for examples, a postcode that is none."""

OTHER_THINGS = (
    "Fly-tipping", "Cyclists on the pavement", "Illegal e-scooters", "Rough sleeping", "Dangerous dogs",
    "Noise from bars", "Aggressive begging", "Street lighting", "Modern slavery", "Parking",
    "Illegal street trading", "Wildlife crime", "Spiking in clubs", "Boat and canal crime",
    "Theft from allotments", "Drones", "Fireworks", "Graffiti",
)  # fmt: skip
