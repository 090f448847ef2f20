"""Words for what someone is: offices, occupations, groups, vehicles."""

from dateline.geo.reading.lexicon import words_of

OFFICIALS = words_of(
    "president vice-president premier chancellor king queen prince princess emperor emir sultan"
    " pope minister secretary governor mayor senator congressman congresswoman ambassador envoy"
    " consul deputy general commander chief chairman chairwoman chairperson leader official"
    " diplomat delegate delegation negotiator lawmaker legislator parliamentarian mp minister"
    " counterpart representative representatives mission government administration ministry"
    " officials commissioner spokesman spokeswoman adviser advisor monarch ruler speaker"
    " politician admiral colonel director head councillor regulator prosecutor inspector crown"
    " side party rebel union dignitary statesman emissary mediator foreign_minister sheikh"
    " elder coalition faction militia guerrilla separatist opposition authority bloc federation"
    " junta"
    " archbishop cardinal bishop patriarch ayatollah ceo executive chairwoman congresswomen"
    " president-elect premier"
)
_OTHERS = words_of(
    "predecessor successor guest attendee unit squadron platoon guardsman reservist airman"
    " serviceman aide"
    " paratrooper commando peacekeeper supervisor trustee clerk marshal treasurer"
    " man woman boy girl couple family team group crew band club squad company student pupil"
    " teacher player coach actor actress singer star artist author writer journalist reporter"
    " tourist pilgrim migrant refugee asylum-seeker soldier troop trooper officer policeman police"
    " detective investigator inspector scientist researcher doctor nurse surgeon medic patient"
    " passenger traveller traveler protester protestor demonstrator activist campaigner fan"
    " supporter volunteer expert engineer worker employee miner farmer driver pilot captain sailor"
    " astronaut cosmonaut lawyer attorney judge suspect prisoner hostage fugitive defector spy"
    " father mother son daughter brother sister wife husband parent parents sibling uncle aunt"
    " cousin friend friends relative widow child children baby teenager brothers sisters people"
    " person resident villager native citizen national nationals americans member personnel staff"
    " contingent forces army brigade battalion regiment party entourage convoy caravan busload"
    " planeload boatload owner founder boss executive manager businessman businesswoman investor"
    " billionaire entrepreneur banker economist analyst professor academic champion winner runner"
    " cyclist racer rider boxer golfer footballer striker midfielder defender goalkeeper batsman"
    " bowler batter wrestler swimmer skier athlete climber mountaineer explorer diver hiker pastor"
    " priest nun monk rabbi imam missionary attacker gunman bomber militant fighter jihadist"
    " insurgent smuggler trafficker survivor victim veteran participant participants visitor"
    " winner musician rapper comedian dancer model photographer director filmmaker designer chef"
    " skater sprinter jockey referee umpire guitarist drummer dj conductor poet novelist playwright"
    " deacon marine cadet trainee intern apprentice builder architect pharmacist dentist vet"
    " veterinarian psychologist broker trader dealer vendor buyer landlord neighbour neighbor"
    " colleague partner spouse fiance fiancee bride groom newlyweds grandmother grandfather"
    " grandparents grandson granddaughter nephew niece orphan teen toddler infant pensioner retiree"
    " graduate principal headteacher lecturer scholar historian biologist chemist physicist"
    " geologist archaeologist astronomer programmer hacker blogger influencer commentator presenter"
    " anchor correspondent cameraman columnist publisher curator translator interpreter steward"
    " trucker motorist biker commuter climber surfer rower sprinter gymnast grandmaster magnate"
    " tycoon heir heiress philanthropist evangelist pastor preacher cleric theologian squad"
    " candidate contestant trio duo pair monks alliance missionaries firefighter rescuer"
)
VEHICLES = words_of(
    "ship vessel boat ferry tanker freighter trawler warship destroyer frigate submarine carrier"
    " yacht cruiser plane aircraft jet airliner airplane helicopter flight bus train car truck"
    " lorry convoy motorcade van spacecraft rocket capsule shuttle aeroplane liner schooner"
    " minibus coach tanker barge rover fleet armada flotilla balloon"
)
_IRREGULAR = {
    "men": "man", "women": "woman", "policemen": "policeman", "gunmen": "gunman",
    "businessmen": "businessman", "statesmen": "statesman", "spokesmen": "spokesman",
    "congressmen": "congressman", "wives": "wife", "secretaries": "secretary",
    "deputies": "deputy", "parties": "party", "families": "family", "spies": "spy",
    "ferries": "ferry", "lorries": "lorry", "companies": "company", "dignitaries": "dignitary",
    "missionaries": "missionary", "emissaries": "emissary", "delegations": "delegation",
    "authorities": "authority", "militias": "militia",
    "guardsmen": "guardsman", "airmen": "airman", "servicemen": "serviceman",
    "chiefs": "chief", "envoys": "envoy", "boys": "boy", "attorneys": "attorney",
}  # fmt: skip
OFFICES = words_of("state defence defense staff government parliament war")
"""What a "secretary of" or a "head of" is of."""


_PERSON_ENDINGS = ("ologist", "ologists", "ician", "icians", "alist", "alists", "tarian", "tarians")
"""Endings of words for what someone does ("epidemiologist", "specialist")."""
_NOBODY = words_of("utilitarian humanitarian authoritarian sectarian parliamentarian egalitarian")


def role_of(word: str) -> str | None:
    """The singular of a word for someone; None for any other word."""
    word = word.lower()
    if word.endswith(_PERSON_ENDINGS) and word not in _NOBODY:
        return word.removesuffix("s")
    if word.endswith("men") and word != "men":
        word = f"{word[:-3]}man"
    for singular in (_IRREGULAR.get(word, word.removesuffix("s")), word, word.removesuffix("es")):
        if singular in OFFICIALS or singular in _OTHERS or singular in VEHICLES:
            return singular
    return None
