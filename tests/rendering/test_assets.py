"""What `read_assets` promises: one sheet in a fixed order, modules that find each other, names by content."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from atlas.rendering.assets import LAYERS, AssetError, read_assets


@pytest.fixture
def static(tmp_path: Path):
    """A maker of static folders: `static({"js/a.js": "…"})`."""

    def make(files: dict[str, str | bytes]) -> Path:
        for name, content in files.items():
            path = tmp_path / "static" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path / "static"

    return make


def sheet(folder: Path) -> str:
    assets = read_assets(folder)
    return assets.files[assets["site.css"]].decode()


def script(folder: Path, name: str) -> str:
    assets = read_assets(folder)
    return assets.files[assets[name]].decode()


def test_a_name_carries_the_hash_of_the_content_and_only_that(static):
    one = read_assets(static({"js/a.js": "1;", "icons/logo.svg": "<svg/>"}))
    two = read_assets(static({"js/a.js": "2;"}))

    assert re.fullmatch(r"assets/a\.[0-9a-f]{10}\.js", one["a.js"])
    assert one["a.js"] != two["a.js"]
    assert one["icons/logo.svg"] == two["icons/logo.svg"]
    assert re.fullmatch(r"assets/icons/logo\.[0-9a-f]{10}\.svg", one["icons/logo.svg"])
    assert one.files[one["icons/logo.svg"]] == b"<svg/>"


def test_every_name_leads_to_a_file_and_every_file_has_a_name(static):
    assets = read_assets(static({"js/a.js": "", "css/base.css": "p{}", "favicon.ico": b"\0"}))

    assert set(assets.names.values()) == set(assets.files)
    assert set(assets.names) == {"a.js", "favicon.ico", "site.css"}


def test_an_unknown_name_is_refused_with_the_nearest_one(static):
    with pytest.raises(KeyError, match=r"did you mean 'compare\.js'"):
        read_assets(static({"js/compare.js": ""}))["comapre.js"]


def test_hidden_files_and_backups_are_not_published(static):
    assets = read_assets(
        static(
            {".DS_Store": "x", "js/a.js": "", "js/a.js~": "old", "js/.a.js.swp": b"\xff", "js/#a.js#": "half"}
        )
    )
    assert set(assets.names) == {"a.js", "site.css"}


# Style sheets


def test_the_sheet_follows_the_layers_not_the_alphabet(static):
    folder = static(
        {f"css/{layer}.css": f".{layer}{{}}" for layer in LAYERS if layer != "components"}
        | {"css/components/b.css": ".b{}", "css/components/a.css": ".a{}"}
    )
    text = sheet(folder)

    assert text.startswith("@layer reset, tokens, base, layout, components, utilities;\n")
    order = [
        text.index(f".{name}{{}}") for name in ("reset", "tokens", "base", "layout", "a", "b", "utilities")
    ]
    assert order == sorted(order)


def test_each_file_stands_in_its_layer_once(static):
    text = sheet(
        static({"css/base.css": "p { color: red }", "css/components/a.css": "@layer components { a {} }\n"})
    )

    assert "@layer base {\np { color: red }\n}\n" in text
    assert text.count("@layer components {") == 1


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("css/utils.css", "", "belongs to no layer"),
        ("css/components.css", "", "belongs to no layer"),
        ("css/base/a.css", "", "belongs to no layer"),
        ("css/components/a/b.css", "", "belongs to no layer"),
        ("css/components/a.scss", "", "belongs to no layer"),
        ("css/base.css", "@layer tokens { p {} }", "names the layer 'tokens'"),
        ("css/base.css", "@import 'other.css';", "uses @import"),
        ("css/base.css", "p { background: url(../gone.svg) }", "no file static/gone.svg"),
        ("css/base.css", "p { background: url(https://example.org/x.svg) }", "no file"),
        ("css/base.css", b"p::before { content: '\xd6\xd0' }", "not UTF-8"),
    ],
)
def test_a_wrong_style_sheet_is_refused(static, name, text, words):
    with pytest.raises(AssetError, match=words):
        read_assets(static({name: text}))


def test_a_url_in_a_sheet_leads_to_the_published_file(static):
    folder = static(
        {
            "icons/a.svg": "<svg/>",
            "css/components/x.css": (
                "p { background: url('../../icons/a.svg'), url(#g), url(data:image/png;base64,AA) }"
            ),
        }
    )
    text = sheet(folder)

    target = re.search(r'url\("\./(icons/a\.[0-9a-f]+\.svg)"\)', text)
    assert target is not None
    assert f"assets/{target[1]}" in read_assets(folder).files
    assert "url(#g)" in text
    assert "url(data:image/png;base64,AA)" in text


# Scripts


def test_imports_lead_to_the_published_modules(static):
    folder = static(
        {
            "js/main.js": (
                'import {\n  one,\n  two,\n} from "./lib/table.js";\n'
                "import './side.js';\n"
                "export * from './side.js';\n"
                "export { one as eins } from './lib/table.js';\n"
                'const later = () => import("./side.js");\n'
                'const search = () => import("../pagefind/pagefind.js");\n'
                'export const path = "./side.js";\n'
            ),
            "js/lib/table.js": "import side, * as all from '../side.js';\nexport const one = 1;\n",
            "js/side.js": "export default 1;\n",
        }
    )
    assets = read_assets(folder)
    text = script(folder, "main.js")
    table, side = assets["lib/table.js"], assets["side.js"]

    assert f'from "./{table.removeprefix("assets/")}"' in text
    assert text.count(f"./{side.removeprefix('assets/')}") == 3
    assert 'import("../pagefind/pagefind.js")' in text
    assert 'path = "./side.js"' in text
    assert f"from '../{side.removeprefix('assets/')}'" in script(folder, "lib/table.js")


def test_lines_that_are_comments_are_not_published_and_nothing_else_is_left_out(static):
    source = '// one\nlet a = "//x"; // kept\n  // two\n  /** three */\nlet b = 4 /* kept */;\n/** \n * four\n */\n'
    told = script(static({"js/a.js": source}), "a.js")
    assert told == 'let a = "//x"; // kept\nlet b = 4 /* kept */;\n/** \n * four\n */\n'


def test_a_change_in_an_imported_module_renames_all_that_import_it(static):
    files = {"js/a.js": "import './b.js';", "js/b.js": "import './c.js';", "js/c.js": "1", "js/d.js": "1;"}
    one = read_assets(static(files))
    two = read_assets(static({"js/c.js": "2"}))

    assert {name for name in one.names if one[name] != two[name]} == {"a.js", "b.js", "c.js"}


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("\nimport './gone.js';", r"a.js:2 imports './gone.js'"),
        ("import x from 'lodash';", "no module in static/js"),
        ("import x from 'https://example.org/x.js';", "no module in static/js"),
        ("import x from '/assets/x.js';", "no module in static/js"),
        ("import('./gone.js')", "no module in static/js"),
        ("import './a.js';", "a.js → a.js"),
    ],
)
def test_an_import_that_leads_nowhere_is_refused(static, source, words):
    with pytest.raises(AssetError, match=words):
        read_assets(static({"js/a.js": source}))


def test_modules_that_import_each_other_are_refused_with_the_chain(static):
    files = {"js/a.js": "import './b.js';", "js/b.js": "import './c.js';", "js/c.js": "import './b.js';"}
    with pytest.raises(AssetError, match=r"b\.js → c\.js → b\.js"):
        read_assets(static(files))


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"js/a.js": "", "a.js": ""}, "Two files"),
        ({"site.css": ""}, "Rename it"),
        ({"js/readme.md": ""}, "not a .js file"),
    ],
)
def test_files_that_cannot_stand_beside_each_other_are_refused(static, files, words):
    with pytest.raises(AssetError, match=words):
        read_assets(static(files))


def test_a_link_is_refused_since_its_target_would_be_published(static, tmp_path):
    folder = static({"js/a.js": ""})
    (folder / "b.svg").symlink_to(tmp_path / "secret")
    with pytest.raises(AssetError, match="is a link"):
        read_assets(folder)


def test_windows_line_ends_do_not_change_the_names(static):
    one = read_assets(static({"js/a.js": "1;\n2;\n", "css/base.css": "p {\n}\n"}))
    two = read_assets(static({"js/a.js": "1;\r\n2;\r\n", "css/base.css": "p {\r\n}\r\n"}))
    assert one.names == two.names
