"""Note topics of subscriptions, and how far outgoing mail got."""

import sqlalchemy as sa
from alembic import op

from corpus.database import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("subscribers", schema=None) as batch_op:
        batch_op.add_column(sa.Column("topics", sa.Text(), nullable=False, server_default="[]"))
    op.create_table(
        "outgoing_mail",
        sa.Column("batch", sa.String(length=80), nullable=False),
        sa.Column("recipient", sa.String(length=64), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("batch", "recipient"),
    )


def downgrade() -> None:
    op.drop_table("outgoing_mail")
    with op.batch_alter_table("subscribers", schema=None) as batch_op:
        batch_op.drop_column("topics")
