"""The contract with AWS's models: what the simulator says it takes, held against
what botocore's models say an action has.

The simulator's word is `byoip-sim fidelity --json` on standard input. Usage:

  contract.py declared   every input member is taken or refused on purpose
  contract.py asked      the server answers as it declares, by one signed request
                         for each path (the address and the keys of the
                         environment, as `byoip-sim env` gives them)
  contract.py paged      pages are as large as the models have it
  contract.py actions    prints the list of AWS's actions
  contract.py filters    prints the list of EC2's filters
  contract.py table      prints docs/unsupported.md, for which it asks the server
                         for every filter

The answers' side of the contract is model.py.
"""

import json
import re
import sys

import members
from asking import Asker

# Actions with one of these in the name are near a migration, and the table lists
# those that are not simulated, each under the first word that it has.
NEAR = ("Byoip", "Ipam", "Ipv4Pool", "Ipv6Pool", "NatGateway", "InternetGateway", "RouteTable",
        "NetworkInterface", "Subnet", "Vpc", "Address", "Instance", "Tags")

# Values that AWS takes and the simulator not yet: an action, a parameter and its
# value.
VALUES = [
    *(("ec2", "RunInstances", "TagSpecification.1.ResourceType", kind)
      for kind in ("elastic-gpu", "spot-instances-request", "volume")),
    ("ec2", "CreateVpc", "InstanceTenancy", "dedicated"),
    ("elasticloadbalancing", "CreateLoadBalancer", "Type", "gateway"),
    ("elasticloadbalancing", "CreateLoadBalancer", "IpAddressType", "dualstack"),
]


def complaints(actions):
    """What is wrong with the declaration, a line each; nothing if all is well."""
    told = [(action["service"], action["name"]) for action in actions]
    for service, name in sorted({it for it in told if told.count(it) > 1}):
        yield f"{service} {name}: declared twice"
    for action in actions:
        name = f"{action['service']} {action['name']}"
        operation = members.operation(action["service"], action["name"])
        if operation is None:
            yield f"{name}: the model has no such action"
            continue
        for complaint in _of_action(action, operation):
            yield f"{name}: {complaint}"


def _of_action(action, operation):
    has = members.paths(operation)
    taken, unsupported = action["parameters"], action["unsupported"]
    for path in has:
        if path not in taken and path not in unsupported:
            yield f"{path} is neither taken nor refused on purpose"
    for path in (*taken, *unsupported):
        if path not in has:
            yield f"{path} is declared and not in the model"
    declared = taken + unsupported
    for path in sorted({path for path in declared if declared.count(path) > 1}):
        yield f"{path} is declared twice"
    heads = {path.split(".")[0] for path in taken}
    for name in action["required"]:
        if name not in heads:
            yield f"{name} is required and not taken"
    for path in members.required(operation):
        head = path.split(".")[0]
        if head not in action["required"]:
            yield f"{head} is required by the model and not here"


def questions(actions):
    """Requests whose refusal is known beforehand: the action, a parameter that
    it does not take, and the code of the refusal."""
    for action in actions:
        for path in action["unsupported"]:
            yield action, path, "UnsupportedOperation"
        # Of the services simulated here EC2 alone refuses what it does not know.
        if action["service"] == "ec2":
            for path in _strangers(action):
                yield action, path, "UnknownParameter"


def values_questions(actions):
    """The same for values, and for the filters' names."""
    named = {(action["service"], action["name"]): action for action in actions}
    for service, name, parameter, value in VALUES:
        yield named[service, name], {parameter: value}, "UnsupportedOperation"
    for name, action in _filtered(actions):
        yield action, _filter("of-nothing"), "InvalidParameterValue"


def _filtered(actions):
    """The actions that have filters, by their names."""
    return sorted((action["name"], action) for action in actions
                  if action["service"] == "ec2" and "Filter.N.Name" in action["parameters"])


def _filter(name):
    return {"Filter.1.Name": name, "Filter.1.Value.1": "x"}


def _strangers(action):
    """A name that there is not, at the top and in every structure."""
    structures = {path.rpartition(".")[0] for path in action["parameters"] + action["unsupported"]
                  if not path.endswith(".N")}
    for structure in sorted({"", *structures}):
        yield f"{structure}.Unheard" if structure else "Unheard"


def ask(actions):
    """Asks every question; what was answered otherwise, a line each."""
    asker = Asker()
    asked = [(action, {_first(path): "x"}, wanted) for action, path, wanted in questions(actions)]
    for action, values, wanted in [*asked, *values_questions(actions)]:
        answered = _answered(asker, action, values)
        if answered != wanted:
            what = ", ".join(values)
            yield f"{action['service']} {action['name']} with {what}: {answered}, not {wanted}"


def _answered(asker, action, values):
    """The code that an action is refused with, told all it needs and these."""
    # A list or a structure is there with any of its members.
    needed = [next((its for its in action["parameters"] if its == name or its.startswith(f"{name}.")), name)
              for name in action["required"]]
    return asker.code(action["service"], action["name"], {**{_first(name): "x" for name in needed}, **values})


def _first(path):
    return re.sub(r"\.N(?=\.|$)", ".1", path)


def bounds(pages):
    """Where the sizes of pages are not the model's, a line each. Some members
    have no bounds in the model; what the simulator has there is its own."""
    for row in pages:
        shape = members.operation(row["service"], row["action"]).input_shape
        metadata = shape.members[row["parameter"]].metadata
        model = metadata.get("min"), metadata.get("max")
        told = row["least"], row["most"]
        if model not in (told, (None, None)):
            yield f"{row['service']} {row['action']}: {told}, and in the model {model}"


def action_list(_):
    """Every action of the services, those that are simulated among them."""
    for service in members.SERVICES:
        yield from (f"{service} {name}" for name in sorted(members.service(service).operation_names))


def filter_list(actions):
    """Every filter of the describes that are simulated."""
    for name, _ in _filtered(actions):
        yield from (f"{name} {its}" for its in sorted(members.filters(members.operation("ec2", name))))


def table(actions):
    """docs/unsupported.md."""
    yield "# What AWS's models have and this simulator does not yet"
    yield ""
    yield "Generated by `BLESS=1 tests/run -E 'binary(contract)'` from the models of botocore"
    yield f"{members.VERSION} and the simulator's own declaration (`byoip-sim fidelity --json`); the"
    yield "same test fails where this page is not current."
    yield ""
    yield from _members_table(actions)
    yield ""
    yield from _values_table()
    yield ""
    yield from _filters_table(actions)
    yield ""
    yield from _actions_table(actions)


def _members_table(actions):
    lacking = [action for action in actions if action["unsupported"]]
    total = sum(len(action["unsupported"]) for action in lacking)
    yield "## Members of simulated actions"
    yield ""
    yield f"{len(actions)} actions are simulated; {total} members of {len(lacking)} of them are not supported yet."
    yield "They are refused with `UnsupportedOperation`, never ignored. `N` is the number of a list's item."
    yield ""
    yield "| Action | Supported | Not yet | Which |"
    yield "|---|---:|---:|---|"
    for action in sorted(actions, key=lambda action: (action["service"], action["name"])):
        names = ", ".join(f"`{path}`" for path in action["unsupported"]) or "–"
        yield (f"| {action['service']} {action['name']} | {len(action['parameters'])} | "
               f"{len(action['unsupported'])} | {names} |")


def _values_table():
    yield "## Values of simulated members"
    yield ""
    yield "| Action | Member | Not yet |"
    yield "|---|---|---|"
    for service, name, parameter, value in VALUES:
        path = re.sub(r"\.1(?=\.|$)", ".N", parameter)
        yield f"| {service} {name} | `{path}` | `{value}` |"


def _filters_table(actions):
    asker = Asker()
    yield "## Filters of simulated actions"
    yield ""
    yield "As the models' own documentation has them, without those by tag, which every describe has. Those that are"
    yield "not supported yet are refused with `UnsupportedOperation`, what no model has with `InvalidParameterValue`."
    yield ""
    yield "| Action | Supported | Not yet | Which |"
    yield "|---|---:|---:|---|"
    for name, action in _filtered(actions):
        has = sorted(members.filters(members.operation("ec2", name)))
        lacking = [its for its in has if _answered(asker, action, _filter(its)) == "UnsupportedOperation"]
        names = ", ".join(f"`{its}`" for its in lacking) or "–"
        yield f"| ec2 {name} | {len(has) - len(lacking)} | {len(lacking)} | {names} |"


def _actions_table(actions):
    simulated = {(action["service"], action["name"]) for action in actions}
    groups = {word: [] for word in NEAR}
    for service in members.SERVICES:
        for name in members.service(service).operation_names:
            word = next((word for word in NEAR if word in name), None)
            if word and (service, name) not in simulated:
                groups[word].append(name if service == "ec2" else f"{service} {name}")
    yield "## Actions that are not simulated"
    yield ""
    yield "Those with one of these words in the name, of EC2 unless another service is named, each under"
    yield f"the first word that it has: {sum(map(len, groups.values()))} in all."
    yield ""
    yield "| Word | Count | Actions |"
    yield "|---|---:|---|"
    for word, names in groups.items():
        yield f"| {word} | {len(names)} | {', '.join(sorted(names)) or '–'} |"


def main():
    commands = {
        "declared": ("actions", complaints),
        "asked": ("actions", ask),
        "paged": ("pages", bounds),
        "actions": ("actions", action_list),
        "filters": ("actions", filter_list),
        "table": ("actions", table),
    }
    if len(sys.argv) != 2 or sys.argv[1] not in commands:
        sys.exit(f"usage: contract.py {{{'|'.join(commands)}}} < the ledger")
    command = sys.argv[1]
    part, lines_of = commands[command]
    lines = list(lines_of(json.load(sys.stdin)[part]))
    for line in lines:
        print(line)
    if command in ("declared", "asked", "paged") and lines:
        sys.exit(f"contract.py {command}: {len(lines)} complaints")


if __name__ == "__main__":
    main()
