"""The input members of an action, as botocore's model has them, by their names
on the wire.

A path names a member: `CidrAuthorizationContext.Message`, and with N for the
number of a list's item `Filter.N.Value.N`; in JSON the same, `.N` where a list
has items. The names are not computed here: botocore's own serialiser for the
service's protocol writes a request with one of everything, and its keys are the
paths.

Usage: members.py SERVICE ACTION prints the paths as the strings of a table in
Rust, those that the model requires at the end.
"""

import re
import sys

import botocore
import botocore.session
from botocore.serialize import create_serializer

# The services by their name in a signature's scope, and botocore's name for each.
SERVICES = {"ec2": "ec2", "sts": "sts", "elasticloadbalancing": "elbv2", "support": "support"}
VERSION = botocore.__version__
# What every request of the query protocols has.
COMMON = {"Action", "Version"}
INDEX = "1"

_session = botocore.session.get_session()
_models = {}


def service(name):
    """The newest model that botocore has of a service, by either name."""
    name = SERVICES.get(name, name)
    if name not in _models:
        _models[name] = _session.get_service_model(name)
    return _models[name]


def operation(service_name, action):
    """The model of an action, or None where the service has none of that name."""
    model = service(service_name)
    return model.operation_model(action) if action in model.operation_names else None


def paths(action):
    """Every input member that holds a value, in the model's order."""
    return _written(action, one_of_everything(action.input_shape))


def required(action):
    """The paths of the members that the model requires at the top."""
    shape = action.input_shape
    if shape is None:
        return []
    everything = one_of_everything(shape)
    return _written(action, {name: everything[name] for name in shape.required_members})


def filters(action):
    """The filters that an action's model documents, without those by tag."""
    shape = action.input_shape.members
    documentation = shape.get("Filters", shape.get("Filter")).documentation
    names = re.findall(r"<li>\s*<p>\s*<code>([^<]+)</code>", documentation)
    return {name for name in names if not re.match(r"tag(-key$|:|$)", name)}


def one_of_everything(shape, inside=()):
    """A value of the shape with each member once and one item in each list.

    A shape that contains itself ends there: the inner one is left out.
    """
    if shape is None:
        return {}
    kind = shape.type_name
    if shape.name in inside and kind in ("structure", "list", "map"):
        return None
    inside = (*inside, shape.name)
    if kind == "structure":
        members = {name: one_of_everything(member, inside) for name, member in shape.members.items()}
        return {name: value for name, value in members.items() if value is not None}
    if kind == "list":
        item = one_of_everything(shape.member, inside)
        return None if item is None else [item]
    if kind == "map":
        value = one_of_everything(shape.value, inside)
        return None if value is None else {INDEX: value}
    return {"boolean": True, "integer": 1, "long": 1, "float": 1.0, "double": 1.0,
            "timestamp": "2026-01-01T00:00:00Z", "blob": b""}.get(kind, "")


def _written(action, values):
    protocol = action.service_model.resolved_protocol
    if protocol == "json":
        return list(dict.fromkeys(_json_paths(values)))
    serializer = create_serializer(protocol, include_validation=False)
    body = serializer.serialize_to_request(values, action)["body"]
    return [_numbered(key) for key in body if key not in COMMON]


def _numbered(key):
    return ".".join("N" if part == INDEX else part for part in key.split("."))


def _json_paths(value, path=()):
    # awsJson writes members as the model names them; none of these services
    # renames one.
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _json_paths(inner, (*path, name))
    elif isinstance(value, list):
        for inner in value:
            yield from _json_paths(inner, (*path, "N"))
    else:
        yield ".".join(path)


def show(service_name, action):
    """Prints the paths of an action as a table's strings."""
    found = operation(service_name, action)
    if found is None:
        sys.exit(f"members.py: {service_name} has no action {action}")
    for path in paths(found):
        print(f'"{path}",')
    needed = required(found)
    if needed:
        print("// required: " + ", ".join(f'"{path}"' for path in needed))


if __name__ == "__main__":
    known = [*SERVICES, *SERVICES.values()]
    if len(sys.argv) != 3 or sys.argv[1] not in known:
        sys.exit(f"usage: members.py {{{'|'.join(dict.fromkeys(known))}}} ACTION")
    show(sys.argv[1], sys.argv[2])
