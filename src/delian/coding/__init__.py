"""Document → claims. Stages, each a pure function over plain records: parse → mentions → actors → quotes → voices →
clauses → modality → times → events, ties, links → rank; put together in `proposers/rules.py`, grounded in
`proposers/gate.py`.
"""
