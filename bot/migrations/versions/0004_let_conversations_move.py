"""Let conversations move from channel to channel."""

import sqlalchemy as sa
from alembic import op

from corpus.database import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "crossings",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("conversation_id", sa.String(length=80), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_table(
        "moves",
        sa.Column("from_id", sa.String(length=80), nullable=False),
        sa.Column("to_id", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["from_id"], ["conversations.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["to_id"], ["conversations.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("from_id"),
    )


def downgrade() -> None:
    op.drop_table("moves")
    op.drop_table("crossings")
