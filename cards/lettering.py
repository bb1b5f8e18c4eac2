"""How large a card's question can be set. Worked out once, when its words are published, not on every phone at every turn.

CSS cannot do this: it can scale text with the card, but not find the largest size at which the longest word still fits.
The sizes it has to match are `.card__q[data-size]` in static/css/components/card.css.
"""

# Advance widths of the display font as cut by config/built.py, in units of 1/1000 em, and the letters that have them.
# Written down, so that publishing needs no font file; tests/cards/test_lettering.py holds them against the font.
_LETTERS_BY_WIDTH = {
    157: "'", 165: ",‚", 174: "‘’", 184: ";", 189: ".·", 192: " \xa0", 200: ":", 233: "lĺļľ", 234: "íîïīįı", 235: "i",
    242: "!¡", 244: "ì", 246: "IjÌÍÎÏĪĮİ", 270: "•", 274: "-", 285: "(", 291: ")", 292: "]", 293: "[", 295: "1",
    307: "/", 310: "ł", 320: "\"", 324: "J", 329: "tťț", 333: "f", 338: "°„", 347: "“”", 364: "¿", 366: "?",
    369: "rŕŗř", 403: "*", 417: "LĹĻĽ", 422: "–", 427: "7zźżž", 429: "+=×÷−", 440: "«»", 447: "F", 460: "sśşšș",
    463: "ZŹŻŽ", 467: "ETÈÉÊËĒĖĘĚŤȚ", 472: "Ł", 477: "cçćċč", 481: "eèéêëēėęě", 483: "_", 484: "v", 487: "aàáâãäåāăą",
    490: "x", 492: "kķ", 493: "3", 496: "2", 498: "gğġģ", 500: "yýÿŷ", 503: "oòóôõöøōő", 505: "ð", 507: "5",
    510: "uùúûüūůűų", 514: "hnñńņň", 518: "$", 521: "bdpqþďđ", 525: "SŚŞŠȘ", 527: "4", 530: "8", 533: "9", 534: "06",
    535: "P", 536: "Þ", 544: "YÝßŶŸ", 550: "CVÇĆĊČ", 551: "BRŔŖŘ", 555: "KĶ", 559: "AÀÁÂÃÄÅĀĂĄ", 560: "#", 562: "DĎ",
    565: "X", 570: "GĞĠĢ", 572: "UÙÚÛÜŪŮŰŲ", 574: "H", 579: "OÒÓÔÕÖŌŐ", 580: "Q", 583: "Ø", 592: "ÐĐ", 600: "€",
    612: "—", 622: "£", 624: "NÑŃŅŇ", 635: "…", 661: "&", 735: "Æ", 739: "wŵ", 762: "æŒ", 771: "m", 774: "M",
    796: "œ", 818: "WŴ", 849: "@", 865: "%",
}  # fmt: skip
WIDTHS = {letter: width for width, letters in _LETTERS_BY_WIDTH.items() for letter in letters}
OTHER = 600  # a letter the font lacks is drawn in the phone's own font, which is wider than ours

SPACING = -22  # 1/1000 em after each letter: `letter-spacing` of .card__q
LEADING = 0.96  # `line-height` of .card__q
STEPS = (24.0, 21.5, 19.0, 17.0, 15.0)  # size in per cent of the card's width, for data-size 1 to 5; each plus 4 px
WIDTH = 308.0  # px inside a card on a phone 390 px wide
HEIGHT = 345.0  # px left for the question there, between what was heard and the buttons
ROUNDING = 0.985  # how full a line may get with one word: kerning and hinting differ a little between phones


def question_size(text: str) -> int:
    """The step, 1 (largest) to 5, at which `text` stands on the card with no word broken. 5 when nothing larger fits."""
    words = [_ems(word) for word in text.split()]
    for step, share in enumerate(STEPS, 1):
        px = WIDTH * share / 100 + 4
        if all(word * px <= WIDTH * ROUNDING for word in words) and _lines(words, px) * px * LEADING <= HEIGHT:
            return step
    return len(STEPS)


def _ems(text: str) -> float:
    """How wide `text` runs, in ems."""
    return sum(WIDTHS.get(letter, OTHER) + SPACING for letter in text) / 1000


def _lines(words: list[float], px: float) -> int:
    """How many lines the words take at that size, each line filled as a browser fills it."""
    lines, room = 0, 0.0
    for word in words:
        room -= (_ems(" ") + word) * px
        if room < 0 or not lines:
            lines, room = lines + 1, WIDTH - word * px
    return lines
