use std::collections::BTreeSet;

use super::*;

#[test]
fn every_row_is_a_drill_or_has_its_reason() {
    let drills: BTreeSet<u64> = entries()
        .unwrap()
        .iter()
        .map(|entry| entry.drill().unwrap().number)
        .collect();
    let absent = absent().unwrap();
    let without: BTreeSet<u64> = absent.iter().map(|it| it.number).collect();
    assert_eq!(drills.intersection(&without).count(), 0);
    let all: BTreeSet<u64> = drills.union(&without).copied().collect();
    assert_eq!(all, (1..=61).collect());
    assert!(absent.iter().all(|it| it.reason.len() > 40), "{absent:?}");
}

#[test]
fn a_drill_is_found_by_its_number_and_its_name() {
    for entry in entries().unwrap() {
        let number = entry.drill().unwrap().number;
        let by_number = find(&number.to_string()).unwrap().unwrap();
        let by_name = find(&entry.name).unwrap().unwrap();
        assert_eq!(by_number.name, entry.name);
        assert_eq!(by_name.drill().unwrap().number, number);
        let file = entry.scenario.source.path;
        assert!(file.starts_with(&format!("{number:02}-")), "{file}");
    }
    assert!(find("0").unwrap().is_none());
    assert!(find("no-such-drill").unwrap().is_none());
    assert!(find("parts").unwrap().is_none());
}

/// What a trainee reads before the end must not have the cause in it.
#[test]
fn causes_differ_and_are_told_nowhere() {
    let mut causes = BTreeSet::new();
    for entry in entries().unwrap() {
        let drill = entry.drill().unwrap();
        assert!(causes.insert(drill.cause.clone()), "{} twice", drill.cause);
        let word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(drill.cause.chars().all(word), "{}", drill.cause);
        assert!(drill.hints.len() >= 3, "{}", entry.name);
        let shown = [
            &drill.title,
            &drill.briefing,
            &entry.name,
            &entry.scenario.name,
        ];
        for text in shown {
            assert!(!text.contains(&drill.cause), "{}: {text}", entry.name);
        }
        let groups = ["registry", "message", "rpki", "eligibility", "operation"];
        assert!(groups.contains(&drill.group.as_str()), "{}", drill.group);
    }
}

#[test]
fn the_readme_lists_them_all() {
    let readme = include_str!("../../../../scenarios/drills/README.md");
    let mut rows = BTreeSet::new();
    for entry in entries().unwrap() {
        let drill = entry.drill().unwrap();
        rows.insert(format!(
            "| {} | {} | {} | {} | [{}]({}) |",
            drill.number,
            drill.title,
            drill.group,
            drill.level,
            entry.name,
            entry.scenario.source.path
        ));
    }
    for it in absent().unwrap() {
        let row = format!(
            "| {} | {} | | | no drill: {} |",
            it.number, it.title, it.reason
        );
        rows.insert(row);
    }
    for row in rows {
        assert!(readme.lines().any(|line| line == row), "{row}");
    }
}
