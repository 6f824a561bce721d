"""What is said about courses that were shown: keep one, why it, why not another, again please.

Each act has its shapes of a whole sentence, over plain words: punctuation and mail addresses are
off, and what people say before and after a request is taken for granted.
"""

import re

from bot.core.acts import COMPARE, NO, YES, Act
from bot.core.addresses import is_attempt
from bot.core.facts import pointed_place
from bot.core.state import ConversationState, Expectation
from bot.core.text import find_email, without_email, words

# Requests are shorter; longer texts are stories or questions.
CHARACTERS_MAX = 160
# Parts hold parts that hold no others.
PARTS_DEPTH = 2
_PARTS = {
    "any": r".{1,120}",
    "list": (
        r"(?:(?:my|the|our|that|a|your) )?(?:own |saved )?"
        r"(?:short ?list|list|saved (?:courses?|ones)|favou?rites?|bookmarks)"
    ),
    "kept": r"(?:(?:my|the) )?(?:short ?list|saved (?:courses?|ones)|favou?rites|bookmarks)|my list",
    "place": (
        r"(?:(?:the|number|no|option|course) )*"
        r"(?:first|second|third|fourth|fifth|sixth|last|one|two|three|four|\d(?:st|nd|rd|th)?)"
        r"(?: (?:one|two|three|course|option))?"
    ),
    "this": (
        r"(?:it|this|that|them|these|those|both|all|(?:this|that|these|those) (?:ones?|courses?)"
        r"|all (?:of )?(?:them|these|those|three|two|four)"
        r"|{place}(?:(?: and| or)? {place})*)"
    ),
    "page": r"(?:courses?|list|results?|options?|search|ones|page|suggestions|recommendations)",
    "to_me": r"(?:to|at)(?: (?:me|myself|my (?:own )?(?:e ?mail|mail|inbox)(?: address)?))?",
    "by_mail": r"(?:by|in an|via|as an) e ?mail",
    "show": (
        r"(?:show|see|view|open|list|read|check|look at|bring up|go to|go back to|where(?:'s| is)|display)"
        r"(?: me)?(?: all)?"
    ),
    "why": r"(?:why|how come)",
    "isnt": (
        r"(?:not|(?:is|was|are|were|did|do|does|have|has|would|could)(?:n't|nt| not)"
        r"|won't|wont|don't|dont|can't|cant)"
    ),
    "pick": (
        r"(?:show|shown|suggest|suggested|pick|picked|recommend|recommended|choose|chosen|give|given"
        r"|list|listed|offer|offered|rank|ranked|order|sort|select|selected|find|found"
        r"|(?:show|suggest|pick|recommend|choos|offer)ing|come up with)"
    ),
    "away": (
        r"(?:missing|hidden|ruled out|left out|excluded|rejected"
        r"|not (?:there|shown|listed|included|here|among them|(?:on|in) (?:the )?(?:list|there)))"
    ),
}
_LEAD = (
    r"(?:(?:and|but|so|ok|okay|yes|yeah|great|cool|hmm|wait|please|hey|thanks|also|actually|then"
    r"|now|right|anyway|well|sorry) )*"
    r"(?:(?:can|could|would|will|may) (?:you|i|we) (?:please )?|i(?:'d| would) like (?:you )?to "
    r"|i (?:want|wanna) (?:you )?(?:to )?|let(?:'s| me|s) |i'll |take me |please )?"
)
_TAIL = r"(?: (?:please|for me|for now|for later|too|as well|then|thanks|now|mate|there|so far))*"

_SHAPES: dict[Act, tuple[str, ...]] = {
    Act.SHORTLIST_MAIL: (
        r"(?:e ?mail|mail)(?: me)?(?: a copy of)? (?:{list}|{this}|the {page})(?: courses| ones)?(?: {to_me})?",
        r"(?:send|forward|get)(?: me)?(?: a copy of)? (?:{list}|{this}|the {page})(?: over)? (?:{to_me}|{by_mail})",
        r"(?:send|forward) me (?:a copy of )?{list}",
    ),
    Act.SHORTLIST_TEXT: (
        r"(?:export|print|copy|download)(?: out)?(?: me)? {list}(?: as (?:plain )?text)?",
        r"(?:{show} |give me |get )?{list} (?:as|in) (?:plain )?text",
        r"(?:a |the )?text version of {list}",
    ),
    Act.CLEAR_SHORTLIST: (
        r"(?:clear|empty|wipe|reset|delete|scrap)(?: out)?(?: all(?: of)?)? {list}",
        r"(?:remove|delete|take|clear) (?:everything|all(?: of (?:them|it))?|them all) (?:off|from|out of) {list}",
    ),
    Act.UNSAVE: (
        r"(?:remove|delete|drop|take|cross|strike|scratch|get rid of) {any} (?:off|from|out of) {list}",
        r"un ?(?:save|shortlist|star|favou?rite) {any}",
        r"(?:remove|drop|delete) {this}",
        r"take {this} off",
    ),
    Act.SAVE: (
        r"(?:save|shortlist|bookmark|favou?rite|star)(?! (?:me )?(?:some |any |on |the |up )*"
        r"(?:money|time|cash|costs?|up|on)\b)(?! (?:courses?|list)$) {any}",
        r"(?:add|put|include|stick|pop|move) {any} (?:to|on|onto|in|into) {list}",
        r"(?:keep|remember|hold on to|note|add|pin) {this}(?: in mind| aside)?",
        r"{any} (?:save|shortlist|bookmark) {this}",
    ),
    Act.SHORTLIST: (
        r"(?:{show} )?(?:{kept})(?: again)?",
        r"(?:what|which)(?: courses| ones)?(?: have| did)? (?:i|we|i've|we've)(?: have)? "
        r"(?:saved?|shortlisted|kept|bookmarked)",
        r"(?:what's|whats|what is|what do i have|what have i got)(?: saved)?(?: in| on) {list}",
    ),
    Act.WHY_NOT: (
        r"{why} {isnt} {any}",
        r"{why} (?:is|was|are|were|has|have) {any} {away}",
        r"{why} {any} (?:is|was|are|were) {away}",
        r"{why} (?:did|do|have|are) you (?:leave|left|leaving|rule|ruled|ruling|exclude|excluded|hide) {any}",
        r"{why} (?:are there |is there )?no(?:ne of)? {any}",
        r"(?:what's|whats|what is|what would be) wrong with {any}",
        r"what would (?:it take|have to change) (?:for|to (?:get|see|include)) {any}",
        r"what (?:do|would) i (?:have|need) to change (?:for|to (?:get|see|include)) {any}",
    ),
    Act.WHY: (
        r"why",
        r"{why}(?: is| are| was| were| just| only)* {this}(?: (?:first|shown|here|on top|at the top|listed|suggested"
        r"|recommended|chosen|picked|(?:on|in) the list|a (?:good )?(?:fit|match|choice)|right for me|good for me|(?:the )?best))?",
        r"(?:why|how) (?:did|do|have|would|are) you {pick}(?: me)?(?: {this}| {any})?",
        r"how (?:does|do|is|are) {this} (?:fit|match|meet|suit|relevant)(?: {any})?",
        r"what makes {this} (?:a )?(?:good|right|the best|suitable|fit|match|better|relevant|special)(?: {any})?",
        r"(?:what's|whats|what is) (?:so )?(?:good|great|special) about {this}",
    ),
    Act.AGAIN: (
        r"(?:go |get |come )?back to (?:(?:the|those|these|my|your|our|that) )?(?:last |previous |same |first )?{page}"
        r"(?: (?:you (?:showed|gave|found|listed|suggested)(?: me)?|from before|from earlier|before|earlier|again))*",
        r"(?:{show}|give me|repeat|what were|which were|what are) (?:them|it|(?:(?:the|those|these|my|your|that) )?"
        r"(?:last |previous |same |first )?(?:{page}|those|these))"
        r"(?: (?:again|once more|from before|from earlier|you (?:showed|gave|found)(?: me)?(?: before| earlier)?))+",
        r"(?:what|which) (?:were|are) (?:those|these|the) {page}(?: again)?",
        r"where were we",
    ),
}  # fmt: skip


def _compiled(shape: str) -> re.Pattern[str]:
    for _ in range(PARTS_DEPTH):
        for name, part in _PARTS.items():
            shape = shape.replace(f"{{{name}}}", f"(?:{part})")
    return re.compile(f"{_LEAD}(?:{shape}){_TAIL}")


_RULES = {act: tuple(map(_compiled, shapes)) for act, shapes in _SHAPES.items()}
# They speak of what was shown or kept, or of nothing.
_NEEDS_COURSES = frozenset({Act.WHY, Act.WHY_NOT, Act.UNSAVE, Act.AGAIN})


def talk_of_courses(text: str, state: ConversationState) -> Act | None:
    """The act by which a text speaks of courses that were shown or kept."""
    plain = " ".join(words(without_email(text)))
    if state.expecting is Expectation.WHICH_TO_SAVE and pointed_place(plain) is not None:
        return Act.SAVE
    if len(plain) > CHARACTERS_MAX or COMPARE.search(plain):
        return None
    act = next((act for act, shapes in _RULES.items() if _matches(shapes, plain)), None)
    knows_some = state.last_course_ids or state.seen_course_ids or state.shortlist
    return None if act in _NEEDS_COURSES and not knows_some else act


def mailing_act(folded: str, text: str, state: ConversationState) -> Act | None:
    """The act of an answer to what was asked before the shortlist goes by mail."""
    match state.expecting:
        case Expectation.SHORTLIST_EMAIL if is_attempt(text):
            return Act.SHORTLIST_ADDRESS
        case Expectation.SHORTLIST_CONSENT if find_email(text):
            return Act.SHORTLIST_ADDRESS  # another address is agreed to anew
        case Expectation.SHORTLIST_CONSENT if YES.match(folded) and not NO.search(folded):
            return Act.SHORTLIST_CONSENT
        case Expectation.SHORTLIST_EMAIL | Expectation.SHORTLIST_CONSENT if NO.search(folded):
            return Act.SHORTLIST_REFUSE
    return None


def _matches(shapes: tuple[re.Pattern[str], ...], plain: str) -> bool:
    return any(shape.fullmatch(plain) for shape in shapes)
