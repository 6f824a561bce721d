"""Australian English: everything that a visitor reads, in one file."""

from bot.core.channels import Channel
from bot.core.circumstances import Group, Residency
from bot.core.crisis import Audience, Need
from bot.core.funding import Condition
from bot.core.state import Expectation, Motivation
from bot.core.wording.crossing import CrossingWording
from bot.core.wording.explaining import ExplainingWording
from bot.core.wording.funding import FundingWording
from bot.core.wording.guidance import GuidanceWording
from bot.core.wording.mail import MailWording
from bot.core.wording.pages import PageWording
from bot.core.wording.shortlist import ShortlistWording
from bot.core.wording.telegram import TelegramWording
from bot.core.wording.wording import Wording
from corpus.models import Delivery, Level, State
from retrieval.models import Sort

GUIDANCE_EN_AU = GuidanceWording(
    support={
        Need.SUICIDE: (
            "I'm really sorry you're feeling like this. You don't have to carry it alone. I'm only a program, so "
            "please talk to a person now:"
        ),
        Need.VIOLENCE: (
            "I'm sorry. Nobody should have to live with that, and it isn't your fault. I'm only a program, so please "
            "talk to people who help with this:"
        ),
    },
    support_of_another=(
        "I'm sorry. It's good that you're looking out for them. I'm only a program; these people also talk with "
        "anyone who is worried about somebody:"
    ),
    support_again="That's okay, you don't have to. Whenever it feels possible, these people are there:",
    crisis_line="• {name}: {number}",
    or_text=", or text {number}",
    audiences={
        Audience.ANYONE: "{name}",
        Audience.YOUNG: "{name}, for ages 5 to 25",
        Audience.FIRST_NATIONS: "{name}, run by and for Aboriginal and Torres Strait Islander people",
        Audience.MEN: "{name}, for men",
    },
    interpreter="",
    danger="If you or someone else is in danger, call {number} now.",
    no_hurry="Study can wait. I'm here when you want to go on.",
    leave_no_trace='If somebody might read this, say "forget me" and I delete this chat.',
    leads_on="This is what the courses themselves state:",
    states_credit="• {course}: credit towards {said}. {source}",
    then_states_credit="   then {course}: credit towards {said}. {source}",
    no_way='I found no stated way from there to "{goal}", so that is a question for the providers.',
    no_start="I have no course like that, so I can't say where it leads.",
    which_start="Which course do you mean? Name it, or ask again once I've shown some.",
    credit_decided=(
        "Whoever runs the next course decides on credit. Confirm it with that provider, in writing, before you enrol."
    ),
    no_course_alone="No course is enough by itself.",
    neither_alone="Neither is enough alone.",
    typical=(
        "For the job “{job}”, the typical qualification is the {qualification}. Others may do: confirm with the "
        "provider. {source}"
    ),
    registration="{body} {rule}. What it asks for: {needs}.",
    source="Source: {url}, checked {date}.",
)

FUNDING_EN_AU = FundingWording(
    covers="{name} is a national program: {covers}.",
    covers_state="{name}, in {state}: {covers}.",
    former_ended="{old} has ended; {name} is the one to look at now.",
    former_dated="{old} ended on {date}, and {name} took its place.",
    old="These rules are old: they held until {date}, so ask a provider what has followed.",
    until="It runs until {date}.",
    not_yet="It starts on {date}.",
    stale="These rules were looked up more than a year ago and may have changed.",
    published="Its page is from {year} and may be out of date.",
    also="You can also ask me about {names}.",
    priority="{name} serves {groups} first, among others.",
    groups={
        Group.OUT_OF_WORK: "people who are out of work",
        Group.CARER: "unpaid carers",
        Group.FIRST_NATIONS: "First Nations people",
        Group.DISABILITY: "people with disability",
        Group.AGED_17_TO_24: "people aged 17 to 24",
    },
    conditions="The published rules ask for:",
    conditions_again="For {name}, with what you've told me:",
    met="✓ {label}",
    not_met="✗ {label}: not met, going by what you've told me",
    unknown="• {label} (I don't know yet)",
    depends="• {label} ({ground} it depends: ask the provider)",
    note="• {note}",
    labels={
        Condition.PLACE: "",
        Condition.AGE: "{age} or older",
        Condition.SCHOOL: "has left school",
        Condition.RESIDENCY: "{residencies}",
        Condition.QUALIFICATION: (
            "no Certificate III or higher finished in the last {years} years, school and foundation courses aside"
        ),
        Condition.YEAR_10: "has finished Year 10",
    },
    places={State.ACT: "the ACT", State.NT: "the Northern Territory"},
    lives="lives in {state}",
    lives_or_works="lives or works in {state}",
    residencies={
        Residency.CITIZEN: "Australian citizen",
        Residency.PERMANENT_RESIDENT: "permanent resident",
        Residency.HUMANITARIAN: "humanitarian visa holder",
        Residency.NEW_ZEALANDER: "New Zealand citizen",
        Residency.OTHER_VISA: "other visa holder",
    },
    grounds={
        Residency.CITIZEN: "for citizens",
        Residency.PERMANENT_RESIDENT: "for permanent residents",
        Residency.HUMANITARIAN: "with a humanitarian visa",
        Residency.NEW_ZEALANDER: "for New Zealand citizens",
        Residency.OTHER_VISA: "with another visa",
    },
    all_met="Nothing you've told me is against those rules.",
    some_not_met="So one of the published rules isn't met as things stand; there may be exceptions.",
    not_confirmed="I don't have its conditions confirmed, so its own page is the place to look.",
    for_school=(
        "While somebody is still at school, school-based apprenticeships and traineeships may be a way in: the school "
        "can say which."
    ),
    confirm="The provider confirms whether there is a place and who gets it.",
    which_state="That depends on the state or territory. Which one do you live in?",
    questions={
        Condition.PLACE: "",
        Condition.AGE: "Are you {age} or older?",
        Condition.SCHOOL: "Have you left school?",
        Condition.RESIDENCY: "Are you an Australian or New Zealand citizen, a permanent resident, or on a visa?",
        Condition.QUALIFICATION: (
            "Have you finished a Certificate III or higher in the last {years} years, apart from school?"
        ),
        Condition.YEAR_10: "Have you finished Year 10?",
    },
    asks_lives="Do you live in {state}?",
    asks_lives_or_works="Do you live or work in {state}?",
    yes="Yes",
    no="No",
    not_sure="Not sure",
    residency_answers=(
        "Australian citizen",
        "Permanent resident",
        "New Zealand citizen",
        "On a visa",
    ),
    choice_courses="Funded courses in {state}",
)

SHORTLIST_EN_AU = ShortlistWording(
    saved="Saved: {titles}.",
    saved_already="That's on your shortlist already: {titles}.",
    which_to_save="Which one shall I save?",
    nothing_to_save="I haven't shown you a course to save yet. Tell me what you'd like to study.",
    full='A shortlist holds {most} courses at most. Take one off first, for instance by "remove the first one".',
    size_of_one='There is 1 course on your shortlist; say "shortlist" to see it.',
    size='There are {count} courses on your shortlist; say "shortlist" to see them.',
    courses_of_one="1 course",
    courses="{count} courses",
    removed="Taken off your shortlist: {titles}.",
    not_on_list="I can't tell which of your saved courses that is. On your shortlist: {titles}.",
    cleared="Your shortlist is empty now.",
    stays="Your shortlist stays.",
    one_to_compare="There's one course on your shortlist. Save another and I'll put them side by side.",
    empty='There is nothing on your shortlist. Say "save the second one" when a course is worth keeping.',
    shown='The {count} courses on your shortlist. "Remove the second one" takes one off.',
    shown_of_one='The course on your shortlist. "Remove it" takes it off.',
    retired="{count} of those you saved are no longer offered.",
    my_data="Courses on your shortlist: {count}",
    text_head="Your shortlist:",
    text_line=(
        "{number}. {title}, {provider}. Level: {level}. Study mode: {delivery}. Where: {states}. Duration: {duration}. "
        "Price: {price}. {url}"
    ),
    ask_email="Which email address shall I send your shortlist to?",
    collection="The address is used for this one email, then let go. It signs you up for nothing.",
    email_label="Email address for your shortlist",
    consent=(
        "I'll send one email with your shortlist ({courses}) to the address you typed, use the address for nothing else and "
        "keep no copy of it. Do you agree?"
    ),
    sent="Your shortlist is on its way. Once it has gone out, I let go of the address.",
    not_sent="No worries, nothing is sent and I haven't kept an address.",
    mails_used_up='I\'ve mailed your shortlist as often as I may in one conversation. Say "shortlist as text" to copy it.',
    choice_save="Save this one",
    choice_save_one="Save {title}",
    choice_show="My shortlist",
    choice_compare="Compare them",
    choice_mail="Email me my shortlist",
    choice_again="Back to the courses",
)

CROSSING_EN_AU = CrossingWording(
    how={
        Channel.TELEGRAM: (
            "Open this link and press Start in Telegram. What we've said, what you're looking for and your shortlist "
            "go with you."
        ),
        Channel.WEB: (
            "Open this link in your browser. What we've said, what you're looking for and your shortlist go with you."
        ),
    },
    link={Channel.TELEGRAM: "Continue on Telegram", Channel.WEB: "Continue on the website"},
    once="It works once, within {minutes} minutes. Whoever opens it takes this conversation over, so keep it to yourself.",
    already={
        Channel.TERMINAL: "That's where we are already.",
        Channel.TELEGRAM: "We're on Telegram already.",
        Channel.WEB: "We're on the website already.",
    },
    unreachable={
        Channel.TELEGRAM: "I can't be reached on Telegram at the moment, so our conversation stays here.",
        Channel.WEB: "There's no web page that I can send you to, so our conversation stays here.",
    },
    arrived={
        Channel.TERMINAL: "Good, we go on here from the terminal.",
        Channel.TELEGRAM: "Good, we go on here from Telegram.",
        Channel.WEB: "Good, we go on here from the website.",
    },
    shortlist="Your shortlist: {courses}.",
    made_way=(
        'The search that was open here before has made way; say "undo" to go back to it. Its messages and what you saved '
        "are kept."
    ),
    dead=(
        "That link doesn't work: it was used before, is older than {minutes} minutes, or isn't complete. Nothing has changed "
        'here. For a new one, say "/continue" where you left the conversation.'
    ),
    own="That link is for the conversation that we're in. Open it where you'd like to go on.",
    gone={
        Channel.TERMINAL: "This conversation has moved to the terminal, and what we said is there now.",
        Channel.TELEGRAM: "This conversation has moved to Telegram, and what we said is there now.",
        Channel.WEB: "This conversation has moved to the website, and what we said is there now.",
    },
    gone_offer="Would you like to start afresh here?",
    my_data={
        Channel.TERMINAL: "Messages of the same conversation in the terminal: {count}",
        Channel.TELEGRAM: "Messages of the same conversation on Telegram: {count}",
        Channel.WEB: "Messages of the same conversation on the website: {count}",
    },
    forget={
        Channel.TERMINAL: "That includes the same conversation in the terminal.",
        Channel.TELEGRAM: "That includes the same conversation on Telegram.",
        Channel.WEB: "That includes the same conversation on the website.",
    },
    choice_afresh="Start afresh",
    choice_cross="Continue on Telegram",
)

EXPLAINING_EN_AU = ExplainingWording(
    why_one="Because of how it stands to what you asked for:",
    why_several="Because of how they stand to what you asked for:",
    order=(
        "Courses that meet everything come first, then those that leave something unstated; the closest to your words lead. "
        "Who provides a course plays no part."
    ),
    order_sorted=(
        "Courses that meet everything come first, {order}, then those that leave something unstated. Who provides a course "
        "plays no part."
    ),
    no_wish="You haven't asked for anything that a course could meet or miss yet.",
    not_shown="{course} is left out: {reasons}.",
    change="It would be among them with this changed: {change}.",
    pinned="You said that this has to be so, so I keep to it. Tell me if that changes.",
    excluded="You asked me to leave that field out. Name the field again if you've changed your mind.",
    field_excluded="You asked me to leave out {field}. Name the field as something you'd like if you've changed your mind.",
    fits="{course} does fit: it is number {place} of {count}.",
    fits_unknown=(
        "{course} might fit: it is number {place} of {count}, after those that state everything you asked about. Check "
        "with the provider."
    ),
    choice_admit="Show it with that change",
    admitted="With that changed, {course} is number {place} of {count}.",
    which="Which one shall I change?",
    again="Here they are again.",
    accept_nothing="I'm not waiting for a yes to anything. What would you like to learn or know?",
)

EN_AU = Wording(
    language="en-AU",
    own_name="English",
    choose_language="Which language would you like?",
    language_chosen="English it is. What would you like to do?",
    unread="I couldn't read these words: {words}. Other words may help.",
    quoted_as_is="",
    greeting=(
        "Hi, I'm the course adviser. Ask me about micro-credentials and study in Australia, or tell me what "
        "you'd like to learn and I'll find courses that fit. I'm a program, and I only say what I can show you "
        "the source of."
    ),
    welcome_back="Hi again. Let's go on where we were.",
    help=(
        "You can:\n"
        '• ask a question, such as "How long does a micro-credential take?"\n'
        '• say what you want to study, such as "something with animals, online, in Queensland"\n'
        '• change your mind at any time: "make that blended", "not aged care", "under $500", "undo"\n'
        '• keep courses and ask about them: "save the second one", "my shortlist", "why not that one?"\n'
        '• go on elsewhere: "continue on Telegram", or "/web" there\n'
        '• say "newsletter" to sign up, "privacy" to see what I keep, "forget me" to delete it, or '
        '"start over".'
    ),
    thanks="You're welcome. I'm here whenever you want to go on.",
    about=(
        "I'm a program, not a person. I answer from this site's articles and courses, word for word and with the "
        "source, and say so when they don't hold an answer."
    ),
    timetable=(
        "I don't have class times, so I can't narrow by them. The provider can tell you; online courses mostly leave "
        "the times to you."
    ),
    apology=(
        "Sorry, something went wrong on our side and I couldn't answer that. Please try again. If it happens "
        "again, give the site's owner this reference: {reference}."
    ),
    unclear=(
        "I couldn't make sense of that. Could you rephrase it? You can ask about study in Australia, or tell me "
        "what kind of course you'd like."
    ),
    stale_choice=(
        "That button belongs to an earlier question and nothing has changed. Use the latest buttons, or type "
        "what you'd like."
    ),
    out_of_scope=(
        "That's outside what I know. I can help with courses, micro-credentials and study in Australia: ask a "
        "question about those, or tell me what you'd like to learn."
    ),
    instruction=(
        "I can't do that: messages to me are questions, not commands, and I have no hidden prompt to show. I can "
        "help with courses and study in Australia."
    ),
    eligibility=(
        "I can't say who is eligible: that depends on the person's circumstances, the course and the rules of the "
        "day. The provider confirms it, or the official scheme does."
    ),
    migration=(
        "I can't advise on visas or on staying in Australia. The Department of Home Affairs and registered migration "
        "agents can."
    ),
    guarantee=(
        "Nobody can promise that: no course guarantees a job or a result. Ask the provider what past students went on "
        "to do."
    ),
    integrity=(
        "I can't do assessments for anybody: they have to be your own work. Your provider's study support can help you "
        "get started."
    ),
    medical="I can't help with health questions. Please ask a doctor, or call Healthdirect on 1800 022 222 at any hour.",
    legal="I can't give legal advice. A community legal centre or a lawyer can.",
    personal="I don't give out anybody's contact details. The course pages say how to reach a provider.",
    person="You can reach a person here: {contact}",
    person_unknown=(
        "I can't put you through to a person, because this site hasn't given me a contact. The course provider "
        "named on each course can answer questions about it."
    ),
    started_over="All clear: I've let go of what you told me about your search. What would you like to do?",
    cancelled="No worries, I've left things as they were.",
    nothing_to_show_more="I haven't shown you any courses yet. What would you like to study?",
    rephrased="In short, reworded by a language model: {text}",
    refusal="I can't find an answer to that in what I have (all articles and courses, as of {date}).",
    refusal_no_claimant="No source for it is stated there, and I won't name one.",
    refusal_nearest="The nearest I have, which may not answer it:",
    check_changes="Courses, prices, places and funding change: check with the provider for what holds now.",
    figures_differ="My sources give different figures, so here are both, with their dates:",
    each_side="I have no text that compares the two, so here is what is said of each:",
    source="“{title}”: {facts}.",
    source_author="written by {names}",
    source_no_author="no author is named",
    source_published="published on {date}",
    source_updated="last updated on {date}",
    source_checked="facts checked on {date}",
    source_no_date="no date is given",
    finder_intro="Let's find courses that fit.",
    found_one="I found one course that fits.",
    found_all="I found {count} courses that fit.",
    found_many="I found {count} courses that fit; here are the best {shown}.",
    found_unknown_only=(
        "No course is known to meet all of that. {count} might: some details aren't stated, so check with the "
        "provider."
    ),
    found_some_unknown="{count} more might fit, but leave some details unstated; they come last.",
    found_open="Nothing narrows it yet, so here are {shown} of {count} courses.",
    found_by_topic="These come closest to what you described:",
    found_none="I found no course that meets all of that.",
    found_none_offer="One of these changes would find some:",
    found_few_offer="One of these changes would find more:",
    relaxations={
        "states": "Any place",
        "delivery": "Any study mode",
        "levels": "Any level",
        "duration_weeks_max": "Any length",
        "price_aud_max": "Any price",
        "funded": "Any funding",
        "excluded_subjects": "Nothing left out",
        "subjects": "Any field",
    },
    relaxed="I found nothing for all of it, so this is with {wishes}.",
    relaxed_also="Also {value}",
    also="also {value}",
    undone="Taken back.",
    nothing_to_undo="There's nothing to take back. What would you like to look for?",
    narrow_it_down="Let's find out what could suit you.",
    found_none_by_topic="I found no course like that.",
    no_more="That's all I have for this search. Change something to see others.",
    understood="Looking for: {summary}.",
    excluding="not {subjects}",
    step_questions={
        Expectation.MOTIVATION: "What is your main reason to study?",
        Expectation.SUBJECT: "What would you like to study? Pick a field, or type anything.",
        Expectation.DELIVERY: "How would you like to study?",
        Expectation.STATE: "Where in Australia are you?",
        Expectation.LEVEL: "What level are you after?",
        Expectation.PART: "Which part of {subject} would you like?",
        Expectation.TOPIC: "What should it be about? A word or two will do.",
    },
    narrow_questions={
        Expectation.MOTIVATION: "What is your main reason to study?",
        Expectation.SUBJECT: "Which field shall I narrow it to?",
        Expectation.DELIVERY: "To narrow it down: how would you like to study?",
        Expectation.STATE: "To narrow it down: where in Australia are you?",
        Expectation.LEVEL: "To narrow it down: what level are you after?",
        Expectation.PART: "To narrow it down: which part of {subject}?",
        Expectation.TOPIC: "Is there anything in particular it should be about? A word or two will do.",
    },
    step_explanations={
        Expectation.MOTIVATION: "Any answer is fine here: no course is left out because of it.",
        Expectation.SUBJECT: (
            'A field is a broad area, such as Health or IT. Your own words do as well: "working with animals".'
        ),
        Expectation.DELIVERY: (
            "Online means at your own times, virtual a live class on screen, in class at a campus, and blended a mix "
            "of online and in class."
        ),
        Expectation.STATE: (
            "Some courses are only offered in some states and territories. A suburb, a city or a postcode is enough."
        ),
        Expectation.LEVEL: (
            "Short courses stand outside the AQF; certificates and diplomas mostly train for a job; bachelor degrees "
            "and what follows them are higher education. The provider says what each asks for beforehand."
        ),
        Expectation.PART: "A part is a narrower area within the field, with how many courses it has.",
        Expectation.TOPIC: "A word from what you picture yourself doing puts the courses nearest to it first.",
    },
    step_label="Step {number} of {of}",
    motivations={
        Motivation.CAREER_CHANGE: "Career change",
        Motivation.UPSKILL: "Upskill",
        Motivation.RETURN_TO_WORK: "Return to work",
        Motivation.HOBBY: "Hobby",
    },
    deliveries={
        Delivery.ONLINE: "Online",
        Delivery.IN_CLASS: "In class",
        Delivery.BLENDED: "Blended",
        Delivery.VIRTUAL: "Virtual (live online)",
    },
    states={
        State.ACT: "ACT",
        State.NSW: "New South Wales",
        State.NT: "Northern Territory",
        State.QLD: "Queensland",
        State.SA: "South Australia",
        State.TAS: "Tasmania",
        State.VIC: "Victoria",
        State.WA: "Western Australia",
    },
    levels={level: level.value for level in Level},
    subjects={},
    sorts={
        Sort.CHEAPEST: "cheapest first",
        Sort.SHORTEST: "shortest first",
        Sort.NEWEST: "newest first",
    },
    duration_max="at most {duration}",
    price_max="up to ${amount}",
    price_zero="free",
    funded="government funded",
    occupation="work as {occupation}",
    fact_labels={
        "level": "Level",
        "delivery": "Study mode",
        "states": "Where",
        "duration": "Duration",
        "price": "Price",
        "funding": "Funding",
        "credit": "Credit",
        "start": "Starts",
        "entry": "Entry",
        "provider": "Provider",
    },
    not_stated="not stated",
    fact_line="• {course}: {label}: {value}",
    fact_unknown="not stated; ask the provider",
    compared="Side by side:",
    compared_of_more="{most} side by side, of the {count}:",
    nothing_to_compare="Which courses shall I compare? Name two fields, or ask once I've shown some courses.",
    no_such_place="I've shown {count} courses. Which of them do you mean?",
    no_such_place_of_one='I\'ve shown one course there, and no other. "Show more" or a new wish may find some.',
    outside_aqf="outside the AQF",
    free="Free",
    everywhere="Australia-wide",
    sample_mark="Sample",
    met={
        "subject": "Field: {evidence}",
        "delivery": "Study mode: {evidence}",
        "state": "Available in {evidence}",
        "level": "Level: {evidence}",
        "duration": "Takes {evidence}",
        "price": "Costs {evidence}",
        "funding": "Funding: {evidence}",
        "topic": 'About what you described: "{evidence}"',
    },
    near={
        "delivery": "Study mode: {evidence}, not quite what you asked for",
        "level": "Level: {evidence}, one step from what you asked for",
        "duration": "Takes a little longer: {evidence}",
        "price": "Costs a little more: {evidence}",
        "topic": 'Close to what you described: "{evidence}"',
    },
    unknown={
        "subject": "Field isn't stated",
        "delivery": "Study mode isn't stated: ask the provider",
        "state": "Where it is offered isn't stated: ask the provider",
        "level": "Level isn't stated: ask the provider",
        "duration": "Duration isn't stated: ask the provider",
        "price": "Price isn't stated: ask the provider",
        "funding": "Funding isn't stated: ask the provider",
    },
    not_met={
        "subject": "Another field: {evidence}",
        "delivery": "Study mode: {evidence} only",
        "state": "Not offered where you are, but in {evidence}",
        "level": "Level: {evidence}",
        "duration": "Takes longer: {evidence}",
        "price": "Costs more: {evidence}",
        "funding": "Not government funded",
        "topic": "Not much like what you described",
        "excluded": "In a field you left out: {evidence}",
    },
    newsletter_offer="Our newsletter has updates on job trends, career advice and study tips.",
    newsletter_collection=(
        "If you sign up, your address is used to send it and for nothing else, and every issue has a link to stop."
    ),
    newsletter_ask="Which email address should it go to?",
    email_label="Your email address",
    email_send="Send",
    email_invalid="That doesn't look like an email address ({reason}). Could you check it? Nothing has been kept.",
    consent_text=(
        "I agree to receive the course adviser newsletter by email, with updates on job trends, career advice, "
        "study tips and courses. I can unsubscribe at any time with the link in each email."
    ),
    consent_version="2026-11",
    consent_question='Before I sign you up, please read this and say whether you agree: "{consent}"',
    subscribed=(
        "Thank you. If that address isn't signed up yet, an email with a confirmation link is on its way. You're "
        "only subscribed once you press the button behind that link."
    ),
    consent_refused="No worries. I haven't kept your address.",
    consent_without_email='There\'s no sign-up waiting for your answer. Say "newsletter" to start one.',
    topics_question="Shall it be about {topics}, or about everything?",
    topics_noted="Noted for the newsletter: {topics}. It holds from the moment you're subscribed.",
    topics_all="everything",
    unsubscribe_how="Which address shall I unsubscribe? The link in any issue does it too.",
    unsubscribed="Done. If that address was subscribed, it won't get any more issues.",
    privacy=(
        "I keep the messages of this chat, so that I can follow on from them, for up to {days} days, and your email "
        "address only if you sign up for the newsletter, with the time and the words of your consent. You don't need "
        'to tell me who you are. Say "my data" to see what I keep, or "forget me" and I delete this chat and any sign-up '
        "made in it. What is asked may be counted by day, without who asked."
    ),
    privacy_policy="This site's privacy policy: {url}",
    my_data="This is what I keep about you:",
    my_data_none="I keep nothing about you yet. From here on I keep our messages, so that I can follow on from them.",
    my_data_messages=(
        "Your messages with my answers, {count} so far, since {since}; they're deleted {days} days after your last message"
    ),
    my_data_opinions="Your opinions on my answers, {count} so far",
    my_data_aims="Your aims, as I understood them: {aims}",
    my_data_funding="What you said of yourself about funding: {facts}",
    my_data_fact="{name}: {value}",
    my_data_newsletter=(
        "The newsletter: you asked for it at {address}, about {topics}, and I keep the time and the words you agreed to; "
        "whether it's confirmed, only a message to that address can tell"
    ),
    my_data_words="Your latest messages, the way I keep them:",
    my_data_how='I keep no name and no account. Say "forget me" and I delete all of it.',
    hand_over_offer=(
        "I can send what we've said here to the site's owner, so that you don't have to start over. Would you like to see "
        "what I'd send?"
    ),
    hand_over_collection=(
        "Your address or number goes into that one message, so that a person can answer you. I use it for nothing else "
        "and don't keep it."
    ),
    hand_over_contact='Where should they answer? Give an email address or a phone number, or say "no answer needed".',
    hand_over_contact_again=(
        "That doesn't look like a whole email address or phone number. Could you check it? You can also say "
        '"no answer needed".'
    ),
    hand_over_preview="This is the whole message I'd send to the site's owner:",
    hand_over_exchange="Visitor: {visitor}\nAdviser: {adviser}",
    hand_over_answer_to="Answer to: {contact}",
    hand_over_no_answer="no answer needed",
    hand_over_question="Shall I send it?",
    hand_over_sent=(
        "It's on its way to the site's owner, as shown. Once it has gone out, I keep no address or number of yours."
    ),
    hand_over_declined="No worries. I've sent nothing and kept no address or number.",
    contact_label="Email address or phone number",
    forget_question=(
        "This deletes our conversation and any newsletter sign-up made in it. It can't be undone. Shall I?"
    ),
    forgotten="Done: this conversation and any sign-up made in it are deleted. You can start afresh at any time.",
    choice_find="Find a course",
    choice_more="Show more",
    choice_relax="Relax what's needed",
    choice_undo="Undo",
    choice_courses_in="Courses in {subject}",
    choice_subscribe="Newsletter",
    choice_start_over="Start over",
    choice_skip="Not sure",
    choice_any={
        Expectation.SUBJECT: "Anything",
        Expectation.DELIVERY: "Any way",
        Expectation.STATE: "Anywhere",
        Expectation.LEVEL: "Any level",
        Expectation.PART: "All of it",
        Expectation.TOPIC: "Nothing in particular",
    },
    choice_agree="Yes, I agree",
    choice_disagree="No thanks",
    choice_forget="Yes, delete it",
    choice_keep="No, keep it",
    choice_topics="About {topics}",
    choice_topics_all="About everything",
    choice_hand_over="Show me",
    choice_no_answer="No answer needed",
    choice_send="Yes, send it",
    choice_do_not_send="Don't send it",
    yes_word="yes",
    no_word="no",
    and_word="and",
    or_word="or",
    comma=", ",
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    date="{day} {month} {year}",
    units={
        "year": ("{amount} year", "{amount} years"),
        "month": ("{amount} month", "{amount} months"),
        "week": ("{amount} week", "{amount} weeks"),
        "day": ("{amount} day", "{amount} days"),
        "hour": ("{amount} hour", "{amount} hours"),
    },
    guidance=GUIDANCE_EN_AU,
    funding=FUNDING_EN_AU,
    shortlist=SHORTLIST_EN_AU,
    crossing=CROSSING_EN_AU,
    explaining=EXPLAINING_EN_AU,
)

PAGES_EN_AU = PageWording(
    language="en-AU",
    site_name="Course adviser",
    confirm_title="Confirm your newsletter sign-up",
    confirm_text=(
        "Press the button to get the course adviser newsletter. If you didn't sign up, close this page: "
        "nothing will be sent to you."
    ),
    confirm_button="Confirm my sign-up",
    confirmed_title="You're signed up",
    confirmed_text="Thank you. Every issue has a link to stop, and it never expires.",
    unsubscribe_title="Unsubscribe from the newsletter",
    unsubscribe_text="Press the button and you won't get any more issues.",
    unsubscribe_button="Unsubscribe me",
    unsubscribed_title="You're unsubscribed",
    unsubscribed_text="You won't get any more issues. There's nothing else you need to do.",
    invalid_title="This link doesn't work",
    invalid_text=(
        "It may have expired, or been used or replaced by a newer one, or be incomplete. If you wanted to sign "
        "up, please ask the course adviser for a new link."
    ),
    signed_up=(
        "If that address isn't signed up yet, an email with a confirmation link is on its way. "
        "The subscription starts once the button behind that link is pressed."
    ),
)

TELEGRAM_EN_AU = TelegramWording(
    language="en-AU",
    text_only=(
        "Thanks, but I can only read text. Could you type it? Ask me about study in Australia, or "
        "tell me what you'd like to learn."
    ),
    choice_taken="You chose: {label}",
    commands=(
        ("start", "Say hello and see what I do"),
        ("help", "What you can ask or say"),
        ("find", "Find a course that fits"),
        ("shortlist", "See the courses you kept"),
        ("web", "Continue on the website"),
        ("undo", "Take the latest change back"),
        ("subscribe", "Sign up for the newsletter"),
        ("language", "English or 中文"),
        ("privacy", "What I keep and for how long"),
        ("mydata", "See what I keep about you"),
        ("forget", "Delete this chat and any sign-up made in it"),
    ),
)

MAIL_EN_AU = MailWording(
    language="en-AU",
    confirm_subject="Please confirm your newsletter sign-up",
    confirm_body="""\
Hello,

somebody, most likely you, asked for the course adviser newsletter at this address. To get it, open this page and press
the button there:

{link}

The link works for seven days. If it wasn't you, do nothing: you won't hear from us, and the address is deleted.

To end it at any time, now or later:

{stop}

This mail was sent by {sender}. Contact: {contact}
""",
    shortlist_subject="Your shortlist of courses",
    shortlist_body="""\
Hello,

you asked the course adviser to send you this list.

{body}

This is a single email: your address was not kept and is not signed up for anything. If it wasn't you who asked, you
can leave it at that.

This mail was sent by {sender}. Contact: {contact}
""",
    hand_over_subject="A visitor would like to hear from a person",
    hand_over_body="""\
A visitor of the course adviser asked for a person and agreed to send you this conversation.

Answer to: {contact}

{transcript}
""",
    hand_over_no_answer="no answer needed",
    issue_footer="""\
You get this because you signed up for the course adviser newsletter. It was sent by {sender}. Contact: {contact}

To stop it, at any time and without signing in:
{stop}
""",
)
