from markupsafe import Markup

from delian.model.when import Day
from delian.report.charts.network import Edge, Node, network
from delian.report.charts.svg import drawing, element, link
from delian.report.charts.timeline import Entry, Reaction, timeline


def entry(name: str, day: Day | None, *reactions: Reaction, side: str = "left") -> Entry:
    return Entry(
        name,
        f"act {name}",
        "one → other",
        day,
        str(day or ""),
        "left" if side == "left" else "right",
        f"#{name}",
        reactions,
    )


def test_every_value_of_an_element_is_escaped() -> None:
    assert element("text", "<b>", href='"x"') == Markup('<text href="&#34;x&#34;">&lt;b&gt;</text>')
    assert element("path", d=None) == Markup("<path></path>")
    assert 'aria-label="a &lt; b"' in drawing(1, 1, "a < b", class_="x")
    assert link(None, element("text", "x")) == Markup("<g><text>x</text></g>")


def test_an_unanswered_act_is_crossed_and_its_words_stand_across_from_it() -> None:
    drawn = timeline(
        [entry("raid", Day(2000, 1, 1), Reaction("Sparta did not answer", "unanswered", "#c"))],
        left="others",
        right="ours",
    )
    assert 'class="cross"' in drawn
    assert 'class="entry unanswered"' in drawn
    assert drawn.index("act raid") < drawn.index("Sparta did not answer")
    assert 'href="#c"' in drawn


def test_an_answer_is_tied_to_the_act_that_it_answers() -> None:
    raid = entry("raid", Day(2000, 1, 1), Reaction("answered by Athens", "answered", None, "march"))
    march = entry("march", Day(2000, 1, 9), Reaction("nothing said", "none"), side="right")
    assert timeline([raid, march], left="", right="").count('class="arc"') == 1
    assert 'class="arc"' not in timeline([raid], left="", right="")


def test_long_pauses_are_written_and_undated_acts_come_under_a_word() -> None:
    acts = [entry("a", Day(2000, 1, 1)), entry("b", Day(2000, 6, 1)), entry("c", Day(2010, 6, 1)), entry("d", None)]
    drawn = timeline(acts, left="", right="")
    for words in ("5 months", "10 years", "· undated ·"):
        assert words in drawn


def test_a_long_label_is_cut_into_lines_and_kept_whole_in_its_title() -> None:
    long = " ".join(["word"] * 60)
    drawn = timeline([Entry("e", long, "", None, "", "right", None)], left="", right="")
    assert f"<title> {long}" in drawn
    assert drawn.count('class="act"') == 2


def test_the_network_writes_what_each_line_means() -> None:
    nodes = [Node("Athens", "core"), Node("The confederation of islands", "contested"), Node("Samos", "left")]
    edges = [Edge(0, 1, "both", "said", "#x"), Edge(1, 2, "denied", "denied", None)]
    drawn = network(nodes, edges)
    assert 'class="edge both"' in drawn
    assert 'class="edge over"' in drawn
    assert 'class="edge denied"' in drawn
    assert drawn.count("<circle") == 3
    assert 'class="member contested"' in drawn
    assert "2 pairs" in drawn
