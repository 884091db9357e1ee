//! Waits that are safety margins, where nobody can move the time.

use std::path::Path;
use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp};

use super::super::super::journal::Journal;
use super::super::super::outcome::{StepOutcome, StepResult};
use super::aws::{ALLOWED, advertises, amazon, calls, options};
use super::resume::new;
use super::*;
use crate::clock;
use crate::embedded;
use crate::target::connection::WorldWanted;
use crate::target::control::Control;

const STEPS: &str = "
  - name: Margin
    clock: { advance: 3h }
  - name: Behind it
    advertise: 198.18.1.0/24
";

/// Wants the run to end as soon as it has to wait.
#[derive(Default)]
struct Impatient {
    interrupt: Interrupt,
    until: Option<Timestamp>,
}

impl Observer for Impatient {
    fn section(&mut self, _heading: &str) {}
    fn begin(&mut self, _run: &RunResult, _steps: usize) {}
    fn start(&mut self, _name: &str) {}
    fn waits(&mut self, until: Timestamp) {
        self.until = Some(until);
        if until > clock::now() {
            self.interrupt.ask();
        }
    }
    fn step(&mut self, _step: &StepResult) {}
    fn end(&mut self, _run: &RunResult) {}
}

/// Real AWS in real time: what stands for its endpoints is no simulator.
fn in_real_time(endpoint: &str) -> RunOptions {
    let mut options = options(endpoint, Some(ALLOWED));
    options.elsewhere.services = None;
    options
}

/// Goes on with a run until it ends or has to wait, and says until when.
async fn go_on(below: &Path, options: &RunOptions) -> (RunResult, Option<Timestamp>) {
    let (journal, record) = Journal::reopen(below, "one").unwrap();
    let scenario = scenario(STEPS);
    let mut observer = Impatient::default();
    let options = RunOptions {
        course: record.course(&scenario, &BTreeSet::new()).unwrap(),
        interrupt: observer.interrupt.clone(),
        keeping: Some(Keeping::Again {
            journal: Arc::new(journal),
            record: Arc::new(record),
            resume: "byoip resume one".to_owned(),
        }),
        ..options.clone()
    };
    let result = run(&scenario, &options, &mut observer).await;
    (result, observer.until)
}

/// Has the journal say another moment at which the wait is over.
fn rewrite(below: &Path, until: Timestamp, other: &str) {
    let path = below.join("one/journal.jsonl");
    let journal = std::fs::read_to_string(&path).unwrap();
    let (until, other) = (
        format!("\"until\":\"{until}\""),
        format!("\"until\":\"{other}\""),
    );
    assert!(journal.contains(&until), "{journal}");
    std::fs::write(&path, journal.replace(&until, &other)).unwrap();
}

#[tokio::test]
async fn nothing_is_changed_before_a_margin_is_over_and_resume_goes_on_with_the_same() {
    let server = amazon().await;
    let below = tempfile::tempdir().unwrap();
    let told = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&told);
    let mut observer = Impatient::default();
    let options = RunOptions {
        notice: Notice::new(move |text| heard.lock().unwrap().push(text.to_owned())),
        ..in_real_time(&server.uri())
    };
    let first = RunOptions {
        interrupt: observer.interrupt.clone(),
        keeping: Some(new(below.path(), "one")),
        ..options.clone()
    };
    let begun = clock::now();
    let result = run(&scenario(STEPS), &first, &mut observer).await;
    let (kind, text) = only_failure(&result);
    assert_eq!(kind, FailureKind::Interrupted, "{text}");
    assert!(text.contains("interrupted while waiting"), "{text}");
    let until = observer.until.unwrap();
    let length = until.duration_since(begun);
    assert!(length >= SignedDuration::from_hours(3), "{length}");
    let line = told.lock().unwrap().join("\n");
    let wanted = until
        .strftime("waiting 3h, until %Y-%m-%d %H:%M:%S UTC: Margin")
        .to_string();
    assert_eq!(line, wanted);

    // Later the same wait goes on, and not another one.
    for _ in 0..2 {
        let (result, again) = go_on(below.path(), &options).await;
        assert!(!result.succeeded());
        assert_eq!(again, Some(until));
    }
    assert_eq!(calls(&server, "AdvertiseByoipCidr").await, 0);

    // Three hours later it is over.
    rewrite(below.path(), until, &begun.to_string());
    advertises(&server, "advertised").await;
    let (result, again) = go_on(below.path(), &options).await;
    assert!(result.succeeded(), "{}", text::transcript(&result));
    assert_eq!(again, Some(begun));
    assert_eq!(calls(&server, "AdvertiseByoipCidr").await, 1);
}

#[tokio::test]
async fn a_clock_that_was_set_back_makes_nobody_wait_longer_than_the_margin() {
    let server = amazon().await;
    let below = tempfile::tempdir().unwrap();
    let options = in_real_time(&server.uri());
    let mut observer = Impatient::default();
    let first = RunOptions {
        interrupt: observer.interrupt.clone(),
        keeping: Some(new(below.path(), "one")),
        ..options.clone()
    };
    run(&scenario(STEPS), &first, &mut observer).await;
    let until = observer.until.unwrap();
    rewrite(below.path(), until, "2100-01-01T00:00:00Z");
    let (_, again) = go_on(below.path(), &options).await;
    let again = again.unwrap();
    assert!(again >= until);
    assert!(again <= clock::now() + SignedDuration::from_hours(3));
}

#[tokio::test]
async fn a_moment_is_waited_for_and_what_is_due_next_nobody_knows() {
    let server = amazon().await;
    let options = in_real_time(&server.uri());
    let mut observer = Impatient::default();
    let options = RunOptions {
        interrupt: observer.interrupt.clone(),
        ..options
    };
    let steps = "
  - clock: { to: next-event }
  - clock: { to: 2026-01-05T09:00:00Z }
  - clock: { to: 2100-01-01T00:00:00Z }
";
    let result = run(&scenario(steps), &options, &mut observer).await;
    let [next, past, future] = result.steps.as_slice() else {
        panic!("{}", text::transcript(&result));
    };
    assert_eq!(next.outcome, StepOutcome::Skipped);
    assert_eq!(next.said, "only a simulator can do this");
    assert_eq!(past.outcome, StepOutcome::Passed);
    assert_eq!(past.said, "waited until 2026-01-05 09:00:00 UTC");
    assert_eq!(future.outcome.failures().len(), 1);
    assert_eq!(
        observer.until,
        Some("2100-01-01T00:00:00Z".parse().unwrap())
    );
}

#[tokio::test]
async fn whoever_changes_nothing_is_not_held_up() {
    let server = amazon().await;
    let options = RunOptions {
        allow_write: None,
        ..in_real_time(&server.uri())
    };
    let result = run_with("  - clock: { advance: 3h }\n", &options).await;
    let step = result.steps.first().unwrap();
    assert_eq!(step.outcome, StepOutcome::Skipped);
    assert_eq!(
        step.said,
        "nothing may be changed, so nothing waits for this time to pass"
    );
}

/// A simulator that stands for AWS and the internet alike has the only time there
/// is: the margin passes in it, and is over before a person is asked.
#[tokio::test(flavor = "multi_thread")]
async fn a_rehearsal_keeps_its_margins_in_the_simulators_time() {
    let wanted = WorldWanted {
        seed: 1,
        ..WorldWanted::default()
    };
    let world = embedded::start(&wanted).await.unwrap();
    let base = world.base_url();
    let control = Control::at(&base).unwrap();
    let begun = control.clock().await.unwrap().now;
    let told = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&told);
    let notice = Notice::new(move |text| heard.lock().unwrap().push(text.to_owned()));
    let options = RunOptions {
        notice,
        ..options(&base, Some(ALLOWED))
    };
    let steps = "
  - clock: { advance: 10m }
  - premises: { stop: 198.18.1.0/24 }
";
    let result = run_with(steps, &options).await;
    assert!(result.succeeded(), "{}", text::transcript(&result));
    let passed = control.clock().await.unwrap().now.duration_since(begun);
    assert_eq!(passed, SignedDuration::from_mins(10));
    let told = told.lock().unwrap().clone();
    let [margin, please] = told.as_slice() else {
        panic!("{told:?}");
    };
    assert!(
        margin.starts_with("waiting 10m, until 2026-01-05 09:10:00 UTC"),
        "{margin}"
    );
    assert!(please.starts_with("please"), "{please}");
}
