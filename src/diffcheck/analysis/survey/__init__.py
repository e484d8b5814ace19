"""All places of the asked set where f may fail, and what is found at each: finitely many, or families in an index.

`survey_finite`, `survey_families` and `glimpse` make a `Survey` or a `Glimpse`; `View` is what a picture is drawn of.
"""
