"""Words of what nobody is to read about somebody else: health, origin, belief, family, money.

What the Privacy Act calls sensitive information, with money and family trouble beside it.
"""

import re

from bot.core.text import fold


def _any_of(patterns: str) -> re.Pattern[str]:
    """Patterns parted by spaces; an underscore is a space."""
    return re.compile(rf"\b(?:{'|'.join(patterns.split()).replace('_', ' ')})\b")


_PERSON = _any_of(
    """i i'm im i've ive i'd id i'll me my mine myself we we're our us he he's she she's his her him
    son daughter mum mom mother dad father husband wife partner boyfriend girlfriend
    brother sister"""
)
_SENSITIVE = _any_of(
    r"""
    health ill illness sick sickness disease disab\w+ diagnos\w+ symptoms? medical medications?
    medicines? meds doctor hospital surgery injur\w+ pain cancer diabet\w+ epilep\w+ asthma strokes?
    hiv covid pregnan\w+ miscarr\w+ menopaus\w+ depress\w+ anxi\w+ bipolar schizo\w+ ptsd trauma\w*
    adhd autis\w+ asperger\w* dyslexi\w+ ndis wheelchair deaf blind burnt_out burned_out burnout
    therapy therapist counsell\w+ psych\w+ addict\w* alcohol\w* drugs? rehab overdos\w+ suicid\w+
    self[-_]harm kill(?:ed|ing)? die died dying dead death grie\w+ widow\w* abus\w+ violen\w+
    rap(?:e|ed|ist) assault\w* victim\w*
    visas? refugee asylum citizen\w* immigra\w+ migrants? migrat\w+ deport\w* bridging subclass
    temporary_resident permanent_residen\w+ pr_holder undocumented overstay\w*
    aborigin\w+ torres_strait indigenous first_nations koori race racial ethnic\w* religio\w* muslim
    islam\w* christian jewish hindu buddhist sikh church mosque
    gay lesbian bisexual queer trans transgender lgbt\w* sexual\w* gender
    prison jail gaol parole convict\w* criminal offen[cd]\w+ police court custody divorc\w+
    separated centrelink jobseeker youth_allowance pension\w* welfare bankrupt\w* debts? homeless\w*
    evict\w* unemployed sacked fired redundan\w+ salary income earn(?:ing|s)? union"""
)
# Whoever it is said of.
_SECRET = _any_of(
    r"""suicid\w+ self[-_]harm kill_(?:my|him|her|them|your)\w* passwords? passport_(?:no|number)
    medicare tax_file tfn bank_account credit_card licen[cs]e_number"""
)


def is_sensitive(text: str) -> bool:
    """Whether a text may tell of somebody's life rather than of a subject.

    "Is there a mental health course?" tells of nobody; "I have depression" does.
    """
    folded = fold(text)
    return bool(_SECRET.search(folded) or (_PERSON.search(folded) and _SENSITIVE.search(folded)))
