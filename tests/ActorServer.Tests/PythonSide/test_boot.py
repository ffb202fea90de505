"""From the start to READY, or to one clear sentence."""

import json
import os
import tempfile
import unittest

from fake_server import APPS, BOOT_FAILED, FakeServer, application_folder


class BootFailures(unittest.TestCase):
    def fail(self, module, app="application", location=APPS / "broken"):
        """Returns reason and traceback of a boot that fails."""
        with FakeServer(location, module, app) as server:
            frame = server.receive()
            self.assertEqual(BOOT_FAILED, frame.kind, frame.payload)
            self.assertEqual(3, server.process.wait(30))
            self.assertNotIn("Traceback", server.output())
        text = frame.fields["traceback"]
        self.assertNotIn("_actorserver", text or "")
        self.assertNotIn("importlib", text or "")
        return frame.fields["reason"], text

    def test_a_module_that_does_not_exist_is_named_with_its_folder(self):
        reason, text = self.fail("nowhere")
        self.assertEqual(f"there is no module 'nowhere' (app-module) in '{APPS / 'broken'}' (app-loc)", reason)
        self.assertIsNone(text)

    def test_a_package_that_does_not_exist_is_named(self):
        reason, text = self.fail("nowhere.wsgi")
        self.assertTrue(reason.endswith(": there is no 'nowhere'"), reason)
        self.assertIsNone(text)

    def test_other_servers_spellings_get_a_hint(self):
        self.assertIn("write 'nothing'", self.fail("nothing.py")[0])
        self.assertIn("write app-module: wsgi and app: application", self.fail("wsgi:application")[0])
        self.assertIn("is not the dotted name", self.fail("")[0])

    def test_a_folder_that_does_not_exist_is_named(self):
        reason, _ = self.fail("wsgi", location="/nonexistent/folder")
        self.assertEqual("the folder '/nonexistent/folder' (app-loc) cannot be entered: No such file or directory", reason)

    def test_a_module_that_raises_gives_its_traceback(self):
        reason, text = self.fail("raises")
        self.assertIn("cannot be imported: ConnectionRefusedError: the database of this test does not exist", reason)
        self.assertIn("in connect", text)
        self.assertIn("in <module>", text)

    def test_a_syntax_error_shows_its_line(self):
        reason, text = self.fail("syntax")
        self.assertIn("SyntaxError", reason)
        self.assertIn("syntax.py", text)

    def test_a_dependency_that_is_missing_is_not_taken_for_the_module(self):
        reason, text = self.fail("missing_dependency")
        self.assertIn("No module named 'a_module_that_nobody_has'", reason)
        self.assertIn("missing_dependency.py", text)

    def test_a_missing_callable_is_named_with_the_nearest(self):
        self.assertEqual("module 'nothing' (app-module) has no 'application' (app); there is 'aplication'", self.fail("nothing")[0])

    def test_what_cannot_be_called_is_refused(self):
        self.assertEqual("app 'application' in module 'notcallable' is not callable: it is of type str", self.fail("notcallable")[0])

    def test_leaving_while_imported_is_a_failed_boot(self):
        reason, text = self.fail("exits")
        self.assertIn("ended the process with exit status 7 while it was imported", reason)
        self.assertIn("exits.py", text)

    def test_an_interrupt_while_imported_is_a_failed_boot(self):
        self.assertIn("KeyboardInterrupt", self.fail("wsgi", location=application_folder("raise KeyboardInterrupt"))[0])

    def test_a_thread_that_the_import_left_does_not_keep_the_process(self):
        self.assertIn("with a thread running", self.fail("threaded")[0])

    def test_a_reason_is_one_line(self):
        reason, _ = self.fail("wsgi", location=application_folder("raise ValueError('one\\ntwo')"))
        self.assertNotIn("\n", reason)


class Boot(unittest.TestCase):
    def look(self, expression, location=None, **environment):
        """Boots an application that answers the expression's value, and returns it."""
        folder = location or application_folder("")
        with open(os.path.join(folder, "wsgi.py"), "w", encoding="utf-8") as file:
            file.write(
                "import json, os, sys\n"
                f"value = {expression}\n"
                "def application(environ, start_response):\n"
                "    start_response('200 OK', [])\n"
                "    return [json.dumps(value).encode()]\n"
            )
        with FakeServer(folder, **environment) as server:
            server.boot()
            return json.loads(server.get().body)

    def test_the_applications_folder_comes_first_and_ours_not_at_all(self):
        folder = application_folder("")
        path = self.look("sys.path", folder)
        self.assertEqual(folder, path[0])
        self.assertEqual(1, path.count(folder))
        self.assertFalse([entry for entry in path if "Wsgi" in entry], path)

    def test_it_holds_with_a_safe_path_too(self):
        folder = application_folder("")
        path = self.look("sys.path", folder, PYTHONSAFEPATH="1")
        self.assertEqual(folder, path[0])
        self.assertFalse([entry for entry in path if "Wsgi" in entry], path)

    def test_the_working_directory_is_the_applications_folder(self):
        folder = application_folder("")
        self.assertEqual(os.path.realpath(folder), self.look("os.getcwd()", folder))

    def test_a_symbolic_link_stays_as_it_is(self):
        folder = application_folder("")
        with tempfile.TemporaryDirectory() as releases:
            current = os.path.join(releases, "current")
            os.symlink(folder, current)
            self.assertEqual(current, self.look("sys.path[0]", current))

    def test_the_command_line_is_not_the_applications(self):
        self.assertEqual(["actorserver"], self.look("sys.argv"))

    def test_standard_input_is_empty(self):
        self.assertEqual("", self.look("sys.stdin.read()"))

    def test_module_and_callable_may_be_dotted(self):
        folder = application_folder("")
        os.makedirs(os.path.join(folder, "site_one"))
        with open(os.path.join(folder, "site_one", "entry.py"), "w", encoding="utf-8") as file:
            file.write("class Holder:\n    @staticmethod\n    def app(e, s):\n        s('200 OK', [])\n        return [b'dotted']\n")
        with FakeServer(folder, "site_one.entry", "Holder.app") as server:
            server.boot()
            self.assertEqual(b"dotted", server.get().body)

    def test_a_server_that_leaves_before_the_setup_ends_the_process(self):
        class Silent(FakeServer):
            def setup(self, *_):
                self.requests.close()

        with Silent(APPS / "echo") as server:
            self.assertEqual(0, server.process.wait(30))

    def test_another_parent_is_refused(self):
        with FakeServer(APPS / "echo", parent=1) as server:
            self.assertEqual(4, server.process.wait(30))
            self.assertIn("process 1 is not the parent", server.output())

    def test_it_runs_without_a_site_and_with_a_plain_locale(self):
        self.assertEqual("\u00e9", self.look("'\u00e9'", LC_ALL="C"))
