"""What automatic differentiation returns at a point, beside the truth: the chain rule as each framework applies it.

`decorated` fills a finished survey in; nothing below knows of frameworks.
"""
