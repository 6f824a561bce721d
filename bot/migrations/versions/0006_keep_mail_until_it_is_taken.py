"""Keep the mail that turns ask for until a mail server has taken it."""

import sqlalchemy as sa
from alembic import op

from corpus.database import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# What an effect's body begins with where it is mail.
MAIL = ('{"type":"mail_shortlist"%', '{"type":"hand_over"%')


def upgrade() -> None:
    op.create_table(
        "waiting_mail",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("conversation_id", sa.String(length=80), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key"),
    )
    for mail in MAIL:
        moved = sa.text(
            "INSERT INTO waiting_mail (key, conversation_id, body, due_at, attempts)"
            " SELECT key, conversation_id, body, created_at, 0 FROM pending_effects"
            " WHERE body LIKE :mail AND conversation_id IN (SELECT id FROM conversations)"
        )
        op.execute(moved.bindparams(mail=mail))
        gone = sa.text("DELETE FROM pending_effects WHERE body LIKE :mail")
        op.execute(gone.bindparams(mail=mail))


def downgrade() -> None:
    op.drop_table("waiting_mail")
