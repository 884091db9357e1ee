use super::*;

fn source(text: &str) -> Source {
    Source {
        path: "story.yaml".to_owned(),
        text: text.to_owned(),
    }
}

fn place(line: u64, column: u64, bytes: std::ops::Range<usize>) -> Place {
    Place {
        file: None,
        line,
        column,
        bytes,
    }
}

#[test]
fn shows_the_line_the_caret_and_what_helps() {
    let problem = Problem::new(&place(2, 10, 20..31), "State is not as wanted")
        .label("wanted provisioned")
        .note("seen: failed-provision".to_owned())
        .note(None);
    assert_eq!(
        problem.render(&source("expect:\n  State:    provisioned\n")),
        "\
error: State is not as wanted
 --> story.yaml:2:13
  |
2 |   State:    provisioned
  |             ^^^^^^^^^^^ wanted provisioned
  |
  = seen: failed-provision"
    );
}

#[test]
fn a_place_without_bytes_and_one_over_lines_get_a_caret_too() {
    let text = "größe: [1\nname: x\n";
    let at_line = Problem::new(&place(1, 8, 0..0), "unclosed").render(&source(text));
    assert!(at_line.contains("1 | größe: [1\n  |        ^"), "{at_line}");
    let over_lines = Problem::new(&place(1, 1, 0..text.len()), "all").render(&source(text));
    assert!(over_lines.contains("  | ^^^^^^^^^"), "{over_lines}");
    // Beyond the text, as when a file changed while it was read: no panic.
    Problem::new(&place(9, 9, 90..95), "gone").render(&source(text));
}

#[test]
fn suggests_what_is_near() {
    let near = |word| did_you_mean(word, ["name", "provision", "pool", "matches"]);
    assert_eq!(
        near("provison").as_deref(),
        Some("did you mean `provision`?")
    );
    assert_eq!(near("nmae").as_deref(), Some("did you mean `name`?"));
    assert_eq!(near("match").as_deref(), Some("did you mean `matches`?"));
    assert_eq!(near("cidr"), None);
    assert_eq!(near(""), None);
}
