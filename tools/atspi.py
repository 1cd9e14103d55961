# Reads WebKitGTK's accessibility tree over AT-SPI's D-Bus protocol, uncached, as a screen reader would.
# Owns: finding an element by id and reading it. Not: starting the bus (atspi.mjs), nor any browser but WebKit.
# One JSON request a line on stdin, one JSON answer a line on stdout; ends with its stdin.
import json
import os
import sys

from gi.repository import Gio, GLib

ACCESSIBLE = "org.a11y.atspi.Accessible"
TEXT = "org.a11y.atspi.Text"
# The web process's own root. GTK's tree reaches it through a socket that GTK 3 leaves empty under Xvfb.
ROOTS = "/org/a11y/webkit/accessible"
STATES = {"disabled": (24, False), "focused": (12, True), "invalid": (36, True), "readonly": (43, True), "required": (33, True)}
TIMEOUT = 5000

bus = Gio.DBusConnection.new_for_address_sync(
    os.environ["AT_SPI_BUS_ADDRESS"],
    Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION,
    None,
    None,
)


def call(node, interface, method, arguments=None):
    return bus.call_sync(node[0], node[1], interface, method, arguments, None, Gio.DBusCallFlags.NO_AUTO_START, TIMEOUT, None).unpack()


def get(node, name, interface=ACCESSIBLE):
    return call(node, "org.freedesktop.DBus.Properties", "Get", GLib.Variant("(ss)", (interface, name)))[0]


def roots():
    (names,) = call(("org.freedesktop.DBus", "/org/freedesktop/DBus"), "org.freedesktop.DBus", "ListNames")
    for name in names:
        if not name.startswith(":") or name == bus.get_unique_name():
            continue
        try:
            (xml,) = call((name, ROOTS), "org.freedesktop.DBus.Introspectable", "Introspect")
        except GLib.Error:
            continue  # not a web process
        for child in Gio.DBusNodeInfo.new_for_xml(xml).nodes:
            yield (name, f"{ROOTS}/{child.path}")


def children(node):
    return call(node, ACCESSIBLE, "GetChildren")[0]


def text(node):
    if TEXT not in call(node, ACCESSIBLE, "GetInterfaces")[0]:
        return "".join(text(child) for child in children(node)) or get(node, "Name")
    (own,) = call(node, TEXT, "GetText", GLib.Variant("(ii)", (0, -1)))
    embedded = iter(children(node))
    # U+FFFC stands where a child object is.
    return "".join(text(next(embedded)) if c == "\ufffc" else c for c in own)


def read(node, attributes):
    low, high = call(node, ACCESSIBLE, "GetState")[0]
    states = low | high << 32
    answer = {name: bool(states >> bit & 1) == when for name, (bit, when) in STATES.items()}
    answer["role"] = attributes.get("computed-role", "")
    answer["name"] = get(node, "Name")
    answer["description"] = get(node, "Description")
    answer["live"] = attributes.get("container-live", "")
    answer["text"] = text(node)
    return answer


def find(identifier):
    found = []
    queue = list(roots())
    while queue:
        node = queue.pop()
        try:
            attributes = call(node, ACCESSIBLE, "GetAttributes")[0]
            if attributes.get("id") == identifier:
                found.append(read(node, attributes))
            queue.extend(children(node))
        except GLib.Error:
            continue  # the object went while the tree was walked
    return found


for line in sys.stdin:
    try:
        print(json.dumps({"found": find(json.loads(line)["id"])}), flush=True)
    except Exception as error:  # the answer must not fail to come, or the asker waits
        print(json.dumps({"error": str(error)}), flush=True)
