"""The cases of the parameters: what is assumed in one, the tree of all of them, and the conditions that join those that say the same.

`explored` asks a question in every case; `condition_term` says where an answer holds.
"""
