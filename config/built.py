"""Static files made from other files: the two stylesheets, our scripts without their comments, the display font cut to our letters.

Neither is committed, because a made file drifts from what it was made of. A finder makes them on demand instead, so runserver,
collectstatic and the tests all serve the same thing, and there is no build step to forget. The path not taken was a package such
as django-compressor: more settings than joining some forty small files needs.
"""

import io
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage, Storage
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

STYLES = ("layers", "reset", "tokens", "base", "layout", "components/*", "utilities")
FURTHER = ("further/*",)  # what no page of a floor walk has: it would only make the first of them later

FONT_PACKAGE = "fontpkg-bricolage-grotesque"
FONT_FILES = files("fontpkg_bricolage_grotesque")
# One instance of three axes. The variable font would be 400 KB for headings that never vary.
FONT_AXES = {"wght": 720, "wdth": 86, "opsz": 48}
# Names come first: the letters of Europe's Latin alphabets, Turkish and Welsh included. To stay under 18 KB the cut goes without
# Latin-1's signs and ASCII's brackets for code, which no question and no name has; the system font lends those.
FONT_LETTERS = (
    " !\"#$%&'()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz\xa0¡£«°·»¿–—‘’‚“”„•…€−"
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿĀāĂăĄąĆćĊċČčĎďĐđĒēĖėĘęĚěĞğĠġĢģĪīĮįİıĶķ"
    "ĹĺĻļĽľŁłŃńŅņŇňŌōŐőŒœŔŕŖŗŘřŚśŞşŠšŤťŪūŮůŰűŲųŴŵŶŷŸŹźŻżŽžȘșȚț"
)


def stylesheet(names: tuple[str, ...]) -> bytes:
    """Those parts in the order of their layers, without comments and indentation. Brotli finds the rest; a minifier would be a parser."""
    source = settings.BASE_DIR / "static" / "css"
    parts = (part for name in names for part in sorted(source.glob(f"{name}.css")))
    text = "\n".join(part.read_text("utf-8") for part in parts)
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s*\n\s*", "\n", text)
    return re.sub(r"(?<=[{};,])\n", "", text).strip().encode()


def script(source: Path) -> bytes:
    """Without lines that are comments or empty: they are for us, and a third of the bytes. The rest stays as it was written."""
    lines = source.read_text("utf-8").splitlines()
    return "".join(f"{line}\n" for line in lines if line.strip() and not line.lstrip().startswith("//")).encode()


def display_font() -> bytes:
    """Bricolage Grotesque (OFL 1.1) as one static WOFF2 with our letters and their kerning.

    Time stamps are left alone: the same cut must have the same bytes, or its hashed name would change with every release
    and every phone would fetch it again.
    """
    variable = FONT_FILES / "files" / "BricolageGrotesque[opsz,wdth,wght].ttf"
    options = subset.Options(layout_features=["kern"], name_IDs=[1, 2], drop_tables=["STAT", "DSIG"])
    cutter = subset.Subsetter(options)
    cutter.populate(text=FONT_LETTERS)
    woff2 = io.BytesIO()
    with as_file(variable) as path, TTFont(path, recalcTimestamp=False) as font:
        instantiateVariableFont(font, FONT_AXES, inplace=True)
        cutter.subset(font)
        font.flavor = "woff2"
        font.save(woff2)
    return woff2.getvalue()


SCRIPTS = settings.BASE_DIR / "static"
MADE: dict[str, Callable[[], bytes]] = {
    **{source.relative_to(SCRIPTS).as_posix(): partial(script, source) for source in sorted(SCRIPTS.glob("js/**/*.js"))},
    "css/floorwalk.css": partial(stylesheet, STYLES),
    "css/further.css": partial(stylesheet, FURTHER),
    "fonts/floorwalk-display.woff2": display_font,
    "fonts/OFL.txt": (FONT_FILES / "LICENSE").read_bytes,  # the licence has to travel with the font
}


def root_of(name: str) -> Path:
    """The directory `name` is built into. The font's is named after what it is cut from and how, so one that is there is never stale."""
    built: Path = settings.BASE_DIR / "var" / "built"
    if not name.startswith("fonts/"):
        return built
    recipe = repr((version(FONT_PACKAGE), FONT_AXES, FONT_LETTERS))
    return built / f"font-{sha256(recipe.encode()).hexdigest()[:12]}"


def build(name: str) -> Path:
    """Make `name` if it is missing or no longer what its sources say. Where it is.

    The stylesheet is compared by its text: joining it takes milliseconds, and dates would miss a part that was deleted.
    Each build writes beside its target and moves it into place, so two at once waste a little work and nobody reads half a file.
    """
    target = root_of(name) / name
    if name.startswith("fonts/") and target.exists():
        return target
    content = MADE[name]()
    if target.exists() and target.read_bytes() == content:
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".", delete=False) as half:
        half.write(content)
    os.replace(half.name, target)
    return target


class BuiltFinder(BaseFinder):
    """Finds the made files, making them first. Goes into STATICFILES_FINDERS."""

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The absolute path of a made file, or an empty list as Django's own finders answer."""
        found = [str(build(path))] if path in MADE else []
        return found if find_all or not found else found[0]

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Every made file with the storage collectstatic copies it from."""
        for name in MADE:
            if not matches_patterns(name, ignore_patterns or ()):
                build(name)
                yield name, FileSystemStorage(location=root_of(name))
