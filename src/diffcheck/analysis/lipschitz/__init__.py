"""Whether f is Lipschitz on the asked set, and with which best constant: sup |f'| on the parts and the slopes across the gaps.

`with_lipschitz` completes a report; `wave_extremes` has the extremes of trigonometric polynomials.
"""
