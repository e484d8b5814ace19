"""One point: the two sides, limits and slopes, kind and verdicts, the order of smoothness -> a finding.

`see` computes the facts of a look, `report_facts` makes the finding of them.
"""
