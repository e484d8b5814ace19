"""What is said of a certificate: its file, and who has accepted it."""

from __future__ import annotations

from diffcheck.model.certificate import Certificate


def certificate_words(certificate: Certificate) -> str:
    """`relu.v, accepted by Coq 8.16.1`."""
    return f"{certificate.file}, {f'accepted by {certificate.checker}' if certificate.checker else 'not checked'}"
