use ::http::Method;

use super::PAGE;
use crate::wire::ec2::tests::simulation;
use crate::wire::sample::control;
use crate::world::aws::range::Fact;

#[test]
fn the_page_is_there_and_asks_for_nothing_from_elsewhere() {
    let simulation = simulation();
    let (status, text) = control(&simulation, Method::GET, "", "");
    assert_eq!((status, text.as_str()), (200, PAGE));
    for elsewhere in ["http://", "https://", "src=", "method:", "innerHTML"] {
        assert!(!PAGE.contains(elsewhere), "{elsewhere}");
    }
}

/// What the page reads answers.
#[test]
fn every_path_of_the_page_answers() {
    let simulation = simulation();
    let paths = PAGE.split("read(\"/_simulator/").skip(1);
    let paths: Vec<&str> = paths
        .filter_map(|rest| rest.split(['"', '?']).next())
        .collect();
    assert!(paths.len() >= 5, "{paths:?}");
    for path in paths {
        let (status, text) = control(&simulation, Method::GET, path, "");
        assert_eq!(status, 200, "{path}: {text}");
    }
}

/// The facts that the page knows are facts.
#[test]
fn the_states_of_the_page_are_those_of_facts() {
    let (_, table) = PAGE.split_once("const STATES = {").unwrap();
    let (table, _) = table.split_once("};").unwrap();
    let facts: Vec<&str> = table
        .split("\": [")
        .filter_map(|part| part.rsplit('"').next())
        .filter(|name| !name.is_empty() && !name.contains(['[', ']', '}']))
        .collect();
    assert!(facts.len() >= 10, "{facts:?}");
    for name in facts {
        let document = serde_json::json!({ "fact": name });
        let wrong = serde_json::from_value::<Fact>(document)
            .unwrap_err()
            .to_string();
        // A name that is none is told as such; one that is lacks its members.
        assert!(!wrong.contains("unknown variant"), "{name}: {wrong}");
    }
}
