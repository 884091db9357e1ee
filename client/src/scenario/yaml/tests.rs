use super::*;

/// Every node and key with its place and the bytes under its caret.
fn lay_out(node: &Node, text: &str, depth: usize, out: &mut String) {
    let under = |place: &Place| text.get(place.bytes.clone()).unwrap().to_owned();
    let line = format!("{} {:?}", node.place, under(&node.place));
    out.push_str(&format!("{}{} {line}\n", "  ".repeat(depth), node.kind()));
    match &node.value {
        Yaml::Mapping(entries) => {
            for Entry {
                key_place, value, ..
            } in entries
            {
                let key = under(key_place);
                out.push_str(&format!("{}{key_place} {key}:\n", "  ".repeat(depth + 1)));
                lay_out(value, text, depth + 1, out);
            }
        }
        Yaml::Sequence(items) => {
            for item in items {
                lay_out(item, text, depth + 1, out);
            }
        }
        Yaml::Null | Yaml::Bool(_) | Yaml::Number(_) | Yaml::Text(_) => {}
    }
}

fn layout(text: &str) -> String {
    let mut out = String::new();
    lay_out(&parse(text).unwrap(), text, 0, &mut out);
    out
}

#[test]
fn every_node_knows_its_place() {
    assert_eq!(
        layout("größe: 24\nsteps:\n  - {cidr: \"198.18.1.0/24\", up: true}\n"),
        "a mapping 1:1 \"\"\n\
         \x20 1:1 größe:\n\
         \x20 a number 1:8 \"24\"\n\
         \x20 2:1 steps:\n\
         \x20 a list 3:3 \"\"\n\
         \x20   a mapping 3:5 \"{\"\n\
         \x20     3:6 cidr:\n\
         \x20     a text 3:12 \"\\\"198.18.1.0/24\\\"\"\n\
         \x20     3:29 up:\n\
         \x20     true or false 3:33 \"true\"\n"
    );
}

#[test]
fn words_and_account_numbers_stay_texts() {
    let text = |yaml: &str| parse(yaml).unwrap().scalar().unwrap();
    for word in ["on", "no", "012345678901", "1_000", "2026-03-31", "AS64500"] {
        assert_eq!(parse(word).unwrap().value, Yaml::Text(word.to_owned()));
    }
    assert_eq!(text("123456789012"), "123456789012");
    assert_eq!(text("true"), "true");
    assert_eq!(parse("~").unwrap().scalar(), None);
}

#[test]
fn what_is_no_yaml_has_a_place_too() {
    let error = parse("a: 1\nb: [1,\n").unwrap_err();
    assert_eq!((error.place.line, error.place.column), (2, 4));
    assert_eq!(error.reason, "unclosed bracket '['");
    assert_eq!(
        parse("a: 1\na: 2\n").unwrap_err().reason,
        "duplicate mapping key: a"
    );
}
