"""The command: what it prints, what it returns, what it leaves behind, and that the same content gives the same bytes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import build
from atlas import stages
from atlas.audit import audit
from atlas.progress import Progress
from atlas.reading.load import load
from atlas.searching.search_page import search_page_of
from tests.test_sites import state
from tests.trees import ROOT, SITES, expect, lay

BASE_URL = "https://example.org/atlas/"


@pytest.fixture(autouse=True)
def no_workflow(monkeypatch):
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return lay(tmp_path / "content")


def command(
    *arguments: str | Path, cwd: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """The command as a user runs it."""
    return subprocess.run(
        [sys.executable, ROOT / "build.py", *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
        timeout=120,
    )


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site, built once from a folder elsewhere; nobody may change it."""
    folder = tmp_path_factory.mktemp("small")
    content = lay(folder / "content")
    done = command(
        "--content", content, "--out", "site", cwd=folder, PYTHONHASHSEED="1", TZ="Asia/Shanghai", LC_ALL="C"
    )
    assert done.returncode == 0, done.stderr.decode()
    return folder / "site"


# What is built


def test_the_same_content_gives_the_same_bytes_whatever_the_machine_is_like(small, tmp_path):
    content = lay(tmp_path / "somewhere else" / "content")
    done = command(
        "--content", content, "--out", tmp_path / "site", cwd=tmp_path,
        PYTHONHASHSEED="4242", TZ="America/Lima", LC_ALL="C.UTF-8", LANG="de_DE.UTF-8", PYTHONUTF8="0",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    ours, theirs = state(small), state(tmp_path / "site")
    assert ours.keys() == theirs.keys()
    assert [name for name in ours if ours[name][0] != theirs[name][0]] == []


def test_nothing_in_the_site_is_a_program_of_python_or_a_secret_of_the_machine(small):
    files = state(small)
    assert [name for name in files if name.endswith((".py", ".pyc", ".yaml", ".j2"))] == []
    for name, (raw, _) in files.items():
        assert str(small.parent).encode() not in raw, name
        assert str(ROOT).encode() not in raw, name


def test_the_site_folder_does_not_hide_the_standard_librarys_site(small):
    program = (
        "import site, sysconfig; assert site.__file__.startswith(sysconfig.get_path('stdlib')), site.__file__"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=small.parent, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_the_small_site_breaks_no_rule_of_the_audit(small):
    assert [str(finding) for finding in audit(small, BASE_URL)] == []


def test_the_base_address_comes_from_the_content_or_the_command(small, content, tmp_path):
    assert b"https://example.org/atlas/sitemap.xml" in (small / "robots.txt").read_bytes()
    assert (
        build.main(
            ["--content", str(content), "--out", str(tmp_path / "s"), "--base-url", "https://x.example/y"]
        )
        == 0
    )
    assert b"https://x.example/y/sitemap.xml" in (tmp_path / "s" / "robots.txt").read_bytes()
    assert b"https://example.org/atlas" not in (tmp_path / "s" / "index.html").read_bytes()


@pytest.mark.parametrize(
    "name", ["data/targets.json", "data/cluster-mentions.csv", "data/regions.csv", "robots.txt"]
)
def test_a_few_files_are_known_by_heart(small, name):
    expect(SITES / "_expected" / name, (small / name).read_bytes())


def test_one_page_is_known_by_heart(small):
    html = (small / "en/documents/chengchuan-2021/targets/tech-firms/index.html").read_text(encoding="utf-8")
    page = search_page_of(html, "x/", "en", {})
    expect(SITES / "_expected" / "tech-firms.txt", "\n".join([f"# {page.title}", *page.blocks, ""]))


def test_building_again_touches_nothing(content, tmp_path):
    out = tmp_path / "site"
    arguments = ["--content", str(content), "--out", str(out)]
    assert build.main(arguments) == 0
    before = state(out)
    assert build.main(arguments) == 0
    assert state(out) == before


# How the command speaks


def test_check_reads_and_writes_nothing(content, tmp_path, capsys):
    before = state(content)
    assert build.main(["check", "--content", str(content), "--out", str(tmp_path / "site")]) == 0
    assert not (tmp_path / "site").exists()
    assert state(content) == before
    assert "error" not in capsys.readouterr().out


@pytest.mark.parametrize(("language", "told"), [("en", "nothing is wrong\n"), ("zh", "没有发现问题\n")])
def test_a_check_that_finds_nothing_says_so(language, told, capsys):
    assert build.main(["check", "--content", str(ROOT / "content"), "--lang", language]) == 0
    assert capsys.readouterr() == ("", told)


def test_several_records_are_made_at_once_and_each_is_told(content, capsys):
    asked = [
        "new",
        "agency",
        "north-finance",
        "chengchuan-finance",
        "north-science",
        "--content",
        str(content),
    ]
    assert build.main(asked) == 1
    told = capsys.readouterr().out
    assert "content/agencies/chengchuan-finance.yaml is there already and was left alone" in told
    for name in ("north-finance", "north-science"):
        assert f"  content/agencies/{name}.yaml\n" in told
        assert (content / "agencies" / f"{name}.yaml").is_file()


def test_a_source_goes_with_one_document(content, capsys):
    with pytest.raises(SystemExit):
        build.main(["new", "document", "a", "b", "--from", "x.txt", "--content", str(content)])
    assert "--from goes with one document" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("language", "told"),
    [("zh", "指标：科技企业数（家）"), ("en", "indicator: 科技企业数（家） · Tech firms")],
)
def test_what_is_known_by_some_words_is_found(content, capsys, language, told):
    assert build.main(["find", "科技", "企业", "--content", str(content), "--lang", language]) == 0
    assert capsys.readouterr().out.startswith("tech-firms ")
    assert build.main(["find", "科技企业", "--content", str(content), "--lang", language]) == 0
    assert told in capsys.readouterr().out.splitlines()[0]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["find"], "0 names given, and it takes 1 or more"),
        (["check", "--region", "x"], "--region goes with new document only"),
    ],
)
def test_a_command_line_that_will_not_do_is_told(arguments, told, capsys):
    with pytest.raises(SystemExit):
        build.main(arguments)
    assert told in capsys.readouterr().err


def test_problems_go_to_the_output_and_their_number_to_the_errors(tmp_path, capsys):
    content = lay(tmp_path / "content", SITES / "circles")
    assert build.main(["check", "--content", str(content)]) == 1
    output = capsys.readouterr()
    assert output.out.count(": runs in a circle: ") == 4
    assert output.err.startswith("4 errors, ")


def test_the_language_of_problems_can_be_chosen(tmp_path, capsys):
    content = lay(tmp_path / "content", SITES / "circles")
    assert build.main(["check", "--content", str(content), "--lang", "zh"]) == 1
    output = capsys.readouterr()
    assert "上下级成环" in output.out
    assert output.err.startswith("4 个错误")


def test_a_workflow_on_github_gets_annotations(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    content = lay(tmp_path / "content", SITES / "circles")
    build.main(["check", "--content", str(content)])
    assert (
        "\n::error file=content/clusters/lighting.yaml,line=2,col=10::runs in a circle: lighting → lighting; mend one of them\n"
        in capsys.readouterr().out
    )


def test_timings_name_each_stage_and_the_memory(content, tmp_path, capsys):
    assert build.main(["--content", str(content), "--out", str(tmp_path / "site"), "--timings"]) == 0
    lines = capsys.readouterr().out.splitlines()
    stages_timed = [line.split()[0] for line in lines if line.rstrip().endswith(" s")]
    assert stages_timed == ["read", "check", "plan", "render", "index", "publish", "note", "all"]
    assert any(line.startswith("memory ") for line in lines)


def test_without_timings_a_good_build_says_nothing_of_its_own(content, tmp_path, capsys):
    build.main(["--content", str(content), "--out", str(tmp_path / "site")])
    output = capsys.readouterr()
    told = [line for line in output.out.splitlines() if not line.startswith(" ")]
    assert [line for line in told if "is used nowhere" not in line] == []


@pytest.mark.parametrize("arguments", [["bild"], ["--lang", "fr"], ["check", "x"], ["verify"], ["--oops"]])
def test_a_slip_in_the_command_is_told_with_the_right_use(arguments, capsys):
    with pytest.raises(SystemExit) as error:
        build.main(arguments)
    assert error.value.code == 2
    assert "usage: build.py" in capsys.readouterr().err


def test_the_command_works_from_any_folder_and_finds_its_own_content(tmp_path):
    done = command("check", cwd=tmp_path)
    assert b"Traceback" not in done.stderr
    assert b"content folder does not exist" not in done.stdout


def test_problems_can_be_told_where_the_terminal_knows_no_chinese(tmp_path):
    content = lay(tmp_path / "content", SITES / "full-width-signs")
    done = command("check", "--content", content, "--lang", "zh", PYTHONIOENCODING="ascii")
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr


# What goes wrong leaves the old site


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / ".policy-atlas-site").write_text("the old site")
    (folder / "index.html").write_text("<p>the old page</p>")
    return folder


def failed(content: Path, site: Path, root: Path) -> str:
    """What a build says that fails; the old site must stand."""
    before = state(site)
    with pytest.raises(stages.BuildFailed) as error:
        stages.build(load(content), site, BASE_URL, root, Progress())
    assert state(site) == before
    assert sorted(path.name for path in site.parent.iterdir() if path.name.startswith(".site")) in (
        [],
        [".site.lock"],
    )
    return str(error.value)


@pytest.fixture
def workshop(tmp_path: Path) -> Path:
    """A root with templates and static files of its own."""
    for name in ("templates", "static"):
        shutil.copytree(ROOT / name, tmp_path / "root" / name)
    return tmp_path / "root"


def test_a_template_error_names_page_template_and_line_and_leaves_the_old_site(content, site, workshop):
    template = workshop / "templates" / "pages" / "target.html"
    text = template.read_text(encoding="utf-8").replace('content.more["what"]', 'content.more["where"]', 1)
    template.write_text(text, encoding="utf-8")
    line = text[: text.index('content.more["where"]')].count("\n") + 1
    said = failed(content, site, workshop)
    assert said.startswith("documents/chengchuan-2021/targets/")
    assert f": pages/target.html:{line}: " in said


def test_an_error_in_a_script_leaves_the_old_site(content, site, workshop):
    (workshop / "static" / "js" / "search.js").write_text('import "./nothing.js";\n')
    assert "static/js/search.js:1" in failed(content, site, workshop)


def test_a_folder_that_is_not_ours_is_left_alone(content, tmp_path, capsys):
    home = tmp_path / "home"
    home.mkdir()
    (home / "thesis.txt").write_text("years of work")
    before = state(home)
    assert build.main(["--content", str(content), "--out", str(home)]) == 1
    assert state(home) == before
    assert "was not written here" in capsys.readouterr().err


def test_an_interface_string_that_is_missing_is_told_and_leaves_the_old_site(content, site):
    interface = content / "interface.yaml"
    lines = interface.read_text(encoding="utf-8").splitlines(keepends=True)
    interface.write_text(
        "".join(line for line in lines if not line.startswith("indicators:")), encoding="utf-8"
    )
    assert "indicators" in failed(content, site, ROOT)


def test_a_base_address_that_is_none_is_refused(content, site, capsys):
    before = state(site)
    assert build.main(["--content", str(content), "--out", str(site), "--base-url", "example"]) in (1, 2)
    assert state(site) == before
    assert "--base-url" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "brief"),
    [
        ([], {}), (["build"], {}), (["build", "--out", "/a", "--lang", "zh"], {"out": "/a", "lang": "zh"}),
        (["--base-url", "https://a.org", "--content", "b"], {"base-url": "https://a.org", "content": "b"}),
        (["--out", "/a", "--out", "/b"], {"out": "/b"}),
        (["check"], None), (["serve"], None), (["--anew"], None), (["--timings"], None), (["--out"], None),
        (["--out", ""], None), (["--out", "--anew"], None), (["--content", "./b"], None), (["--out", "/a/../b"], None),
        (["--out=/a", "--lang"], None), (["--o", "/a"], None), (["--out", "a", "build"], None),
    ],
)  # fmt: skip
def test_usual_words_are_read_as_the_whole_command_line_is(words, brief):
    assert build.in_brief(words) == brief
    if brief is not None:
        options = vars(build.parse(words))
        said = {name.replace("-", "_"): value for name, value in brief.items()}
        assert {name: str(options[name]) for name in said} == said
        assert {k: v for k, v in options.items() if k not in said} == {
            k: v for k, v in vars(build.parse(["build"])).items() if k not in said
        }


# The Python that the command runs under

BARE = [sys.executable, "-S"]
"""A Python without any package."""


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    """A repository of which nothing is there but the command."""
    shutil.copy(ROOT / "build.py", tmp_path)
    return tmp_path


def test_without_packages_the_command_says_how_to_install_them(alone):
    done = subprocess.run([*BARE, alone / "build.py", "check"], capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (1, b"")
    assert (
        done.stderr.decode() == f"What the build needs is not installed yet. Run once: make site{os.linesep}"
    )


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_without_packages_the_repositorys_own_python_takes_over(alone):
    own = alone / ".venv" / "bin" / "python"
    own.parent.mkdir(parents=True)
    own.write_text('#!/bin/sh\necho "$@"\nexit 7\n')
    own.chmod(0o755)
    script = alone / "build.py"
    done = subprocess.run([*BARE, script, "check", "a b"], capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stdout.decode()) == (7, f"{script} check a b\n")


def test_a_reader_that_has_had_enough_gets_no_traceback(content):
    (content / "site.yaml").write_text("x: y\n" * 3000)
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as closed:
        done = subprocess.run(
            [sys.executable, ROOT / "build.py", "check", "--content", content],
            stdout=closed, stderr=subprocess.PIPE, check=False, timeout=60,
        )  # fmt: skip
    assert (done.returncode, b"Traceback" in done.stderr) == (1, False), done.stderr.decode()
