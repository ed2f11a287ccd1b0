"""Chinese text: counting, folding, cutting, widths, numbers, punctuation and the lunar date. Pure functions."""
