"""Build hook: compile the scoring kernel where a compiler is, and do without where none is.

The wheel is then either `cp311-abi3` for this platform, or pure; both score the same. Set
POSTMORTEM_PURE=1 to build the pure one on purpose.
"""

from __future__ import annotations

import os
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = Path("pipeline/postmortem")
FOLDERS = tuple(PACKAGE / room / "kernel" for room in ("texts", "score", "sources/objects"))
"""Each compiled room; one may include the headers of those before it."""
LIMITED_API = "cp311-abi3"


class KernelHook(BuildHookInterface[Any]):
    """Compiles `postmortem._kernel` beside the package; hatchling then picks it up."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile in place, before files are gathered."""
        if os.environ.get("POSTMORTEM_PURE"):
            return
        try:
            built = compile_in_place(Path(self.root))
        except Exception as error:  # any failure of any compiler means: without
            self.app.display_warning(f"Built without the compiled scoring kernel: {error}")
            return
        platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
        build_data["artifacts"].append(built)  # git ignores it, and so would hatchling
        build_data["pure_python"] = False
        build_data["tag"] = f"{LIMITED_API}-{platform}"


def kernel_files(root: Path, pattern: str) -> list[str]:
    """Return the paths below `root` of the files that match `pattern`, in a fixed order."""
    files = [path for folder in FOLDERS for path in sorted((root / folder).glob(pattern))]
    return [path.relative_to(root).as_posix() for path in files]


def compile_in_place(root: Path) -> str:
    """Compile the kernel into `root`/pipeline/postmortem; return its path below `root`."""
    from setuptools import Distribution, Extension
    from setuptools.command.build_ext import build_ext

    is_msvc = os.name == "nt"
    extension = Extension(
        "postmortem._kernel",
        sources=kernel_files(root, "*.c"),
        depends=kernel_files(root, "*.h"),
        include_dirs=[folder.as_posix() for folder in FOLDERS],
        # Fused multiply-adds would change the last digit on processors that have them.
        extra_compile_args=[] if is_msvc else ["-O3", "-ffp-contract=off"],
        py_limited_api=True,
    )
    settings = {"package_dir": {"": "pipeline"}, "ext_modules": [extension]}
    command = build_ext(Distribution({"name": "postmortem", **settings}))
    command.inplace = True
    before = Path.cwd()
    os.chdir(root)
    try:
        with tempfile.TemporaryDirectory() as objects:
            command.build_temp = command.build_lib = objects
            command.ensure_finalized()
            command.run()
        built = Path(command.get_ext_fullpath("postmortem._kernel")).resolve()
    finally:
        os.chdir(before)
    return built.relative_to(root.resolve()).as_posix()
