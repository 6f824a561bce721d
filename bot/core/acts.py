"""What a visitor's turn does: rules where a rule is sure. Examples decide the rest."""

import re
from enum import StrEnum


class Act(StrEnum):
    """The kinds of turn that the flow table knows."""

    GREET = "greet"
    THANKS = "thanks"
    ABOUT = "about"
    TIMETABLE = "timetable"
    HELP = "help"
    ASK = "ask"
    SOURCE = "source"
    FIND = "find"
    MORE = "more"
    CHANGE_STEP = "change_step"
    EXPLAIN_STEP = "explain_step"
    FOLLOW = "follow"
    COMPARE = "compare"
    RELAX = "relax"
    RELAX_ONE = "relax_one"
    UNDO = "undo"
    SAVE = "save"
    UNSAVE = "unsave"
    SHORTLIST = "shortlist"
    SHORTLIST_TEXT = "shortlist_text"
    CLEAR_SHORTLIST = "clear_shortlist"
    SHORTLIST_MAIL = "shortlist_mail"
    SHORTLIST_ADDRESS = "shortlist_address"
    SHORTLIST_CONSENT = "shortlist_consent"
    SHORTLIST_REFUSE = "shortlist_refuse"
    WHY = "why"
    WHY_NOT = "why_not"
    ADMIT = "admit"
    AGAIN = "again"
    WHICH = "which"
    SUBSCRIBE = "subscribe"
    GIVE_EMAIL = "give_email"
    CONSENT = "consent"
    REFUSE_CONSENT = "refuse_consent"
    TOPICS = "topics"
    ALL_TOPICS = "all_topics"
    UNSUBSCRIBE = "unsubscribe"
    PRIVACY = "privacy"
    MY_DATA = "my_data"
    FORGET = "forget"
    CONFIRM_FORGET = "confirm_forget"
    CANCEL = "cancel"
    START_OVER = "start_over"
    PERSON = "person"
    HAND_OVER = "hand_over"
    GIVE_CONTACT = "give_contact"
    SEND_CHAT = "send_chat"
    KEEP_CHAT = "keep_chat"
    DISTRESS = "distress"
    REGISTRATION = "registration"
    FUNDING = "funding"
    PATHWAY = "pathway"
    ELIGIBILITY = "eligibility"
    MIGRATION = "migration"
    GUARANTEE = "guarantee"
    INTEGRITY = "integrity"
    MEDICAL = "medical"
    LEGAL = "legal"
    PERSONAL = "personal"
    INSTRUCTION = "instruction"
    OUT_OF_SCOPE = "out_of_scope"
    UNCLEAR = "unclear"
    STALE_CHOICE = "stale_choice"
    LANGUAGE = "language"
    CROSS = "cross"
    ARRIVE = "arrive"
    GONE = "gone"


COMMANDS = {
    "/start": Act.GREET,
    "/help": Act.HELP,
    "/find": Act.FIND,
    "/more": Act.MORE,
    "/undo": Act.UNDO,
    "/back": Act.UNDO,
    "/shortlist": Act.SHORTLIST,
    "/saved": Act.SHORTLIST,
    "/subscribe": Act.SUBSCRIBE,
    "/unsubscribe": Act.UNSUBSCRIBE,
    "/privacy": Act.PRIVACY,
    "/mydata": Act.MY_DATA,
    "/forget": Act.FORGET,
    "/delete": Act.FORGET,
    "/restart": Act.START_OVER,
    "/person": Act.PERSON,
    "/language": Act.LANGUAGE,
}

# Over folded text, tried in order; the first that matches decides. Each is linear in the text.
RULES: tuple[tuple[Act, re.Pattern[str]], ...] = tuple(
    (act, re.compile(pattern))
    for act, pattern in (
        (
            Act.INSTRUCTION,
            r"\b(ignore|disregard|forget) (all |any |the |your |my )*(previous|prior|above"
            r"|earlier|system)\b|\b(system|hidden|initial) prompt\b|\bprint your (prompt|instructions)\b"
            r"|\bjailbreak\b|\bdeveloper mode\b|\byou are now\b|\bpretend (?:to be|that|you|you\'re)\b|^system ?:",
        ),
        (
            Act.ELIGIBILITY,
            r"\b(am|are|is|would|do|does|can|could|will) (i|we|my \w+|he|she)\b.{0,60}\b(eligible|qualify for|qualified for|entitled)\b"
            r"|\bmy eligibility\b|\bi'm eligible\b",
        ),
        (
            Act.MIGRATION,
            r"\bvisas?\b(?! card)|\bpermanent residen\w+|\bstay permanently\b|\b(?:im)?migrat(?:e|ing)\b|\bcitizenship\b"
            r"|\b(?:get|getting|me|my) pr\b(?! (?:courses?|jobs?|skills?|experience|training|degree|agency|work)\b)",
        ),
        (
            Act.INTEGRITY,
            r"\b(?:write|do|complete|finish) my (?:essay|assignment|assessment|homework|exam|quiz|report|thesis)\b"
            r"|\b(?:write|do) (?:an?|the|my) \w+ for me\b|\banswers? (?:to|for) (?:my|the) (?:exam|quiz|test|assignment|assessment)\b"
            r"|\bcheat(?:ing)? (?:on|in|at)\b",
        ),
        (
            Act.GUARANTEE,
            r"\bguarantee\w*\b|\bwill i (definitely |surely )?(get|find|land|have) (a |the )?(job|work)\b|\bpromise me\b",
        ),
        (
            Act.MEDICAL,
            r"\b(diagnos\w+ me|my (symptoms?|medication)|should i (take|stop taking) (my )?(pills|tablets|medication|antidepressants))\b",
        ),
        (
            Act.LEGAL,
            r"\b(can|could|should) i sue\b|\blegal advice\b|\b(do|should) i (need|get) a lawyer\b",
        ),
        (
            Act.PERSONAL,
            r"(?<!your )(?<!my )\b(email|e-mail|phone|mobile|home|private) (address|number|details)\b(?! should)|\b\w+'s? (email|phone|mobile)\b",
        ),
        (Act.CONSENT, r"^(?:yes[, ]+)?i (?:agree|consent)[ .!]*$"),
        (
            Act.UNSUBSCRIBE,
            r"\bunsubscribe\b|\bopt out of (the )?(newsletter|emails?)\b"
            r"|\bstop (sending|emailing|the (newsletter|emails?))\b"
            r"|\btake me off (the|your) (mailing )?list\b",
        ),
        (
            Act.SUBSCRIBE,
            r"\bsubscribe\b|\bnewsletter\b(?!.*\b(what|how often|who|when|why)\b)"
            r"|\bsign me up\b|\bmailing list\b",
        ),
        (
            Act.FORGET,
            r"\b(?:forget|delete|erase|remove|wipe) (?:about )?(?:me|everything|(?:all )?(?:of )?(?:my|our|the|this) (?:data|chat|details"
            r"|information|info|conversation|messages|history|email|e-mail|address|account|record\w*))\b",
        ),
        (
            Act.MY_DATA,
            r"^(?:show |see )?my ?data[ ?.!]*$"
            r"|\b(?:show|see|view|get|have|give|export|download|send|access|list|copy)\b.{0,25}\bmy (?:own |personal |stored )?(?:data|information|info|details|records?)\b"
            r"|\bwh(?:at|ich)(?:'s)?\b.{0,20}\byou\b.{0,20}\b(?:about|on|of) me\b|\byour (?:data|records?|info|information) (?:about|on) me\b",
        ),
        (
            Act.PRIVACY,
            r"\bprivacy\b|\byou (?:\w+ )?(?:sell|share|use|keep|store|give away|pass on|do with) my (?:\w+ )?"
            r"(?:data|details|info|information|email|e-mail|address|chats?|messages?)\b|\bwhat (data|information) (do|have) you\b"
            r"|\bwhat do you (store|keep|know about me)\b|\bare you (recording|storing)\b",
        ),
        (
            Act.START_OVER,
            r"^(ok(ay)? )?(let's |lets |can we |i want to )?(start (over|again)|restart|reset|begin again)\b"
            r"|\bnew search\b",
        ),
        (
            Act.PERSON,
            r"\b(talk|speak|chat) (to|with) (a |an |some)?(person|human|someone|adviser|advisor|real)\b"
            r"|\b(?:someone|somebody|anyone|anybody|person|human|adviser|advisor) (?:who |that )?(?:i|we) (?:can|could) (?:talk|speak|chat|write)\b"
            r"|\b(?:someone|somebody|anyone|anybody|person|human|adviser|advisor) (?:to )?(?:call|ring|phone|contact|email) me\b"
            r"|^(?:i want |i'd like |i need |give me |get me )?(?:a |an )?(?:human|person|real adviser|real advisor)(?: please)?[ .!?]*$"
            r"|\b(real|actual) (person|human)\b|\bcall me\b|\bphone number for (you|someone)\b",
        ),
        (
            Act.MORE,
            r"^(ok(ay)? |yes |please )?((can you |could you |please )?(show|see|give)( me)?( some)? more"
            r"|more( please| courses| results| options)?|next( page)?|any more|anything else|what else)"
            r"( courses| results| options| please| of (them|these))?[ ?.!]*$",
        ),
        (
            Act.UNDO,
            r"^(?:(?:no|oh|oops|wait|sorry|hang on|actually|please)[ ,.!]+)*(?:can you |could you )?"
            r"(?:undo|revert|take (?:that|it) back|(?:put|change|set) (?:that|it) back|(?:go )?(?:one )?(?:step )?back)"
            r"(?: (?:that|it|this|to before|how it was|one(?: step)?|a step|(?:the |that |my )?(?:last |latest )?(?:one|change|thing|step|answer)))?"
            r"(?: please)?[ .!?]*$",
        ),
        (Act.RELAX, r"\b(relax|loosen)\b|\bbe (more )?flexible\b|\bwhatever you (need|have to)\b"),
        (
            Act.HELP,
            r"^(help|menu|options|what can you do|how does this work|what do you do)\b[ ?.!]*"
            r"( for me)?[?.! ]*$",
        ),
        (
            Act.THANKS,
            r"^(ok(ay)?,? |great,? |cool,? |no worries,? )*(thanks|thank you|thx|ta|cheers|bye|goodbye|see (you|ya)|cool|great|awesome"
            r"|perfect|lovely|no worries|got it)( so much| a lot| heaps| very much| for (that|your help)| mate| all)?([ ,]+(have a (good|great|nice) (one|day|night|weekend)))?"
            r"([ ,!.]*(bye|goodbye|thanks|cheers|see ya|mate))?[ !.]*$",
        ),
        (
            Act.ABOUT,
            r"\b(who|what) (are|made|built|created|runs) you\b|\bare you (a |an )?(real|human|robot|bot|person|ai|machine|chatgpt|program)\b"
            r"|\bam i (talking|speaking|chatting) (to|with) (a |an )?(real|human|robot|bot|person|ai|machine)\b",
        ),
        (
            Act.TIMETABLE,
            r"^(only |and |just |on )*(weekends?|evenings?|nights?|after hours|after work|part[- ]time|full[- ]time|mornings?|saturdays?"
            r"|sundays?)( only| please| classes| study)?[ ?.!]*$"
            r"|^i (?:can |could )?(?:only|just) (?:have|got|get|study|do|come|free on|work) (?:on |in |at )?(?:the )?"
            r"(?:weekends?|evenings?|nights?|mornings?|saturdays?|sundays?)(?: free| off)?[ .!]*$",
        ),
        (
            Act.GREET,
            r"^(hi|hiya|hello|hey|g'?day|good (morning|afternoon|evening)|yo|howdy|greetings)"
            r"( there| mate| all| everyone)?([ ,]+how (are|r) (you|ya|u)( going| doing)?|[ ,]+how ya going)?[ !.,?]*$",
        ),
        (
            Act.LANGUAGE,
            r"^(?:can (?:i|we|you) )?(?:change|choose|switch) (?:the )?languages?\b|^(?:other )?languages?[ ?.!]*$",
        ),
        (Act.CANCEL, r"^(cancel|stop|never ?mind|forget it|leave it)[ .!]*$"),
    )
)

# Between what is to be compared.
VERSUS = re.compile(r"\b(?:vs\.?|versus|compared (?:to|with)|against)\b", re.IGNORECASE)
OWN_LIST = re.compile(r"\b(?:short ?-?list|saved|favou?rites|bookmarks|ones i kept)\b")
COMPARE = re.compile(r"\bcompare\b|\bcomparison\b|\bside by side\b")

YES = re.compile(
    r"^(yes|yep|yeah|yup|y|ok|okay|sure|i agree|agree|agreed|i consent|i do|please do|of course)\b"
)
NO = re.compile(
    r"^(?:(?:actually|oh|um|hmm|sorry|wait|hang on|well|ok|okay)[ ,]+)*(?:no|nope|nah|n|not now|not yet|not today|don't|do not|dont|i don't"
    r"|i do not|i disagree|disagree|never|cancel|stop|forget it|leave it)\b"
    r"|\b(?:changed my mind|rather not|no thanks|no thank you|not interested)\b"
)
SKIP = re.compile(
    r"\b(skip|dunno|idk|hmm+|not sure|unsure|don't know|do not know|dont know|no idea|no preference|don't mind|do not mind"
    r"|dont mind|doesn't matter|does not matter|whatever|anything(?! \w)|any|either|anywhere|all of them)\b"
)

QUESTION = re.compile(
    r"^(and |but |so |ok(ay)?,? |hi,? |hello,? |hey,? |please )*(what|whats|hows|whos|wheres|whens|who|whom|whose|when|where|why|how|which|r|is|are|am|was|were|do|does"
    r"|did|can|could|will|would|should|may|(might|must)(?= (i|we|you|it|they|there)\b)|has(?! to\b)|have(?! to\b)|what's|who's|how's|isn't|aren't|tell me (about|what|how|why"
    r"|who)|explain|define|give me (an? )?(example|definition|list))\b(?!'t)"
)
# Says that courses are wanted, whatever else the sentence asks.
WANT = re.compile(
    r"\b(looking for|look for|find (me )?|show (me )?|search for|recommend|suggest|(?<!not )interested in|i want|i need|i'd like|i would like|i'd love"
    r"|want to (study|learn|do|become|be|work|get|change|switch|move|train)|get into|help me (find|choose|pick)|thinking (of|about)"
    r"|something (?:in|with|around|about|to do with)"
    r"|hoping to|keen (on|to))\b"
)
COURSE = re.compile(
    r"\b(courses?|class(es)?|training|programs?|programmes?|workshops?|bootcamps?|lessons?|subjects?|quals?|qualifications?"
    r"|tutorials?)\b"
)
# Says that there is no wish yet, and nothing else.
UNDECIDED = re.compile(
    r"^(?:(?:i'm|im|i|um|hmm+|well|really|honestly|just|still) )*(?:not sure|unsure|undecided|dunno|idk|(?:don't|dont) know|no idea)"
    r"(?: what to (?:study|do))?(?: yet| really| sorry| lol)*[ .!?]*$"
)
WHICH_COURSE = re.compile(
    r"\b(what|which|any|are there( any)?|do you (have|offer|know)|got any|have you got|is there(?: an?)?)\b[^?.!]{0,40}"
    r"\b(courses?|class(es)?|programs?|workshops?|training)\b"
    r"|\b(?:do you have|have you got|is there|are there) (?:anything|something|any) (?:in|on|about|for|with|free|cheaper|shorter|online)\b"
)


def by_rule(folded: str) -> Act | None:
    """The act that a rule is sure of."""
    command = folded.split(maxsplit=1)[0].split("@")[0] if folded.startswith("/") else ""
    if command in COMMANDS:
        return COMMANDS[command]
    return next((act for act, pattern in RULES if pattern.search(folded)), None)
