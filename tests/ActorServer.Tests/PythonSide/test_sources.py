"""What the sources themselves must keep."""

import ast
import subprocess
import sys
import unittest

from fake_server import APPS, PYTHON_SIDE, ROOT

OURS = sorted(PYTHON_SIDE.rglob("*.py"))


class Sources(unittest.TestCase):
    def test_every_file_is_python_3_9(self):
        # broken/syntax.py is none, on purpose.
        applications = [file for file in APPS.rglob("*.py") if file.name != "syntax.py"]
        for file in OURS + applications + sorted((ROOT / "src" / "Samples" / "pyapp").glob("*.py")):
            with self.subTest(file=file.name):
                ast.parse(file.read_text("utf-8"), feature_version=(3, 9))

    def test_only_the_standard_library_is_imported(self):
        if not hasattr(sys, "stdlib_module_names"):
            self.skipTest("this interpreter does not know its standard library's names")
        for file in OURS:
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                if isinstance(node, ast.ImportFrom) and node.level == 0:
                    names = [node.module]
                for name in names:
                    with self.subTest(file=file.name, name=name):
                        self.assertIn(name.split(".")[0], sys.stdlib_module_names | {"_actorserver"})

    def test_the_guardian_imports_nothing_but_os_signal_and_sys(self):
        tree = ast.parse((PYTHON_SIDE / "_actorserver_guardian.py").read_text("utf-8"))
        names = {alias.name for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom)) for alias in node.names}
        self.assertEqual({"os", "signal", "sys"}, names)

    def test_a_wrong_command_line_is_status_2(self):
        for arguments in ([], ["1", "2"], ["1", "2", "x"], ["1", "2", "3", "4"]):
            with self.subTest(arguments=arguments):
                ended = subprocess.run([sys.executable, str(PYTHON_SIDE / "_actorserver_main.py"), *arguments], capture_output=True, text=True)
                self.assertEqual(2, ended.returncode)
                self.assertIn("REQUESTS_FD CONTROL_FD PARENT_PID", ended.stderr)
