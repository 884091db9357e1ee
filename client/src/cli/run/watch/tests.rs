use super::*;

/// Files with the second of their modification and their length.
fn snapshot(files: &[(&str, Option<(u64, u64)>)]) -> Snapshot {
    let state = |(second, length)| {
        let modified = SystemTime::UNIX_EPOCH + Duration::from_secs(second);
        (modified, length)
    };
    let files = files.iter();
    Snapshot(
        files
            .map(|(path, it)| (PathBuf::from(path), it.map(state)))
            .collect(),
    )
}

#[test]
fn a_change_counts_when_the_files_have_settled() {
    let read = snapshot(&[("a.yaml", Some((1, 10))), ("b.csv", Some((1, 5)))]);
    let half = snapshot(&[("a.yaml", Some((2, 0))), ("b.csv", Some((1, 5)))]);
    let whole = snapshot(&[("a.yaml", Some((2, 12))), ("b.csv", Some((1, 5)))]);
    let mut lookout = Lookout::new(read.clone());
    assert_eq!(lookout.look(read.clone()), None);
    assert_eq!(lookout.look(half), None);
    assert_eq!(lookout.look(whole.clone()), None);
    assert_eq!(lookout.look(whole), Some(vec!["a.yaml".into()]));
}

#[test]
fn what_is_put_back_has_not_changed() {
    let read = snapshot(&[("a.yaml", Some((1, 10)))]);
    let mut lookout = Lookout::new(read.clone());
    assert_eq!(lookout.look(snapshot(&[("a.yaml", Some((2, 11)))])), None);
    assert_eq!(lookout.look(read.clone()), None);
    assert_eq!(lookout.look(read), None);
}

#[test]
fn files_that_come_and_go_have_changed() {
    for (before, after) in [
        (None, Some((1, 1))),
        (Some((1, 1)), None),
        (Some((1, 1)), Some((1, 2))),
        (Some((1, 1)), Some((2, 1))),
    ] {
        let mut lookout = Lookout::new(snapshot(&[("a.yaml", before)]));
        let after = snapshot(&[("a.yaml", after)]);
        assert_eq!(lookout.look(after.clone()), None);
        assert_eq!(lookout.look(after), Some(vec!["a.yaml".into()]));
    }
}

/// A file that is saved while it is read, or while the run goes on, is read again.
#[test]
fn a_change_during_a_run_is_one_of_the_next_round() {
    let before = snapshot(&[("a.yaml", Some((1, 10))), ("gone.yaml", Some((1, 1)))]);
    let after_reading = snapshot(&[("a.yaml", Some((2, 11))), ("new.yaml", Some((2, 3)))]);
    let known = after_reading.clone().or_as_in(before);
    assert_eq!(
        known,
        snapshot(&[("a.yaml", Some((1, 10))), ("new.yaml", Some((2, 3)))])
    );
    assert_eq!(known.differing(&after_reading), [PathBuf::from("a.yaml")]);
    // And so is one that comes into a folder.
    let mut lookout = Lookout::new(snapshot(&[]));
    assert_eq!(lookout.look(after_reading.clone()), None);
    assert_eq!(lookout.look(after_reading).unwrap().len(), 2);
}

#[test]
fn a_snapshot_sees_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.yaml");
    let paths = BTreeSet::from([path.clone()]);
    let nothing = Snapshot::take(&paths);
    std::fs::write(&path, "x").unwrap();
    let there = Snapshot::take(&paths);
    assert_eq!(nothing.differing(&there), [path]);
    assert!(there.differing(&Snapshot::take(&paths)).is_empty());
}
