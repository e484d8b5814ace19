"""The nouns: frozen, slotted, made of tuples, computing nothing."""
