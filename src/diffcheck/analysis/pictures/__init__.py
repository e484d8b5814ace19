"""A survey -> its picture as data: where to look, each branch traced by certified balls, joined only where f is proved continuous.

`draw` is all that others need.
"""
