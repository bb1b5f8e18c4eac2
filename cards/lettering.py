"""Stub until the font tables land."""


def question_size(text: str) -> int:
    return 3
