use super::*;

/// A name is one refusal's, so that a policy file sets that one.
#[test]
fn no_name_stands_twice() {
    let mut names: Vec<&str> = owner_refusals().map(|row| row.name).collect();
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count);
}

/// What is refused is no success, and where it is from is said.
#[test]
fn every_row_is_whole() {
    for row in owner_refusals() {
        assert!((400..600).contains(&row.status), "{row:?}");
        assert!(!row.source.is_empty(), "{row:?}");
    }
}
