"""Drafts and versions of scenarios and personas that trainers write."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "content_draft",
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("content_id", sa.String(200), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("stamp", sa.String(40), nullable=False),
        sa.Column("base", sa.Integer(), nullable=True),
        sa.Column("editor_id", sa.Integer(), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["editor_id"], ["learner.id"], name=op.f("fk_content_draft_editor_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("kind", "content_id", name=op.f("pk_content_draft")),
    )
    with op.batch_alter_table("content_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_content_draft_editor_id"), ["editor_id"], unique=False)

    op.create_table(
        "content_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("content_id", sa.String(200), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(20), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("gates", sa.JSON(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["learner.id"], name=op.f("fk_content_version_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_version")),
        sa.UniqueConstraint("kind", "content_id", "number", name=op.f("uq_content_version_kind")),
    )
    with op.batch_alter_table("content_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_content_version_by_id"), ["by_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("content_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_content_version_by_id"))

    op.drop_table("content_version")
    with op.batch_alter_table("content_draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_content_draft_editor_id"))

    op.drop_table("content_draft")
