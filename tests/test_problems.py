"""A problem says where, what, and what to write instead, in one line that no content can forge."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from atlas.problems import Place, Problem, Words, in_order, nearest, proposed, quotation, write_instead

PLACE = Place("content/documents/x/targets.yaml", 12, 7)
WHAT = Words("没有单位“jai”", "there is no unit “jai”")
INSTEAD = Words("应写 jia", "write jia instead")


def test_a_line_names_file_line_column_fault_and_remedy():
    problem = Problem(PLACE, "known-names", WHAT, INSTEAD)
    assert (
        problem.line() == "content/documents/x/targets.yaml:12:7: there is no unit “jai”; write jia instead"
    )
    assert problem.line("zh") == "content/documents/x/targets.yaml:12:7: 没有单位“jai”；应写 jia"


def test_a_warning_says_that_it_is_one():
    problem = Problem(PLACE, "translations", Words("缺少英文", "lacks English"), severity="warning")
    assert problem.line() == "content/documents/x/targets.yaml:12:7: warning: lacks English"
    assert problem.line("zh") == "content/documents/x/targets.yaml:12:7: 提醒：缺少英文"


def test_annotations_are_workflow_commands_with_their_signs_escaped():
    problem = Problem(
        Place("content/a,b:c%.yaml", 3, 4), "value", Words("“5%”", "“5%” is no number"), INSTEAD
    )
    assert (
        problem.annotation()
        == "::error file=content/a%2Cb%3Ac%25.yaml,line=3,col=4::“5%25” is no number; write jia instead"
    )
    warning = Problem(PLACE, "value", WHAT, severity="warning")
    assert warning.annotation("zh").startswith(
        "::warning file=content/documents/x/targets.yaml,line=12,col=7::没有"
    )


@given(st.text(), st.text())
def test_nothing_that_content_holds_breaks_a_line_or_moves_the_terminal(file, text):
    problem = Problem(Place(file), "value", Words(text, text), Words(text, text))
    for told in (problem.line("zh"), problem.line("en"), problem.annotation("zh"), problem.annotation("en")):
        assert len(told.splitlines()) == 1
        assert told.isprintable() or all(
            sign.isspace() or ord(sign) > 0x9F for sign in told if not sign.isprintable()
        )
        told.encode("utf-8")


def test_a_forged_workflow_command_stays_inside_its_line():
    key = "x\n::add-mask::secret\n\x1b[2J\u202e"
    told = Problem(PLACE, "unknown-key", Words(key, key)).line()
    assert told.endswith(r": x\u000a::add-mask::secret\u000a\u001b[2J\u202e")


def test_the_bytes_of_a_file_name_that_is_not_utf8_can_be_told():
    assert Problem(Place("content/\udcff.yaml"), "x", WHAT).line().startswith(r"content/\udcff.yaml:1:1: ")


def test_problems_come_by_file_line_and_column_each_once():
    def at(file: str, line: int, column: int) -> Problem:
        return Problem(Place(file, line, column), "rule", WHAT)

    wanted = [at("a", 2, 9), at("a", 10, 1), at("a", 10, 2), at("b", 1, 1)]
    assert in_order([*reversed(wanted), *wanted]) == wanted


def test_how_much_of_a_line_is_meant_makes_no_other_place():
    assert Place("a", 2, 3, 4) == Place("a", 2, 3) == Place("a", 2, 3, 0)
    assert Place("a", 2, 3, 4) != Place("a", 2, 4, 4)
    assert not Place("a", 2, 3, 4) != Place("a", 2, 3)  # noqa: SIM202 -- the other operator
    assert len({Place("a", 2, 3, 4), Place("a", 2, 3)}) == 1
    assert min([Place("a", 2, 3, 4), Place("a", 2, 3), Place("a", 1, 9, 1)]).line == 1
    assert Place.whole("a") == Place("a")
    told = [Problem(Place("a", 2, 3, span), "rule", WHAT) for span in (None, 4)]
    assert len(in_order(told)) == 1


def test_problems_that_differ_only_in_their_remedy_can_be_ordered():
    bare, helped = Problem(PLACE, "rule", WHAT), Problem(PLACE, "rule", WHAT, INSTEAD)
    assert in_order([helped, bare]) == in_order([bare, helped]) == [bare, helped]


def test_the_nearest_name_is_the_one_that_was_meant():
    names = ["region", "wan-ren", "percent", "rd-intensity"]
    assert nearest("regoin", names) == "region"
    assert nearest("WAN_REN", names) == "wan-ren"
    assert nearest("rd intensity", names) == "rd-intensity"
    assert nearest("photovoltaics", names) is None
    assert nearest("", names) is None
    assert nearest("x", []) is None


def test_a_name_is_to_be_written_only_where_it_is_the_same_but_for_its_form():
    assert proposed("wan-ren", "WAN_REN") == Words("应写 wan-ren", "write wan-ren instead")
    assert proposed("wan-ren", "wan ren").en == "write wan-ren instead"
    assert proposed("wan-ren", "wanren") == Words("是否指 wan-ren？", "did you mean wan-ren?")


def test_a_short_list_is_given_where_no_name_is_near():
    assert write_instead("up", ["none", "higher", "lower"]) == Words(
        "可写：higher, lower, none", "write one of: higher, lower, none"
    )
    assert write_instead("hihger", ["none", "higher", "lower"]) == Words(
        "是否指 higher？", "did you mean higher?"
    )
    assert write_instead("up", [f"word-{n}" for n in range(13)]) is None
    assert write_instead("up", []) is None


@given(st.text(max_size=40), st.lists(st.text(max_size=20), max_size=8))
def test_a_suggestion_is_always_a_valid_name(written, valid):
    near = nearest(written, valid)
    assert near is None or near in valid


def test_long_values_are_quoted_in_part():
    assert quotation("9" * 60) == "9" * 60
    assert quotation("9" * 200_000) == "9" * 60 + "…"
