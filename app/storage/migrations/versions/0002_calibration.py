"""Ratings of calls, overridden verdicts, what a centre prefers."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "preference",
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_preference")),
    )
    op.create_table(
        "rating",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.String(40), nullable=False),
        sa.Column("rater_id", sa.Integer(), nullable=False),
        sa.Column("scorecard", sa.String(200), nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_rating_call_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["rater_id"], ["learner.id"], name=op.f("fk_rating_rater_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating")),
    )
    with op.batch_alter_table("rating", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rating_call_id"), ["call_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_rating_rater_id"), ["rater_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_rating_scorecard"), ["scorecard"], unique=False)

    op.create_table(
        "verdict_override",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.String(40), nullable=False),
        sa.Column("item", sa.String(200), nullable=False),
        sa.Column("before", sa.String(20), nullable=False),
        sa.Column("verdict", sa.String(20), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["learner.id"], name=op.f("fk_verdict_override_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["call_id"], ["call.id"], name=op.f("fk_verdict_override_call_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdict_override")),
    )
    with op.batch_alter_table("verdict_override", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_verdict_override_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_verdict_override_call_id"), ["call_id"], unique=False)

    op.create_table(
        "rated_item",
        sa.Column("rating_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(200), nullable=False),
        sa.Column("verdict", sa.String(20), nullable=True),
        sa.Column("remark", sa.String(), nullable=False),
        sa.Column("graded", sa.String(20), nullable=True),
        sa.ForeignKeyConstraint(
            ["rating_id"], ["rating.id"], name=op.f("fk_rated_item_rating_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("rating_id", "item", name=op.f("pk_rated_item")),
    )


def downgrade() -> None:
    op.drop_table("rated_item")
    with op.batch_alter_table("verdict_override", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_verdict_override_call_id"))
        batch_op.drop_index(batch_op.f("ix_verdict_override_by_id"))

    op.drop_table("verdict_override")
    with op.batch_alter_table("rating", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rating_scorecard"))
        batch_op.drop_index(batch_op.f("ix_rating_rater_id"))
        batch_op.drop_index(batch_op.f("ix_rating_call_id"))

    op.drop_table("rating")
    op.drop_table("preference")
