use std::collections::BTreeMap;

use jiff::Timestamp;

use super::record::Mark;
use super::resume::ResumeError;
use super::*;
use crate::scenario::Source;
use crate::scenario::document::Scenario;
use crate::scenario::files::Files;
use crate::scenario::runner::{Course, Way};

const HEADER: &str = r#"{"format":1,"id":"20260105T090000000","run":"seed-7","began":"2026-01-05T09:00:00Z","scenario":"A move","file":"/srv/move.yaml","files":{"/srv/move.yaml":"00"},"target":"url=http://127.0.0.1:4566","seed":7,"allow_write":null,"allow_shell":false,"careful":false,"no_skip":false,"keys":null,"work_dir":null,"kept":[],"variables":{},"secrets":[],"left_out":{}}
"#;

fn header(id: &str) -> Header {
    Header {
        format: FORMAT,
        id: id.to_owned(),
        run: id.to_owned(),
        target: "aws".to_owned(),
        ..Header::default()
    }
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn begun(step: usize) -> Entry {
    Entry::Begun {
        at: at("2026-01-05T09:00:01Z"),
        step,
        name: format!("step {step}"),
        until: None,
    }
}

fn ended(step: usize, outcome: Ending) -> Entry {
    Entry::Ended {
        at: at("2026-01-05T09:00:02Z"),
        step,
        outcome,
        world: None,
        captured: BTreeMap::new(),
        draws: BTreeMap::new(),
        keys: 0,
    }
}

/// The format is others' to read: a journal of today has to be one tomorrow.
#[test]
fn the_lines_of_version_1() {
    let lines = concat!(
        r#"{"entry":"set","at":"2026-01-05T09:00:00Z","variables":{"range":"198.18.1.0/24"}}"#,
        "\n",
        r#"{"entry":"begun","at":"2026-01-05T09:00:01Z","step":1,"name":"Allocate"}"#,
        "\n",
        r#"{"entry":"ended","at":"2026-01-05T09:00:02Z","step":1,"outcome":"passed","world":"2026-01-05T09:00:00Z","captured":{"allocation":"eipalloc-1"},"draws":{"signature salt":1},"keys":1}"#,
        "\n",
        r#"{"entry":"begun","at":"2026-01-05T09:00:03Z","step":2,"name":"Associate"}"#,
        "\n",
        r#"{"entry":"ended","at":"2026-01-05T09:00:04Z","step":2,"outcome":"unclear","captured":{},"draws":{},"keys":1}"#,
        "\n",
        r#"{"entry":"begun","at":"2026-01-05T09:00:04Z","step":3,"name":"Leave time","until":"2026-01-05T12:00:04Z"}"#,
        "\n",
        r#"{"entry":"over","at":"2026-01-05T09:00:05Z","end":"open"}"#,
        "\n",
        r#"{"entry":"resumed","at":"2026-01-06T09:00:00Z"}"#,
        "\n",
    );
    let record = Record::parse(&format!("{HEADER}{lines}")).unwrap();
    assert_eq!(record.header.run, "seed-7");
    assert_eq!(record.last_step, Some((3, "Leave time".to_owned())));
    assert_eq!(record.until, [(3, at("2026-01-05T12:00:04Z"))].into());
    assert_eq!(record.last_seen, at("2026-01-06T09:00:00Z"));
    assert_eq!(record.world, Some(at("2026-01-05T09:00:00Z")));
    let marks = [
        (1, Mark::Ended(Ending::Passed)),
        (2, Mark::Ended(Ending::Unclear)),
        (3, Mark::Begun),
    ];
    assert_eq!(record.steps, marks.into());
    let variables: Vec<_> = record.variables.into_iter().collect();
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(
        variables,
        [
            pair("allocation", "eipalloc-1"),
            pair("range", "198.18.1.0/24")
        ]
    );
    assert_eq!((record.end, record.keys), (None, 1));
    for line in HEADER.lines().take(1) {
        let header: Header = serde_json::from_str(line).unwrap();
        assert_eq!(serde_json::to_string(&header).unwrap(), line);
    }
    for line in lines.lines() {
        let entry: Entry = serde_json::from_str(line).unwrap();
        assert_eq!(serde_json::to_string(&entry).unwrap(), line);
    }
}

#[test]
fn what_is_no_journal_says_why() {
    let newer = HEADER.replace(r#""format":1"#, r#""format":2"#);
    for (text, told) in [
        ("", "it has no line"),
        (newer.as_str(), "this program reads format 1, not 2"),
        ("{}\n", "line 1: missing field `format` at line 1 column 2"),
    ] {
        assert_eq!(Record::parse(text).unwrap_err(), told);
    }
    let strange = Record::parse(&format!("{HEADER}{{\"entry\":\"slept\"}}\n")).unwrap_err();
    assert!(
        strange.starts_with("line 2: unknown variant `slept`"),
        "{strange}"
    );
}

#[test]
fn a_line_that_was_cut_short_is_as_if_never_written() {
    let below = tempfile::tempdir().unwrap();
    let journal = Journal::create(below.path(), header("one")).unwrap();
    journal.write(&begun(1)).unwrap();
    drop(journal);
    let path = below.path().join("one").join(FILE);
    let mut text = std::fs::read_to_string(&path).unwrap();
    text.push_str(r#"{"entry":"ended","at":"2026"#);
    std::fs::write(&path, text).unwrap();

    let (journal, record) = Journal::reopen(below.path(), "one").unwrap();
    assert_eq!(record.steps, [(1, Mark::Begun)].into());
    journal.write(&ended(1, Ending::Passed)).unwrap();
    drop(journal);
    let record = look(below.path(), "one").unwrap();
    assert_eq!(record.steps, [(1, Mark::Ended(Ending::Passed))].into());
}

#[test]
fn a_journal_is_held_by_one_process_and_read_by_its_owner_alone() {
    let below = tempfile::tempdir().unwrap();
    let journal = Journal::create(&below.path().join("new"), header("one")).unwrap();
    let below = below.path().join("new");
    let another = Journal::create(&below, header("one")).unwrap();
    assert_eq!(another.header().id, "one-2");
    assert_eq!(another.header().run, "one-2");
    assert_eq!(all(&below).unwrap(), ["one", "one-2"]);
    assert!(is_under_way(&below, "one"));
    assert!(matches!(
        Journal::reopen(&below, "one").unwrap_err(),
        JournalError::UnderWay(id) if id == "one"
    ));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&below.join("one")), 0o700);
        assert_eq!(mode(&below.join("one").join(FILE)), 0o600);
        assert_eq!(mode(&journal.work_dir()), 0o700);
    }
    drop(journal);
    assert!(!is_under_way(&below, "one"));
    Journal::reopen(&below, "one").unwrap();
    assert!(matches!(
        Journal::reopen(&below, "two").unwrap_err(),
        JournalError::Unknown { .. }
    ));
    assert!(all(&below.join("nowhere")).unwrap().is_empty());
}

const MOVE: &str = "
version: 1
name: A move
steps:
  - message: { cidr: 198.18.1.0/24, expires: '{{today+30d}}' }
    capture: { message: Message }
  - sign: { key: key.pem, message: '{{message}}' }
    capture: { signature: Signature }
  - http: /token
    capture: { token: { path: body, secret: true } }
  - advertise: 198.18.1.0/24
  - provision: { cidr: 198.18.1.0/24, message: '{{message}}', signature: '{{signature}}' }
  - shell: echo {{token}}
teardown:
  - withdraw: 198.18.1.0/24
  - deprovision: 198.18.1.0/24
";

fn scenario() -> Scenario {
    let (path, text) = ("move.yaml".to_owned(), MOVE.to_owned());
    Scenario::parse(Source { path, text }, &[]).unwrap()
}

/// The record of a run in which these steps ended well, and this happened then.
fn record(passed: std::ops::RangeInclusive<usize>, then: &[Entry]) -> Record {
    let mut lines = HEADER.to_owned();
    let variables = [("message".to_owned(), "1|aws".to_owned())].into();
    let set = Entry::Set {
        at: Timestamp::UNIX_EPOCH,
        variables,
    };
    let entries = passed.map(|step| ended(step, Ending::Passed));
    for entry in [set].into_iter().chain(entries).chain(then.iter().cloned()) {
        lines.push_str(&serde_json::to_string(&entry).unwrap());
        lines.push('\n');
    }
    Record::parse(&lines).unwrap()
}

/// What is done with each step: `-` is left out, `?` looked for, `+` done.
fn drawn(course: &Course) -> String {
    (1..=8)
        .map(|number| match course.way(number) {
            Some(Way::Skip(_)) => '-',
            Some(Way::LookFirst) => '?',
            None => '+',
        })
        .collect()
}

fn course(record: &Record, given: &[&str]) -> Result<String, ResumeError> {
    let given = given.iter().copied().collect();
    Ok(drawn(&record.course(&scenario(), &given)?))
}

#[test]
fn what_ended_well_is_not_done_again_and_what_was_under_way_is_looked_for() {
    use Ending::{Failed, Passed, Unclear};
    // The signature is needed and in no journal; it is made again.
    for (then, wanted) in [
        (vec![], "-+-+++++"),
        (vec![begun(4)], "-+-?++++"),
        (vec![begun(4), ended(4, Failed)], "-+-+++++"),
        (vec![begun(4), ended(4, Unclear)], "-+-?++++"),
    ] {
        let drawn = course(&record(1..=3, &then), &["token"]).unwrap();
        assert_eq!(drawn, wanted, "{then:?}");
    }
    // Nobody needs the signature any more.
    let later = record(1..=5, &[]);
    assert_eq!(course(&later, &["token"]).unwrap(), "-----+++");
    let signature = course(&record(1..=3, &[]), &["token", "signature"]).unwrap();
    assert_eq!(signature, "---+++++");
    let clearing = record(
        1..=4,
        &[
            begun(5),
            ended(5, Failed),
            begun(7),
            ended(7, Passed),
            begun(8),
        ],
    );
    assert_eq!(course(&clearing, &[]).unwrap(), "-------?");
}

#[test]
fn a_secret_that_nobody_can_compute_has_to_be_given_again() {
    let error = course(&record(1..=5, &[]), &[]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "step 6 (shell) needs `token`, a secret that step 3 (http) captured and that is in no \
         journal; give it with --secret token=…"
    );
}

#[test]
fn what_is_over_stays_so_unless_there_is_something_to_go_on_with() {
    let over = |end| Entry::Over {
        at: Timestamp::UNIX_EPOCH,
        end,
    };
    let end = |end| course(&record(1..=6, &[over(end)]), &["token"]);
    assert_eq!(end(End::Succeeded), Err(ResumeError::Done));
    assert_eq!(end(End::ClearedAway), Err(ResumeError::ClearedAway));
    assert_eq!(end(End::Open).unwrap(), "------++");
}

#[test]
fn steps_that_were_to_be_left_out_stay_so() {
    let mut record = record(1..=1, &[]);
    record.header.left_out = [(6, "after --to-step".to_owned())].into();
    assert_eq!(course(&record, &[]).unwrap(), "-++++-++");
}

struct Shelf;

impl Files for Shelf {
    fn read(&self, path: &str) -> Result<String, String> {
        match path {
            "/srv/gone.csv" => Err("no such file".to_owned()),
            path => Ok(path.to_owned()),
        }
    }
}

#[test]
fn files_that_changed_or_went_are_told() {
    let digest = crate::scenario::files::digest;
    let files = [
        ("/srv/a.yaml", digest("/srv/a.yaml")),
        ("/srv/b.yaml", digest("otherwise")),
        ("/srv/gone.csv", digest("/srv/gone.csv")),
    ];
    let header = Header {
        files: files.map(|(path, was)| (path.into(), was)).into(),
        ..Header::default()
    };
    let changed = [PathBuf::from("/srv/b.yaml"), PathBuf::from("/srv/gone.csv")];
    assert_eq!(header.changed(&Shelf), changed);
}

/// Of those that were over a month ago, those alone that nobody goes on with.
#[test]
fn what_is_long_over_is_taken_away() {
    let folder = tempfile::tempdir().unwrap();
    let below = folder.path();
    for (id, day, end) in [
        ("done", "2026-01-01", Some(End::Succeeded)),
        ("cleared", "2026-01-01", Some(End::ClearedAway)),
        ("failed", "2026-01-01", Some(End::Open)),
        ("killed", "2026-01-01", None),
        ("recent", "2026-01-31", Some(End::Succeeded)),
    ] {
        let journal = Journal::create(below, header(id)).unwrap();
        let at = at(&format!("{day}T09:00:00Z"));
        journal.write(&Entry::Resumed { at }).unwrap();
        if let Some(end) = end {
            journal.write(&Entry::Over { at, end }).unwrap();
        }
    }
    std::fs::create_dir(below.join("another")).unwrap();
    prune(below, at("2026-01-30T00:00:00Z"));
    assert_eq!(all(below).unwrap(), ["failed", "killed", "recent"]);
    assert!(below.join("another").exists());
}
