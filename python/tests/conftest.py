"""The plug-in is tested by running pytest in pytest."""

pytest_plugins = ["pytester"]
