"""The `delian` command. Heavy imports stand inside the commands, so that `--help` is quick."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from delian.cli import entries, identity, rules
from delian.cli.printing import AsJson, StudyFile, one_of, open_study, print_json, say
from delian.errors import DelianError, UnknownName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from delian.cli.coders import Sending
    from delian.model.answer import Reply
    from delian.model.case import Case, Scope
    from delian.study import Study

app = typer.Typer(
    name="delian",
    help="Reads contested reporting about a coalition in crisis: claims you can check, a system you can see, answers you can "
    "question.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Articles = Annotated[list[Path], typer.Argument(help="Text, Markdown or saved web pages.", show_default=False)]
Lists = Annotated[
    Path | None,
    typer.Option(
        "--vocabulary",
        help="Folder of your own word lists; a study has its own in vocabulary/ beside it.",
        show_default=False,
    ),
]
Page = Annotated[Path | None, typer.Option("--to", help="Where to write the page.", show_default=False)]
ReadingName = Annotated[str, typer.Option(help="in-this-account, named-voices-only or weighted-by-grades.")]
TrustName = Annotated[
    str, typer.Option(help="Of weighted-by-grades: graded, or anchored in what people entered as known.")
]
YardstickName = Annotated[str, typer.Option(help="Whose words for probabilities: icd203, phia, ipcc or kent.")]
NoPack = Annotated[bool, typer.Option("--no-pack", help="Leave out the hand coding that ships for some articles.")]


def main() -> None:
    """Run the command line; what a user can mend ends in one line and exit code 2."""
    try:
        app()
    except DelianError as fault:
        typer.echo(f"delian: {fault}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


@app.command()
def read(
    articles: Articles,
    to: Page = None,
    study: Annotated[Path | None, typer.Option(help="Keep what was read in this study.", show_default=False)] = None,
    no_pack: NoPack = False,
    as_json: AsJson = False,
) -> None:
    """Read articles in one go: the system they describe, what it rests on, and a report to open in a browser.

    The readings are a machine's, each shown with its sentence; nothing of them is accepted yet. For an article that a person
    has coded for a worked case, that coding is taken instead, and the first line says so.

    Example: delian read examples/catalog/axis-2020/fragmentation.md --to report.html
    """
    from delian.study import Study  # noqa: PLC0415

    opened = Study(path=study)
    if study is not None and study.exists():
        opened = Study.open(study)
    for article in articles:
        _read_into(opened, article, no_pack=no_pack, as_json=as_json)
    case = opened.case()
    page = to or Path(f"{articles[0].stem}.report.html")
    replies = [opened.ask(question) for question in ("system", "anatomy")]
    _write_page(case, title=articles[0].stem, page=page)
    if as_json:
        print_json({"report": str(page), "replies": replies, "problems": case.problems})
        return
    for reply in replies:
        _print_reply(case, reply)
    for problem in case.problems:
        say(str(problem))
    _to_check(case)
    typer.echo(f"\nReport: {page}")


@app.command()
def new(
    study: Annotated[Path, typer.Argument(help="The study to make, NAME.delian.", show_default=False)],
    articles: Annotated[
        list[Path] | None, typer.Argument(help="Text, Markdown or saved web pages.", show_default=False)
    ] = None,
    no_pack: NoPack = False,
    as_json: AsJson = False,
) -> None:
    """Make a study, and read articles into it.

    Example: delian new league.delian
    """
    from delian.study import Study  # noqa: PLC0415

    if study.exists():
        message = f"there is something at {study} already"
        raise DelianError(message, f"Name another file, or add to it: delian read ARTICLE --study {study}")
    made = Study.new(study)
    for article in articles or []:
        _read_into(made, article, no_pack=no_pack, as_json=as_json)
    if as_json:
        print_json({"study": str(study), **_summary(made)})
    else:
        typer.echo(f"{study}: {', '.join(f'{count} {name}' for name, count in _summary(made).items())}")


def _read_into(study: "Study", article: Path, *, no_pack: bool, as_json: bool) -> None:
    """Read an article into the study, by the hand coding that ships for it if there is one; say which first."""
    from delian.study import pack_of  # noqa: PLC0415

    pack = None if no_pack else pack_of(article)
    if pack and not as_json:
        typer.echo(f"hand coding applied: {pack.claims} claims by a person (--no-pack leaves it out)")
    _introduce(article, as_json=as_json)
    study.code(article, progress=(lambda _: None) if as_json else say, pack=pack)


def _introduce(article: Path, *, as_json: bool) -> None:
    """Print title, author and dates before the slow part begins."""
    from delian import pipeline  # noqa: PLC0415

    if as_json:
        return
    document, problems = pipeline.read(article)
    authors = ", ".join(author.name for author in document.authors) or "unsigned"
    first = document.original
    origin = f", first {first.outlet or ''} {first.published or ''}".rstrip() if first else ""
    outlet = document.outlet.name if document.outlet else "outlet not found"
    typer.echo(f"{document.title or article.name}\n{authors} · {outlet} · {document.published or 'undated'}{origin}")
    for problem in problems:
        say(str(problem))


def _to_check(case: "Case") -> None:
    """Say how many sentences are worth a look first."""
    kinds = {"answer", "unanswered", "event"}
    count = sum(1 for claim in case.proposed if claim.kind in kinds and claim in case.shown)
    if count:
        minutes = max(1, round(count * 7 / 60))
        typer.echo(f"\n{count} sentences look like provocations or answers: check them (about {minutes} min).")


@app.command()
def code(
    articles: Articles,
    to: Annotated[Path | None, typer.Option(help="Add the records to this study.", show_default=False)] = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Print the records, one a line, and keep nothing.")] = False,
    sheet: Annotated[
        Path | None, typer.Option(help="Code by a person's sheet (TOML) instead of by rules.", show_default=False)
    ] = None,
    by: Annotated[
        list[str] | None,
        typer.Option(
            help="Who codes: rules, or llm, the language model that the environment names; may be given twice."
        ),
    ] = None,
    send_to: Annotated[
        str | None, typer.Option(help="Host that the text may be sent to, for a model elsewhere.", show_default=False)
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what a language model would be sent.")] = False,
    cache: Annotated[
        Path | None, typer.Option(help="Folder in which a model's answers are kept.", show_default=False)
    ] = None,
    vocabulary: Lists = None,
    as_json: AsJson = False,
) -> None:
    """Code articles: who is reported to have said what, each claim with its place in the text.

    Example: delian code examples/catalog/axis-2020/fragmentation.md --jsonl
    """
    from delian.cli.coders import ask_leave, choose, model_among, sending  # noqa: PLC0415
    from delian.model.record import header, to_line  # noqa: PLC0415
    from delian.study import Study  # noqa: PLC0415

    chosen = choose(by or (), sheet, cache)
    model = model_among(chosen)
    if dry_run:
        _tell_sending(sending(model, articles) if model else None, as_json=as_json)
        return
    if jsonl and as_json:
        message = "--jsonl prints records and --json a summary: one or the other"
        raise DelianError(message)
    if to is None and not jsonl and not as_json:
        message = "say where the claims go"
        raise DelianError(message, "Add --to NAME.delian to keep them, or --jsonl to print them.")
    opened = Study.open(to) if to is not None and to.exists() else Study(path=to)
    opened.lists = _own_lists(vocabulary, to)
    before = len(opened.records)
    if model:
        ask_leave(sending(model, articles), send_to, say)
    for article in articles:
        for coder in chosen:
            opened.code(article, coder, progress=say)
    if model:
        say(f"{model.endpoint.settings.model}: {model.endpoint.tally.told(model.endpoint.settings.price)}")
    if jsonl:
        typer.echo(header())
        for record in opened.records[before:]:
            typer.echo(to_line(record))
        return
    summary = _summary(opened)
    if as_json:
        print_json(summary)
        return
    typer.echo(f"{to}: " + ", ".join(f"{count} {name}" for name, count in summary.items()))
    for problem in opened.case().problems:
        say(str(problem))


def _tell_sending(sending: "Sending | None", *, as_json: bool) -> None:
    """Print what would be sent, and send nothing."""
    if as_json:
        print_json(sending)
    else:
        typer.echo(f"{sending}. Nothing was sent." if sending else "No language model is asked: nothing is sent.")


def _own_lists(folder: Path | None, study: Path | None) -> Path | None:
    """Return the folder of own word lists; those of a study must lie beside it, so that every later answer knows them."""
    if folder is None or study is None:
        return folder
    beside = study.parent / "vocabulary"
    if folder.resolve() != beside.resolve():
        message = f"the word lists in {folder} would be unknown to later answers from {study}"
        raise DelianError(message, f"Put them into {beside}, where every command finds them.")
    return folder


def _summary(study: "Study") -> dict[str, int]:
    case = study.case()
    return {
        "documents": len(case.documents),
        "actors": len(case.actors),
        "claims accepted": len(case.claims),
        "machine readings to review": sum(1 for claim in case.proposed if claim.id not in case.doubles),
        "of them hidden for their low score": case.hidden,
        "problems": len(case.problems),
    }


@app.command()
def ask(
    study: StudyFile,
    question: Annotated[str, typer.Argument(help="Its name, such as cohesion; `delian models` lists all.")],
    of: Annotated[str | None, typer.Option(help="Coalition.", show_default=False)] = None,
    on: Annotated[str | None, typer.Option(help="Day, as 2020-01-03.", show_default=False)] = None,
    known_by: Annotated[
        str | None, typer.Option(help="Only what was published by that day.", show_default=False)
    ] = None,
    level: Annotated[str, typer.Option(help="person, organisation or bloc.")] = "organisation",
    reading: ReadingName = "in-this-account",
    trust: TrustName = "graded",
    what_if: Annotated[
        list[str] | None, typer.Option("--what-if", help='Such as "without ACTOR".', show_default=False)
    ] = None,
    distrust: Annotated[list[str] | None, typer.Option(help="A voice not to be believed.", show_default=False)] = None,
    worlds: Annotated[int, typer.Option(min=1, max=1_000_000, help="How many worlds to draw.")] = 1000,
    seed: Annotated[int, typer.Option(help="Seed of the draw.")] = 0,
    unreviewed: Annotated[bool, typer.Option("--unreviewed", help="Count machine readings too.")] = False,
    as_json: AsJson = False,
) -> None:
    """Answer a question, with the sentences behind it and what would change it.

    Example: delian ask axis-2020.delian cohesion --what-if "without qassem-soleimani"
    """
    from delian import pipeline  # noqa: PLC0415

    opened = open_study(study)
    scope = _scope(
        opened.case(),
        of,
        on,
        known_by,
        level,
        reading,
        trust,
        what_if,
        distrust,
        worlds=worlds,
        seed=seed,
        unreviewed=unreviewed,
    )
    case = opened.case(scope)
    reply = pipeline.answer(case, question)
    if as_json:
        print_json(reply)
    else:
        _print_reply(case, reply)


def _scope(
    case: "Case",
    of: str | None,
    on: str | None,
    known_by: str | None,
    level: str,
    reading: str,
    trust: str,
    what_if: list[str] | None,
    distrust: list[str] | None,
    *,
    worlds: int,
    seed: int,
    unreviewed: bool,
) -> "Scope":
    from delian.model.case import LEVELS, MODES, READINGS, Scope  # noqa: PLC0415
    from delian.worlds.names import find_coalition  # noqa: PLC0415
    from delian.worlds.whatif import read_changes, read_day  # noqa: PLC0415

    words = [*(what_if or []), *(f"distrust {voice}" for voice in distrust or [])]
    asked = Scope(
        of=find_coalition(case, of) if of else None,
        on=read_day(on) if on else None,
        known_by=read_day(known_by) if known_by else None,
        level=one_of("level", level, LEVELS),
        reading=one_of("reading", reading, READINGS),
        trust=one_of("mode of trust", trust, MODES),
        changes=read_changes(case, words),
        count=worlds,
        seed=seed,
        unreviewed=unreviewed,
    )
    if asked.trust != "graded" and asked.reading != "weighted-by-grades":
        message = f"the mode of trust {trust!r} changes nothing in the reading {reading!r}, which weighs nobody"
        raise DelianError(message, "Add --reading weighted-by-grades, or leave --trust out.")
    _in_range(case, asked)
    return asked


def _in_range(case: "Case", scope: "Scope") -> None:
    """Refuse a day on which the study can say nothing."""
    latest = case.latest
    if scope.on and latest and latest < scope.on:
        message = f"{scope.on} is after the latest document of this study, {latest}: nothing is known of that day"
        raise DelianError(message, f"Ask for a day up to {latest}.")
    days = [document.original_day or document.published_day for document in case.documents.values()]
    earliest = min((day for day in days if day), default=None)
    if scope.known_by and earliest and scope.known_by < earliest:
        message = f"no document of this study was published by {scope.known_by}; the first is of {earliest}"
        raise DelianError(message)


@app.command()
def why(
    study: StudyFile,
    claim: Annotated[str, typer.Argument(help="Id of a claim, c-…")],
    probability: Annotated[
        bool, typer.Option("--probability", help="Print the probability where only one origin speaks, too.")
    ] = False,
    yardstick: YardstickName = "icd203",
    as_json: AsJson = False,
) -> None:
    """Say what a claim rests on: its sentence, the chain of voices, what contests it, and how likely it is, line by line.

    Example: delian why axis-2020.delian c-7e8ad9d20aa5
    """
    from delian import pipeline, plugins  # noqa: PLC0415
    from delian.model.case import Scope  # noqa: PLC0415
    from delian.model.contest import rivals  # noqa: PLC0415
    from delian.report.belief import as_data  # noqa: PLC0415
    from delian.report.belief_text import render_ledger  # noqa: PLC0415
    from delian.report.text import render_why  # noqa: PLC0415
    from delian.worlds.names import find_claim  # noqa: PLC0415

    opened = open_study(study)
    case = opened.case(Scope(yardstick=plugins.yardstick(yardstick).id))
    found = case.known[find_claim(case, claim, retired=True)]
    beliefs = pipeline.ledger(case, found)
    if as_json:
        contests = [{"claim": other, "about": about} for other, about in rivals(case, found)]
        weighed = [as_data(one, asked=probability) for one in beliefs]
        print_json({"claim": found, "contests": contests, "beliefs": weighed})
    else:
        typer.echo(f"{render_why(case, found)}\n\n{render_ledger(case, found, beliefs, asked=probability)}")


@app.command()
def report(
    study: StudyFile,
    to: Page = None,
    reading: ReadingName = "in-this-account",
    trust: TrustName = "graded",
    yardstick: YardstickName = "icd203",
    as_json: AsJson = False,
) -> None:
    """Write the report: one HTML file that works from disk, prints, and asks nothing of the network.

    Example: delian report axis-2020.delian --to report.html
    """
    from delian.model.case import MODES, READINGS, Scope  # noqa: PLC0415
    from delian.plugins import yardstick as find_yardstick  # noqa: PLC0415

    page = to or study.with_suffix(".report.html")
    scope = Scope(
        reading=one_of("reading", reading, READINGS),
        trust=one_of("mode of trust", trust, MODES),
        yardstick=find_yardstick(yardstick).id,
    )
    _write_page(open_study(study).case(scope), title=study.stem, page=page)
    if as_json:
        print_json({"report": str(page)})
    else:
        typer.echo(f"Report: {page}")


def _write_page(case: "Case", *, title: str, page: Path, replies: "list[Reply] | None" = None) -> None:
    from datetime import UTC, datetime  # noqa: PLC0415

    from delian import pipeline  # noqa: PLC0415
    from delian.store.lines import write  # noqa: PLC0415

    answered = replies or [pipeline.answer(case, question) for question in pipeline.measures()]
    made_on = datetime.now(UTC).date().isoformat()
    write(page, [pipeline.page(case, answered, title=title, made_on=made_on).encode("utf-8", "replace")])


def _print_reply(case: "Case", reply: "Reply") -> None:
    from delian.report.text import render_text  # noqa: PLC0415

    typer.echo(render_text(case, reply))


@app.command()
def demo(
    name: Annotated[str, typer.Argument(metavar="CASE", help="A worked case.")] = "axis-2020",
    to: Annotated[Path, typer.Option(help="Folder for the study and its report.")] = Path("delian-demo"),
    list_: Annotated[bool, typer.Option("--list", help="Only list the worked cases.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show a worked case: a study made from its documents, the system they describe, and the report.

    Example: delian demo merrow-cabinet --to delian-demo
    """
    from delian import pipeline  # noqa: PLC0415
    from delian.report.text import render_summary  # noqa: PLC0415
    from delian.study import catalog, load_catalog_case  # noqa: PLC0415

    cases = catalog()
    if list_:
        _list_cases(cases, as_json=as_json)
        return
    if name not in cases:
        raise UnknownName("worked case", name, sorted(cases))
    study = load_catalog_case(cases[name], to / f"{name}.delian", progress=(lambda _: None) if as_json else say)
    case = study.case()
    replies = [pipeline.answer(case, question) for question in pipeline.measures()]
    page = to / f"{name}.report.html"
    _write_page(case, title=name, page=page, replies=replies)
    if as_json:
        print_json({"study": str(study.path), "report": str(page), "replies": replies})
        return
    shown = next(reply for reply in replies if reply.question == "system")
    typer.echo(render_summary(case, shown))
    typer.echo(f"\nStudy:  {study.path}\nReport: {page.resolve()}")


def _list_cases(cases: "Mapping[str, Path]", *, as_json: bool) -> None:
    from delian.cli.cases import describe_case  # noqa: PLC0415
    from delian.study import read_case  # noqa: PLC0415

    told = {name: read_case(folder) for name, folder in cases.items()}
    if as_json:
        print_json(told)
    else:
        typer.echo("\n\n".join(describe_case(name, content) for name, content in told.items()))


@app.command()
def coders(study: StudyFile, as_json: AsJson = False) -> None:
    """Say how far the machine coders' scores can be trusted, by what people accepted and rejected.

    Example: delian coders axis-2020.delian
    """
    from delian.cli.coders import render_calibration  # noqa: PLC0415

    opened = open_study(study)
    found = opened.calibration
    if as_json:
        print_json(found)
    else:
        typer.echo("\n".join(render_calibration(found)))


@app.command()
def models(as_json: AsJson = False) -> None:
    """List what is in use: language models, coders, and the questions that can be asked.

    Example: delian models
    """
    from delian import pipeline  # noqa: PLC0415
    from delian.cli.coders import describe_coders  # noqa: PLC0415
    from delian.coding.language import describe_models  # noqa: PLC0415

    questions = {name: measure.title for name, measure in pipeline.measures().items()}
    if as_json:
        print_json({"models": describe_models(), "coders": describe_coders(), "questions": questions})
        return
    typer.echo("Language models")
    for row in describe_models():
        typer.echo("  " + "  ".join(str(cell) for cell in row))
    typer.echo("Coders")
    for name, title in describe_coders():
        typer.echo(f"  {name:<10} {title}")
    typer.echo("Questions")
    for name, title in questions.items():
        typer.echo(f"  {name:<10} {title}")


for command in (*identity.COMMANDS, *entries.COMMANDS, *rules.COMMANDS):
    app.command()(command)

if __name__ == "__main__":
    main()
