from building import Builder
from delian.answers.ask import explanation
from delian.model.answer import Answer
from delian.pipeline import answer, measures


def test_an_answer_explains_its_question_in_prose_only() -> None:
    for name, measure in measures().items():
        told = explanation(measure)
        assert told[0].isupper(), name
        assert "Source" in told
        assert not {">>>", "Args:", "Returns:"} & set(told.split())


def test_the_explanation_comes_with_the_answer() -> None:
    study = Builder()
    study.tie("athens", "leads", "league")
    reply = answer(study.case(), "system")
    assert isinstance(reply, Answer)
    assert reply.explains.startswith("The system that the text describes")
