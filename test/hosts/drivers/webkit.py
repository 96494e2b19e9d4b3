"""
A window of WebKitGTK that lasts as long as its input. Each line of the input is {"open": URL}, {"resize": [WIDTH, HEIGHT]} or
{"evaluate": BODY}, where BODY is that of an async JavaScript function that returns a string; each is answered by one line,
{"value": …} or {"error": "…"}.

    python3 webkit.py FOLDER

What pages store is kept in FOLDER. WebKitGTK's own WebDriver offers only sessions as in a private window.
"""

import json
import sys
import threading

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2  # noqa: E402


def answer(**line):
    print(json.dumps(line), flush=True)


def load_changed(_view, event):
    if event == WebKit2.LoadEvent.FINISHED:
        answer(value=None)


def load_failed(_view, _event, uri, error):
    sys.stderr.write(f"{uri}: {error.message}\n")


def evaluated(view, result):
    try:
        answer(value=view.call_async_javascript_function_finish(result).to_string())
    except GLib.Error as error:
        answer(error=error.message)


def obey(view, command):
    if "open" in command:
        view.load_uri(command["open"])
    elif "resize" in command:
        window.resize(*command["resize"])
        answer(value=None)
    else:
        view.call_async_javascript_function(command["evaluate"], -1, None, None, None, None, evaluated)


def read_commands(view):
    for line in sys.stdin:
        GLib.idle_add(obey, view, json.loads(line))
    GLib.idle_add(Gtk.main_quit)


folder = sys.argv[1]
storage = WebKit2.WebsiteDataManager(base_data_directory=f"{folder}/data", base_cache_directory=f"{folder}/cache")
view = WebKit2.WebView.new_with_context(WebKit2.WebContext.new_with_website_data_manager(storage))
view.connect("load-changed", load_changed)
view.connect("load-failed", load_failed)
window = Gtk.Window()
window.set_default_size(1280, 800)
window.add(view)
window.show_all()
answer(value=f"WebKitGTK {WebKit2.get_major_version()}.{WebKit2.get_minor_version()}.{WebKit2.get_micro_version()}")
threading.Thread(target=read_commands, args=(view,), daemon=True).start()
Gtk.main()
