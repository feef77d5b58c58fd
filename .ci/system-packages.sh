#!/bin/sh
# Installs the Debian packages that Python packages cannot bring, and only those that are missing.
#   system-packages.sh setup PYTHON | run | test
# Without root it uses sudo; without either it says what to install and stops.
set -eu

purpose=$1
python=${2:-python3}

# Qt finds these at run time, with or without a screen; no wheel has them.
qt="libglib2.0-0 libdbus-1-3 libxkbcommon0 libegl1 libgl1 libfontconfig1"
# Qt on an X11 screen. Without icccm4 and keysyms1 Qt fails and blames xcb-cursor0.
screen="libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0"

# A screen reader's end of the window: the bus it listens on, and its bindings for the system's own Python.
listen="at-spi2-core gir1.2-atspi-2.0 python3-gi dbus"

case $purpose in
setup) wanted="" ;;
run)   wanted="$qt $screen"
       why="Qt loads these libraries when the window opens." ;;
test)  wanted="$qt $screen $listen xvfb xdotool poppler-utils strace"
       why="Qt loads the libraries; tests use xvfb and xdotool to type into a real window, at-spi2-core and python3-gi to hear it as a screen reader does, poppler-utils to look at PDFs, strace for power cuts." ;;
*)     echo "usage: $0 setup PYTHON | run | test" >&2; exit 2 ;;
esac

if [ "$purpose" = setup ]; then
    if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        echo "Intake needs Python 3.11 or newer; $python is older or missing. Use: make PYTHON=/path/to/python3.11 ..." >&2
        exit 1
    fi
    if "$python" -c 'import ensurepip, venv' 2>/dev/null; then exit 0; fi
    wanted="python3-venv"
    why="Debian keeps the part of Python that makes .venv in a package of its own."
fi

# Elsewhere (macOS, other Linuxes) README.md says what to install.
command -v dpkg-query >/dev/null || exit 0

# Provides counts too: newer Debians carry some of these under another name.
present=$(dpkg-query -W -f '${db:Status-Status} ${Package}, ${Provides},\n' | sed -n 's/^installed//p' | sed 's/ ([^)]*)//g')
missing=""
for package in $wanted; do
    case $present in
    *" $package,"*) ;;
    *) missing="$missing $package" ;;
    esac
done
[ -n "$missing" ] || exit 0

echo "Missing system packages:$missing"
echo "Why: $why"

as_root=""
if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null; then
        as_root="sudo"
    else
        echo "Installing them needs root. Ask somebody who has it to run, then try again:" >&2
        echo "    apt-get install --no-install-recommends$missing" >&2
        exit 1
    fi
fi
$as_root apt-get update -qq || echo "The package lists could not be refreshed; trying with those that are here."
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing </dev/null >/dev/null
echo "Installed."
