"""The flow table: which step answers which act."""

from collections.abc import Callable, Mapping

from bot.core.acts import Act
from bot.core.message import Reply
from bot.core.steps import (
    answering,
    comparing,
    finding,
    following,
    funding,
    meeting,
    privacy,
    registration,
    relaxing,
    routing,
    sourcing,
    subscribing,
    supporting,
)
from bot.core.turn import Turn

FLOW: Mapping[Act, Callable[[Turn], Reply]] = {
    Act.GREET: meeting.greet,
    Act.HELP: meeting.help_,
    Act.THANKS: meeting.thanks,
    Act.ABOUT: meeting.about,
    Act.TIMETABLE: finding.timetable,
    Act.ASK: answering.answer,
    Act.SOURCE: sourcing.name_source,
    Act.FIND: finding.find,
    Act.MORE: finding.more,
    Act.FOLLOW: following.follow,
    Act.COMPARE: comparing.compare,
    Act.RELAX: relaxing.relax,
    Act.RELAX_ONE: relaxing.relax_one,
    Act.UNDO: relaxing.undo,
    Act.START_OVER: meeting.start_over,
    Act.SUBSCRIBE: subscribing.offer,
    Act.GIVE_EMAIL: subscribing.take_email,
    Act.CONSENT: subscribing.subscribe,
    Act.REFUSE_CONSENT: subscribing.refuse,
    Act.UNSUBSCRIBE: subscribing.unsubscribe,
    Act.PRIVACY: privacy.explain,
    Act.FORGET: privacy.ask_to_forget,
    Act.CONFIRM_FORGET: privacy.forget,
    Act.CANCEL: meeting.cancel,
    Act.PERSON: meeting.person,
    Act.DISTRESS: supporting.support,
    Act.FUNDING: funding.outline,
    Act.REGISTRATION: registration.who_decides,
    Act.ELIGIBILITY: routing.eligibility,
    Act.MIGRATION: routing.migration,
    Act.GUARANTEE: routing.guarantee,
    Act.INTEGRITY: routing.integrity,
    Act.MEDICAL: routing.medical,
    Act.LEGAL: routing.legal,
    Act.PERSONAL: routing.personal,
    Act.INSTRUCTION: meeting.decline_instruction,
    Act.OUT_OF_SCOPE: meeting.out_of_scope,
    Act.UNCLEAR: meeting.unclear,
    Act.STALE_CHOICE: meeting.stale_choice,
}
