use super::*;

/// An exercise that begins at the world's first of the year.
pub(in crate::drill) fn session() -> Session {
    Session::begin(Beginning {
        name: "in-a-network-record".to_owned(),
        random: false,
        simulator: "http://127.0.0.1:4566".to_owned(),
        seed: 7,
        began: moment(0, 0),
        last_event: 12,
        mark: None,
        variables: [("range".to_owned(), "198.18.1.0/24".to_owned())].into(),
    })
}

/// So many seconds after the beginning.
pub(in crate::drill) fn moment(world: i64, real: i64) -> Moment {
    let at = |seconds: i64| Timestamp::from_second(1_767_225_600 + seconds).unwrap();
    Moment {
        world: at(world),
        real: at(real),
    }
}

#[test]
fn what_is_saved_is_loaded() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session();
    session.hints.push(moment(1, 2));
    session.save(folder.path()).unwrap();
    assert_eq!(Session::load(folder.path()).unwrap(), session);
    // Who looks around in the folder is told neither which drill it is nor what its
    // set-up called things.
    let text = std::fs::read_to_string(folder.path().join(FILE)).unwrap();
    for word in ["network-record", "198.18.1.0/24"] {
        assert!(!text.contains(word), "{text}");
    }
}

#[test]
fn a_folder_has_one_exercise_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    assert!(Session::check_free(folder.path()).is_ok());
    let missing = Session::load(folder.path()).unwrap_err().to_string();
    assert!(missing.starts_with("no drill was started in"), "{missing}");
    let mut session = session();
    session.save(folder.path()).unwrap();
    let taken = Session::check_free(folder.path()).unwrap_err().to_string();
    assert!(taken.starts_with("a drill is under way in"), "{taken}");
    session.given_up = Some(moment(1, 1));
    session.save(folder.path()).unwrap();
    let taken = Session::check_free(folder.path()).unwrap_err().to_string();
    assert!(taken.contains("is not empty"), "{taken}");
    assert!(Session::check_free(&folder.path().join("new")).is_ok());
}

#[test]
fn a_file_that_is_none_of_ours_is_told() {
    let folder = tempfile::tempdir().unwrap();
    for (text, told) in [
        ("{", "not a drill: "),
        ("{}", "not a drill: missing field `format`"),
    ] {
        std::fs::write(folder.path().join(FILE), text).unwrap();
        let error = Session::load(folder.path()).unwrap_err().to_string();
        assert!(error.contains(told), "{error}");
    }
    let newer = serde_json::to_string(&Session {
        format: FORMAT + 1,
        ..session()
    });
    std::fs::write(folder.path().join(FILE), newer.unwrap()).unwrap();
    let error = Session::load(folder.path()).unwrap_err().to_string();
    assert!(error.contains("format 3 is not known here"), "{error}");
}
