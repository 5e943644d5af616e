"""Texts in other languages: who is named, who is quoted, with right places; and what is said of the rest."""

import unicodedata
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from delian.coding.language import language_of
from delian.coding.who.folding import folded
from delian.coding.who.foreign import read_foreign
from delian.model.actor import Actor
from delian.model.view import whole
from reading import read_text

Form = Literal["NFC", "NFD"]

SPOKEN = (
    ("ar", "قال الرئيس الأمريكي رونالد ريغان يوم الاثنين: «لن نسحب قواتنا من لبنان قبل نهاية هذا العام.»", "رونالد ريغان"),
    ("ar", "«لن نسحب قواتنا من هناك قبل نهاية هذا العام.» وأضاف وزير الخارجية عبد الحليم خدام ذلك.", "عبد الحليم خدام"),
    ("fa", "رئیس جمهور ایران ابوالحسن بنی‌صدر گفت: «ما هرگز با عراق صلح نخواهیم کرد و این را می‌دانند.»", "ابوالحسن بنی‌صدر"),
    ("he", 'ראש הממשלה לוי אשכול אמר אתמול: "לא נסכים לסגירת המצרים בשום תנאי, והעולם יודע זאת."', "לוי אשכול"),
    ("ru", "Президент Франции Жорж Помпиду заявил в среду: «Мы никогда не уйдём из этого союза.»", "Жорж Помпиду"),
    ("ru", "«Это неправда, и вы все это знаете», — сказал Андрей Громыко в Варшаве.", "Андрей Громыко"),
    ("uk", "Президент України Леонід Кравчук заявив: «Ми ніколи не підемо з цього союзу.»", "Леонід Кравчук"),
    ("fr", "Le président Vincent Auriol a déclaré : « Nous ne quitterons jamais cette alliance. »", "Vincent Auriol"),
    ("fr", "« C'est faux, et vous le savez tous bien », a répondu Robert Schuman.", "Robert Schuman"),
    ("de", "Außenminister Walter Scheel sagte: „Wir werden den Vertrag niemals wieder kündigen.“", "Walter Scheel"),
    ("de", "»Das ist nicht wahr, und das wissen Sie«, erklärte Rainer Barzel im Saal.", "Rainer Barzel"),
    ("tr", "Cumhurbaşkanı Celal Bayar, “Bu ittifaktan hiçbir zaman ayrılmayacağız, bunu herkes biliyor” dedi.", "Celal Bayar"),
)  # fmt: skip


@pytest.mark.parametrize(("language", "text", "speaker"), SPOKEN)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_who_is_quoted_is_found(language: str, text: str, speaker: str, form: Form) -> None:
    read = read_text(unicodedata.normalize(form, text), language=language)
    (said,) = read.grounded.attributions
    assert said.direct
    assert said.source
    assert said.speaker
    assert unicodedata.normalize("NFC", read.text[said.source.start : said.source.end]) == speaker
    assert unicodedata.normalize("NFC", read.names((said.speaker,))) == speaker
    assert said.cue
    assert read.text[said.cue.start : said.cue.end].strip()
    assert not read.grounded.claims


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("ar", "وصل الوفد إلى فرنسا ثم لإيران والعراق.", ["France", "Iran", "Iraq"]),
        ("ar", "زار الرَّئيس مُحمّد نَجيب بلاده.", ["مُحمّد نَجيب"]),
        ("fa", "آیت‌الله محمد بهشتی از ترکیه بازگشت.", ["محمد بهشتی", "Turkey"]),
        ("he", 'שר החוץ אבא אבן נפגש עם נציגי צרפת ושל ארה"ב.', ["אבא אבן", "France", "United States"]),
        ("ru", "Встреча в Польше не состоялась: НАТО и Россия спорят о Германии.", ["Poland", "НАТО", "Russia", "Germany"]),
        ("ru", "Министр Андрей Громыко молчал. О Громыко не говорят.", ["Андрей Громыко", "Андрей Громыко"]),
        ("de", "Gestern Abend reiste Frau Marta Viik nach Frankreich. Viik schwieg.", ["Marta Viik", "France", "Marta Viik"]),
        ("fr", "Hier, M. Jean de Lattre est arrivé aux États-Unis.", ["Jean de Lattre", "United States"]),
        ("tr", "Fuat Köprülü'nün Fransa'ya gideceği söylendi.", ["Fuat Köprülü", "France"]),
    ],
)  # fmt: skip
def test_names_are_found_by_title_state_and_capitals(language: str, text: str, names: list[str]) -> None:
    read = read_text(text, language=language)
    places = sorted((mention.start, actor.name) for actor in read.grounded.actors for mention in actor.mentions)
    assert [name for _, name in places] == names


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "وصل الرئيس الأمريكي أمس إلى المدينة."),
        ("he", "המצרים נסגרו אתמול."),
        ("de", "Die Regierung sprach Ende März über Milliarden Euro."),
        ("fr", "Le gouvernement a parlé. Hier encore, la presse se taisait."),
        ("ru", "Вчера правительство молчало. Потом оно заговорило."),
    ],
)
def test_what_is_no_name_is_none(language: str, text: str) -> None:
    assert not [actor for actor in read_text(text, language=language).grounded.actors if actor.mentions]


def test_an_actor_that_the_study_knows_keeps_its_id() -> None:
    known = {"france": Actor("france", "France", "state"), "nato-x": Actor("nato-x", "НАТО-2000", "organisation")}
    read = read_text("Россия и Франция пишут НАТО-2000.", language="ru", actors=known)
    assert {actor.id for actor in read.grounded.actors if actor.mentions} == {"russia", "france", "nato-x"}


MARKS = ["", "\u200f", "\u200e", "\u064e", "\u0640"]
WORDS = {"ar": ("الرئيس ", "محمود رياض"), "he": ("שר החוץ ", "אבא אבן"), "ru": ("министр ", "Андрей Громыко"), "fr": ("le ministre ", "André Étienne")}  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    language=st.sampled_from(sorted(WORDS)),
    form=st.sampled_from(["NFC", "NFD"]),
    marks=st.lists(st.sampled_from(MARKS), min_size=40, max_size=40),
    before=st.sampled_from(["", "😀 ", "\u202b", "12, ", "\n\n"]),
)
def test_a_name_stands_where_it_says_however_it_is_written(
    language: str, form: Form, marks: list[str], before: str
) -> None:
    title, name = WORDS[language]
    letters = unicodedata.normalize(form, name)
    written = "".join(
        letter + (mark if letter.isalpha() and language == "ar" else "")
        for letter, mark in zip(letters, marks, strict=False)
    )
    text = f"{before}{unicodedata.normalize(form, title)}{written}."
    actors, _ = read_foreign(whole(text), language, "d", {})
    ((mention,),) = [actor.mentions for actor in actors]
    found = text[mention.start : mention.end]
    assert folded(found) == folded(name)
    assert found == written.rstrip("\u200e\u200f\u0640")


def test_each_paragraph_of_a_mixed_text_is_read_in_its_language() -> None:
    arabic = "قال الرئيس أنور السادات: «لن نسحب قواتنا من هناك قبل نهاية هذا العام أبدا.» وهذا ما كان بعد ذلك."
    text = f"{arabic}\n\nOtto Braun said on Monday that Norway had attacked the Danes in the north of Sweden."
    read = read_text(text, language="ar")
    assert [one.relation for one in read.grounded.claims] == ["assault"]
    assert {"أنور السادات", "Otto Braun", "Norway"} <= {actor.name for actor in read.grounded.actors}
    assert any("% of the text is in language “ar”" in problem.says for problem in read.grounded.problems)
    for actor in read.grounded.actors:
        assert all(folded(actor.name) == folded(text[one.start : one.end]) for one in actor.mentions[:1])


@pytest.mark.parametrize(
    ("paragraph", "language", "told"),
    [
        ("The envoys of the cities met in the harbour and did not agree.", "ar", "en"),
        ("Les envoyés des villes se sont rencontrés dans le port.", "fr", "fr"),
        ("Les envoyés des villes se sont rencontrés dans le port, mais ils ne se sont pas entendus.", "en", "fr"),
        ("The envoys of the cities met in the harbour and did not agree.", "de", "en"),
        ("Otto Falk met Olga Brandt. Later Otto Falk met Karl Moe.", "en", "en"),
        ("Norway, Sweden, Denmark, Finland, Iceland, Estonia, Latvia, Lithuania, Poland.", "en", "en"),
        ("Послы городов встретились в порту, и это было всё.", "en", "ru"),
        ("这是一个关于政治的文章。", "en", "zh"),
        ("1998: 14, 15.", "ar", "ar"),
    ],
)
def test_the_language_of_a_paragraph_is_told(paragraph: str, language: str, told: str) -> None:
    assert language_of(paragraph, language) == told
