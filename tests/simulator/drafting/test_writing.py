"""Whatever is written as YAML is read back as the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from simulator.drafting.page.writing import Flow, noted, scalar, yaml_text

texts = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), min_size=1, max_size=30)
tricky = st.sampled_from(
    ["yes", "012", "12:30", "a: b", "a #b", "- x", "null", "1e3", "", "'q'", '"', "%", "@", "…", "=", "<<"]
)
scalars = texts | tricky | st.integers(-1000, 1000) | st.booleans()
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abcde"), inner, max_size=3),
)
contents = st.dictionaries(st.sampled_from(["one", "two", "three"]), values, min_size=1)


def read(text: str) -> object:
    return YAML(typ="safe").load(text)


@given(contents)
def test_what_is_written_is_read_back(content):
    assert read(yaml_text(content)) == content


@given(contents, st.lists(texts, max_size=2))
def test_remarks_change_nothing(content, remarks):
    marked = {key: noted(value, *remarks) for key, value in content.items()}
    assert read(yaml_text(marked, ["a head"])) == content


@given(st.lists(texts | tricky, min_size=1, max_size=4))
def test_a_list_on_one_line_is_read_back(items):
    assert read(yaml_text({"a": Flow(items)})) == {"a": items}


def test_plain_text_stays_plain():
    assert scalar("我上午缴的费，怎么还停着机？") == "我上午缴的费，怎么还停着机？"
    assert scalar("退|返 80") == "退|返 80"
    assert scalar("298") == '"298"'


def test_a_short_remark_stands_at_its_line_a_long_one_above():
    assert yaml_text({"a": noted("b", "why")}) == "a: b  # why\n"
    assert yaml_text({"a": noted("b" * 90, "c" * 30)}) == f"# {'c' * 30}\na: {'b' * 90}\n"


def test_an_item_of_a_list_has_its_remark_above_the_dash():
    text = yaml_text({"a": [noted({"id": noted("x", "short"), "b": ["c"]}, "first")]})
    assert text == "a:\n  # first\n  - id: x  # short\n    b:\n      - c\n"
