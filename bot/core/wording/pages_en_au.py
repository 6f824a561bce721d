"""Australian English."""

from bot.core.wording.pages import PageWording

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
