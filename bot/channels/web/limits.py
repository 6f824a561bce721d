"""Where the API stands, and how much may be sent to it."""

API = "/api/v1"
# Telegram is told the second; the first is for those who set the webhook by hand.
WEBHOOKS = ("/telegram/webhook", f"{API}/telegram/webhook")
# 4,000 characters as JSON escapes of two code units each are 48 kB.
BODY_BYTES_MAX = 64 * 1024
WEBHOOK_BYTES_MAX = 1024 * 1024
