"""Every answer held against botocore's own models (service-2.json).

`watch()` before the first client is made: from then on the raw answer of every
call must have only members of the action's output shape, under their names on
the wire, each with text that reads as its type and is in its enumeration. What
does not is a Mismatch, raised out of the call.

The protocols: ec2 (EC2), query (STS, ELBv2), json (Support).
"""

import json
import re
import xml.etree.ElementTree as ElementTree

import boto3

class Mismatch(AssertionError):
    """An answer is not as the model has it."""


def watch():
    """Holds every answer of every client that is made from now on."""
    boto3.setup_default_session()
    boto3.DEFAULT_SESSION.events.register("before-parse", _before_parse)


def _before_parse(operation_model, response_dict, **_):
    status, body = response_dict["status_code"], response_dict["body"]
    if status < 300:
        hold(operation_model, body)
    else:
        hold_refusal(operation_model, body)


def hold(operation, body):
    """Holds the body of a success against the operation's output shape."""
    protocol = operation.service_model.resolved_protocol
    if protocol == "json":
        _object(json.loads(body), operation.output_shape, operation.name)
        return
    root = _root(body, f"{operation.name}Response")
    if protocol == "ec2":
        _ec2_answer(root, operation)
    else:
        _query_answer(root, operation)


def hold_refusal(operation, body):
    """Holds the body of an error against its protocol's layout."""
    protocol = operation.service_model.resolved_protocol
    if protocol == "json":
        _named("an error", set(json.loads(body)), {"__type", "message"})
    elif protocol == "ec2":
        errors, _ = _exactly(_root(body, "Response"), "Errors", "RequestID")
        [error] = _exactly(errors, "Error")
        _exactly(error, "Code", "Message")
    else:
        error, _ = _exactly(_root(body, "ErrorResponse"), "Error", "RequestId")
        _exactly(error, "Type", "Code", "Message")


def _ec2_answer(root, operation):
    # Besides the members: the request id and, where the API Reference's examples
    # have it and no member has the name, a bare `return`.
    besides = [child for child in root if _local(child) in ("requestId", "return")]
    there = [_local(child) for child in besides]
    if there not in (["requestId"], ["requestId", "return"]):
        raise Mismatch(f"{operation.name} has {there} where requestId and at most return belong")
    for child in besides:
        root.remove(child)
        if len(child) or child.text in (None, "") or (_local(child) == "return" and child.text != "true"):
            raise Mismatch(f"{operation.name}/{_local(child)} is `{child.text}`")
    _structure(root, operation.output_shape, operation.name)


def _query_answer(root, operation):
    if operation.output_shape is None:
        [metadata] = _exactly(root, "ResponseMetadata")
    else:
        wrapper = operation.output_shape.serialization["resultWrapper"]
        result, metadata = _exactly(root, wrapper, "ResponseMetadata")
        _structure(result, operation.output_shape, operation.name)
    _exactly(metadata, "RequestId")


def _root(body, name):
    root = ElementTree.fromstring(body)
    if _local(root) != name:
        raise Mismatch(f"the root is {_local(root)}, not {name}")
    return root


def _exactly(element, *names):
    """The children of these names, each there once, and no other."""
    there = [_local(child) for child in element]
    if sorted(there) != sorted(names):
        raise Mismatch(f"{_local(element)} has {there}, not {list(names)}")
    return sorted(element, key=lambda child: names.index(_local(child)))


def _named(path, there, wanted):
    if there != wanted:
        raise Mismatch(f"{path} has {sorted(there)}, not {sorted(wanted)}")


def _structure(element, shape, path):
    names = {}
    for member, inner in shape.members.items() if shape is not None else ():
        names[_name(inner, member)] = (member, inner)
    seen = set()
    for child in element:
        name = _local(child)
        if name not in names:
            raise Mismatch(f"{path}/{name} is not in the model")
        member, inner = names[name]
        flat = inner.serialization.get("flattened")
        if name in seen and not flat:
            raise Mismatch(f"{path}/{name} is there twice")
        seen.add(name)
        _xml(child, inner.member if flat else inner, f"{path}/{name}")
    _required(shape, {names[name][0] for name in seen}, path)


def _name(shape, member):
    if shape.type_name == "list" and shape.serialization.get("flattened"):
        return shape.member.serialization.get("name", shape.serialization.get("name", member))
    return shape.serialization.get("name", member)


def _xml(element, shape, path):
    if shape.type_name == "structure":
        _structure(element, shape, path)
    elif shape.type_name == "list":
        item = shape.member.serialization.get("name", "member")
        for child in element:
            if _local(child) != item:
                raise Mismatch(f"{path} has {_local(child)} where {item} belongs")
            _xml(child, shape.member, f"{path}[]")
    elif shape.type_name == "map":
        raise Mismatch(f"{path} is a map, and maps in XML are not read here yet")
    else:
        if len(element):
            raise Mismatch(f"{path} is a {shape.type_name} and has elements in it")
        _text(element.text or "", shape, path)


TEXTS = {
    "integer": r"-?\d+",
    "long": r"-?\d+",
    "float": r"-?\d+(\.\d+)?",
    "double": r"-?\d+(\.\d+)?",
    "boolean": r"true|false",
    "timestamp": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z",
}


def _text(text, shape, path):
    if not re.fullmatch(TEXTS.get(shape.type_name, ".*"), text, re.DOTALL):
        raise Mismatch(f"{path}: `{text}` is not a {shape.type_name}")
    _enumerated(text, shape, path)


KINDS = {"structure": dict, "map": dict, "list": list, "string": str, "boolean": bool,
         "integer": int, "long": int, "float": float, "double": float}


def _json(value, shape, path):
    # A boolean is an int to Python.
    if type(value) is not KINDS.get(shape.type_name):
        raise Mismatch(f"{path}: {value!r} is not a {shape.type_name}")
    if shape.type_name == "structure":
        _object(value, shape, path)
    elif shape.type_name == "list":
        for inner in value:
            _json(inner, shape.member, f"{path}[]")
    elif shape.type_name == "map":
        for key, inner in value.items():
            _json(inner, shape.value, f"{path}/{key}")
    else:
        _enumerated(value, shape, path)


def _object(value, shape, path):
    members = shape.members if shape is not None else {}
    for name, inner in value.items():
        if name not in members:
            raise Mismatch(f"{path}/{name} is not in the model")
        _json(inner, members[name], f"{path}/{name}")
    _required(shape, set(value), path)


def _required(shape, there, path):
    for member in shape.required_members if shape is not None else ():
        if member not in there:
            raise Mismatch(f"{path} lacks {member}, which the model requires")


# What AWS documents and its models lack: an attached internet gateway is
# `available` (EC2 API Reference, InternetGatewayAttachment).
BESIDE_ENUMERATIONS = {("AttachmentStatus", "available")}


def _enumerated(text, shape, path):
    names = getattr(shape, "enum", None)
    if names and text not in names and (shape.name, text) not in BESIDE_ENUMERATIONS:
        raise Mismatch(f"{path}: `{text}` is not in {names}")


def _local(element):
    return element.tag.rpartition("}")[2]
