"""Australian English for Telegram."""

from bot.core.wording.telegram import TelegramWording

TELEGRAM_EN_AU = TelegramWording(
    text_only=(
        "Thanks, but I can only read text. Could you type it? Ask me about study in Australia, or "
        "tell me what you'd like to learn."
    ),
    choice_taken="You chose: {label}",
    commands=(
        ("start", "Say hello and see what I do"),
        ("help", "What you can ask or say"),
        ("find", "Find a course that fits"),
        ("subscribe", "Sign up for the newsletter"),
        ("privacy", "What I keep and for how long"),
        ("forget", "Delete this chat and any sign-up made in it"),
    ),
)
