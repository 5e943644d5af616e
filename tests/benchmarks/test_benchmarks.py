"""The benchmarks on tiny sets written for the tests, in the form of the sets that they are for."""

import csv
import json
import math
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

from delian.model.text import Extent

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def script(name: str) -> Any:
    spec = spec_from_file_location(f"benchmark_{name}", BENCHMARKS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(name: str, data: Path, capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, Any]:
    script(name).main(["--data", str(data), *options])
    (line,) = capsys.readouterr().out.splitlines()
    figure = json.loads(line)
    assert figure["benchmark"] == name
    assert isinstance(figure, dict)
    return figure


def write_rows(path: Path, rows: list[dict[str, str]], delimiter: str = ",") -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.mark.parametrize("name", ["attribution", "events", "causal", "commitment", "anchors", "pooling"])
def test_a_missing_set_is_one_line_and_code_two(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        script(name).main(["--data", str(tmp_path / "nowhere")])
    told = capsys.readouterr()
    assert left.value.code == 2
    assert told.out == ""
    assert "nowhere" in told.err
    assert len(told.err.splitlines()) == 1


@pytest.mark.parametrize("name", ["attribution", "events", "causal", "commitment"])
def test_the_shared_set_has_the_form(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    benchmark = script(name)
    if not benchmark.DATA.exists():
        pytest.skip(f"there is no {benchmark.DATA}")
    benchmark.main(["--limit", "5"])
    figure = json.loads(capsys.readouterr().out)
    assert 5 in figure.values()


# attribution


def sentence(article: str, *labelled: tuple[str, str]) -> dict[str, object]:
    tokens: list[str] = []
    labels: list[str] = []
    for words, label in labelled:
        for n, word in enumerate(words.split()):
            tokens.append(word)
            labels.append("O" if not label else f"{'I' if n else 'B'}-{label}")
    return {"tokens": tokens, "labels": labels, "id": article}


def polnear(tmp_path: Path) -> Path:
    rows = [
        sentence(
            "a-1976",
            ("Minister Olga Brandt", "source"),
            ("said", "cue"),
            ("that Norway attacked Sweden", "content"),
            (".", ""),
        ),
        sentence("a-1976", ("The harbour of Bergen was closed for the winter of that year .", "")),
        sentence(
            "b-2011",
            ("`` We shall not attack Chile , ''", "content"),
            ("said", "cue"),
            ("President Luis Mora", "source"),
            (".", ""),
        ),
        sentence("b-2011", ("Peruvian officials", "source"), ("feared", "cue"), ("an attack", "content"), (".", "")),
    ]
    path = tmp_path / "polnear.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_attribution_counts_spans_of_the_same_tokens(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figure = run("attribution", polnear(tmp_path), capsys)
    assert figure["sentences"] == 4
    assert figure["spans"] == 9
    assert figure["exact"]["source"] == {"precision": 1.0, "recall": 1.0, "F1": 1.0}
    assert figure["exact"]["cue"] == {"precision": 1.0, "recall": 1.0, "F1": 1.0}
    assert figure["exact"]["content"] == {"precision": 1.0, "recall": 1.0, "F1": 1.0}
    assert figure["source right of contents found"] == 1.0
    assert figure["as recorded"]["content"]["F1"] == 0.333  # without "that" and without marks


def test_attribution_reads_as_many_sentences_as_it_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figure = run("attribution", polnear(tmp_path), capsys, "--limit", "1")
    assert (figure["sentences"], figure["spans"]) == (1, 3)


@pytest.mark.parametrize(
    "words",
    [
        [
            ("Jan Havel", "source"),
            ("had also believed", "cue"),
            ("that Poland attacked Lithuania", "content"),
            (".", ""),
        ],
        [("The guild", "source"), ("called for", "cue"), ("a truce", "content"), (".", "")],
        [("The guild", "source"), ("said :", "cue"), ("`` We shall not pay . ''", "content")],
        [("Olga Brandt , the mayor ,", "source"), ("said", "cue"), ("that Oslo had paid", "content"), (".", "")],
        [
            ("A clerk", ""),
            ("who", "source"),
            ("said", "cue"),
            ("that Oslo had paid", "content"),
            ("was dismissed .", ""),
        ],
        [("According to", "cue"), ("the mayor", "source"), (",", ""), ("Oslo has never paid", "content"), (".", "")],
        [
            ("The mayor", "source"),
            ("said", "cue"),
            ("that Oslo had paid and that the guild said the coins were false", "content"),
            (".", ""),
        ],
    ],
)
def test_attribution_follows_the_conventions_of_the_corpus(
    words: list[tuple[str, str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps(sentence("c", *words)) + "\n", "utf-8")
    figure = run("attribution", path, capsys)
    assert {name: figure["exact"][name]["F1"] for name in ("source", "cue", "content")} == {
        "source": 1.0,
        "cue": 1.0,
        "content": 1.0,
    }


def test_what_is_said_over_two_sentences_counts_in_each() -> None:
    benchmark = script("attribution")
    one, other = (benchmark.Passage("a", tuple(words.split()), ()) for words in ("He came .", "She saw ."))
    article = benchmark.write_article(enumerate([one, other]))
    assert article.text == "He came.\n\nShe saw.\n\n"
    spans = {(one.sentence, one.first, one.last) for one in benchmark._tokens(article, "content", Extent(3, 17))}
    assert spans == {(0, 1, 3), (1, 0, 2)}


def test_marks_touch_their_words_and_keep_their_tokens() -> None:
    benchmark = script("attribution")
    tokens = ("“", "I", "do", "n't", "(", "yet", ")", ",", "”", "he", "said", ".")
    article = benchmark.write_article(enumerate([benchmark.Passage("a", tokens, ())]))
    assert article.text == "“I don't (yet),” he said.\n\n"
    assert tuple(article.text[slice(*ends)] for ends in zip(article.starts, article.ends, strict=True)) == tokens


def test_closing_marks_in_pairs_open_and_close() -> None:
    benchmark = script("attribution")
    assert "".join(benchmark._as_written(["''", "Go", "''", "and", "''", "come", "''"])) == "“Go”and“come”"
    assert "".join(benchmark._as_written(["``", "Go", "''", "''"])) == "“Go””"
    spoken = ["Go", ",", "''", "he", "said", ".", "''", "Come", ".", "''"]
    assert "".join(benchmark._as_written(spoken)) == "Go,”hesaid.“Come.”"


# events

DYADS = [
    ("<s>Norway</s> attacked <t>Sweden</t> in the spring.", "ASSAULT"),
    ("<s>Peru</s> condemned <t>Chile</t> over the closed port.", "ACCUSE"),
    ("The weather of <s>Ghana</s> is like that of <t>Togo</t>.", "CONSULT"),
    ("<t>Kenya</t> was threatened by <s>Uganda</s>.", "REJECT"),
]


def test_events_are_read_between_source_and_target(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"": "1", "marked_sentence": marked, "gold_root": root} for marked, root in DYADS]
    figure = run("events", write_rows(tmp_path / "events.tsv", rows, "\t"), capsys)
    assert figure["dyads"] == 4
    assert figure["accuracy"] == 0.5
    assert figure["macro-F1"] == 0.5
    assert figure["no prediction"] == 0.25
    assert figure["chosen by"]["agent and recipient"] == {"share": 0.75, "accuracy": 0.667}
    assert figure["chosen by"]["agent"] == {"share": 0.0, "accuracy": None}


def test_marks_are_taken_off_and_conceding_is_yielding() -> None:
    dyad = script("events").read_marked("Then <t>Peru </t>and <s>Chile</s> met", "RETREAT")
    assert dyad.text == "Then Peru and Chile met."
    assert dyad.text[slice(*dyad.source)] == "Chile"
    assert dyad.text[slice(*dyad.target)] == "Peru "
    assert dyad.root == "YIELD"
    assert script("events").read_marked("Nobody met.", "AID").source is None


# causal

CAUSAL = [
    (
        "Norway attacked Sweden because Sweden closed the port .",
        "<ARG1>Norway attacked Sweden</ARG1> <SIG0>because</SIG0> <ARG0>Sweden closed the port</ARG0> .",
    ),
    ("Unrest grew after the harvest failed .", "<ARG1>Unrest grew</ARG1> after <ARG0>the harvest failed</ARG0> ."),
    ("The envoys of Peru met in Lima .", ""),
]


def causal(folder: Path) -> Path:
    sentences = [
        {"index": f"t_{n}", "text": text, "label": str(int(bool(form)))} for n, (text, form) in enumerate(CAUSAL)
    ]
    spans = [
        {
            "corpus": "own",
            "eg_id": "0",
            "index": f"own_t_{n}_0",
            "text": text,
            "causal_text_w_pairs": repr([form] if form else []),
        }
        for n, (text, form) in enumerate(CAUSAL)
    ]
    write_rows(folder / "causal_sentences_dev.csv", sentences)
    write_rows(folder / "causal_spans_dev.csv", spans)
    return folder


def test_causes_are_seen_and_their_spans_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figure = run("causal", causal(tmp_path), capsys)
    assert (figure["sentences"], figure["causal"]) == (3, 2)
    assert figure["sentence"] == {"precision": 1.0, "recall": 1.0, "F1": 1.0, "macro-F1": 1.0}
    assert figure["sentence, shown claims"]["recall"] == 0.5  # "after" is read, but not shown
    assert figure["sentence, always"] == {"precision": 0.667, "recall": 1.0, "F1": 0.8, "macro-F1": 0.4}
    assert figure["spans, marked sentences"]["cause"]["exact"] == 1.0
    assert figure["spans, marked sentences"]["effect"]["words"]["F1"] == 1.0


def test_every_second_sentence_of_a_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("causal", causal(tmp_path), capsys, "--half", "1")["sentences"] == 1


def test_no_figure_of_spans_where_no_cause_was_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figure = run("causal", causal(tmp_path) / "causal_spans_dev.csv", capsys)
    assert figure["sentences"] == 3
    benchmark = script("causal")
    gold = {"cause": frozenset({frozenset({0})}), "effect": frozenset()}
    quiet = benchmark.measure([benchmark.Told("It rained .", True, gold)])
    assert quiet["spans, marked sentences"] == {"cause": None, "effect": None}
    assert quiet["sentence"]["recall"] == 0.0


def test_spans_that_share_half_of_their_words_are_paired_once() -> None:
    one, other = frozenset({1, 2, 3, 4}), frozenset({2, 3, 4})
    assert script("causal")._paired([one], [other, frozenset({1, 2})]) == 1
    assert script("causal")._paired([one], [frozenset({4, 5, 6})]) == 0


def test_marks_may_lie_in_each_other() -> None:
    places = script("causal").read_marked("<ARG0>a <SIG0>b</SIG0> <ARG1>c</ARG1></ARG0> d")
    assert places == {"cause": [(0, 5)], "effect": [(4, 5)]}


# commitment

ITEMS = [
    ("Marta knows that the bridge is closed.", "the bridge is closed", "modal", 3.0),
    ("I don't think that the bridge is closed.", "the bridge is closed", "negation", -2.0),
    ("If he says that the bridge is closed, we walk.", "the bridge is closed", "conditional", 0.0),
    ("Nobody came.", "whales sing", "question", 1.0),
]


def test_commitment_is_compared_with_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        {"Target": target, "Prompt": prompt, "Embedding": embedding, "Mean": str(mean)}
        for target, prompt, embedding, mean in ITEMS
    ]
    figure = run("commitment", write_rows(tmp_path / "commitment.csv", rows), capsys)
    assert (figure["items"], figure["coverage"]) == (4, 0.75)
    assert figure["Pearson"] > 0.9
    assert figure["Spearman"] == 1.0
    assert figure["by embedding"]["modal"] == {"items": 1, "Pearson": None, "Spearman": None}


@pytest.mark.parametrize(
    ("target", "prompt", "expected"),
    [
        ("Marta knows that the bridge is closed.", "the bridge is closed.", 3),
        ("Does Marta know that the bridge is closed?", "the bridge is closed.", 2),
        ("Marta said that the ship sank.", "the ship sank.", 1),
        ("Marta did not say that the ship sank.", "the ship sank.", -1),
        ("Marta does not know that the ship sank.", "the ship sank.", 2),
        ("I don't know that the ship sank.", "the ship sank.", -2),
        ("Did Marta say that the ship sank?", "the ship sank.", 0),
        ("I do not believe that the ship sank.", "the ship sank.", -2),
        ("The ship did not sink.", "the ship did sink.", -3),
        ("The ship did not sink.", "the ship did not sink.", 3),
        ("The ship perhaps sank.", "the ship sank.", 0),
    ],
)
def test_a_reading_is_a_number(target: str, prompt: str, expected: float) -> None:
    benchmark = script("commitment")
    assert benchmark.commitment(benchmark.Item(target, prompt, "", 0)) == pytest.approx(expected)


def test_equal_values_share_a_rank() -> None:
    assert script("commitment").ranks([3, 1, 3, 2]) == [3.5, 1, 3.5, 2]


# what is learnt of sources


def crowds(folder: Path) -> Path:
    """Write four sets in which three of four sources are always right about nine questions, and one is always wrong."""
    for name in ("duck", "product", "dog", "face"):
        place = folder / "zheng2017" / name
        place.mkdir(parents=True)
        truth = {f"q{n}": n % 2 for n in range(9)}
        answers = [
            {"question": item, "worker": worker, "answer": str(value if worker != "d" else 1 - value)}
            for item, value in truth.items()
            for worker in "abcd"
        ]
        write_rows(place / "answer.csv", answers)
        write_rows(place / "truth.csv", [{"question": item, "truth": str(value)} for item, value in truth.items()])
    ratings = [{"item": str(n), "rater": rater, "rating": str(1 + n % 4)} for n in range(8) for rater in "ab"]
    write_rows(folder / "anesthesia.csv", ratings)
    return folder


def test_anchors_are_counted_by_set_and_method(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figure = run("anchors", crowds(tmp_path), capsys)
    assert figure["answers"] == dict.fromkeys(("duck", "product", "dog", "face"), 36)
    assert len(figure["accuracy"]) == 4
    assert all(reached == 1.0 for of_sets in figure["accuracy"].values() for reached in of_sets.values())
    assert figure["prevalence"] == [0.25] * 4


def test_pooling_is_less_sure_than_independence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    graded = run("pooling", crowds(tmp_path) / "zheng2017", capsys)["graded C"]
    assert graded["rho 0.0"]["accuracy"] == graded["rho 0.5"]["accuracy"] == 1.0
    assert graded["rho 0.0"]["log loss"] == pytest.approx(math.log(1 + (0.3 / 0.7) ** 2), abs=5e-4)
    assert graded["rho 0.5"]["log loss"] == pytest.approx(math.log(1 + (0.3 / 0.7) ** 0.75), abs=5e-4)


def test_pooling_on_the_shared_sets_costs_a_quarter_of_independence(capsys: pytest.CaptureFixture[str]) -> None:
    benchmark = script("pooling")
    if not benchmark.DATA.exists():
        pytest.skip(f"there is no {benchmark.DATA}")
    benchmark.main([])
    learned = json.loads(capsys.readouterr().out)["learned"]
    assert learned["rho 0.0"]["log loss"] == pytest.approx(2.60, abs=0.02)
    assert learned["rho 0.5"]["log loss"] == pytest.approx(0.634, abs=0.002)
    assert learned["rho 0.5"]["accuracy"] >= learned["rho 0.0"]["accuracy"]


def test_two_camps_are_told_apart_by_pooling_and_not_by_agreement(capsys: pytest.CaptureFixture[str]) -> None:
    script("two_camps").main(["--trials", "12"])
    figure = json.loads(capsys.readouterr().out)
    agreed, nested = figure["learned from agreement"], figure["nested pooling"]
    assert agreed["accuracy"] == pytest.approx(0.5, abs=0.05)
    assert agreed["calibration error"] > 0.4
    assert nested["accuracy"] >= 0.74
    assert nested["calibration error"] <= 0.09
    assert figure["learned, pooled, 20 known"]["accuracy"] > figure["alike, independent"]["accuracy"] + 0.1
    crowned = figure["reliability learned from agreement"]
    assert crowned["camp"] > 0.85
    assert crowned["others"] < 0.7
    assert figure["warned"] > 0.9
    assert figure["warned without camps"] < 0.3


def test_the_speed_of_worlds_is_measured_against_plain_bits_and_a_fresh_sample(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["worlds_speed.py", "--claims", "60"])
    script("worlds_speed").main()
    figure = json.loads(capsys.readouterr().out)
    (study,) = figure["studies"]
    assert (study["claims"], study["columns"], study["worlds"]) == (60, 20, 4000)
    assert all(study[name] > 0 for name in study)
