//! How a case is read, what its answer grants, and how it ends without one.

use jiff::SignedDuration;

use super::*;
use crate::world::aws::owned::Home;
use crate::world::aws::range;
use crate::world::tests::scene::Scene;
use crate::world::{Command as WorldCommand, Fact as WorldFact, Refusal as WorldRefusal};

const PORT_25: &str = "Request to remove email sending limitations";
const QUOTA: &str = "Raise the BYOIP quota";

fn scene(settings: &[(&str, &str)]) -> Scene {
    let mut genesis = Scene::genesis();
    genesis.policy.set("support_answer_delay", "6h").unwrap();
    for (key, text) in settings {
        genesis.policy.set(key, text).unwrap();
    }
    Scene::begin(genesis)
}

fn ask(scene: &mut Scene, command: Command) -> Result<Vec<WorldFact>, WorldRefusal> {
    scene.perform(&WorldCommand::SupportCase(scene.caller(), command))
}

fn open(scene: &mut Scene, subject: &str, body: &str) -> Result<CaseId, WorldRefusal> {
    let facts = ask(
        scene,
        Command::Create(Letter {
            subject: subject.to_owned(),
            body: body.to_owned(),
            service_code: None,
            category_code: None,
            severity_code: None,
            language: "en".to_owned(),
            cc: Vec::new(),
        }),
    )?;
    match facts.as_slice() {
        [WorldFact::SupportCase(fact)] => Ok(fact.case().clone()),
        other => panic!("{other:?}"),
    }
}

/// The answer to a case, once it is there.
fn reply(scene: &Scene, id: &CaseId) -> Option<Reply> {
    let case = scene.world.cases().at(scene.account(), id)?;
    match &case.lifecycle {
        Lifecycle::Answered { reply, .. } => Some(reply.clone()),
        Lifecycle::Opened | Lifecycle::Withdrawn => None,
    }
}

/// One row a way of writing; the Region called is us-east-1.
#[test]
fn reads_what_is_asked_for() {
    #[track_caller]
    fn check(subject: &str, body: &str, expected: Ask) {
        let called = "us-east-1".parse().unwrap();
        assert_eq!(request::read(subject, body, &called), expected);
    }
    let region = |name: &str| name.parse::<Region>().unwrap();
    let port_25 = |name| Ask::Port25 {
        region: region(name),
    };
    let quota = |name, quota| Ask::RangeQuota {
        region: region(name),
        quota,
    };
    check(PORT_25, "", port_25("us-east-1"));
    check(
        &PORT_25.to_uppercase(),
        "In EU-WEST-1, please.",
        port_25("eu-west-1"),
    );
    check(PORT_25, "eu-west-1 and us-west-2", port_25("eu-west-1"));
    check(
        "Mail from us-west-2: remove email sending limitations",
        "",
        port_25("us-west-2"),
    );
    check(PORT_25, "e-mail-25 does not leave", port_25("us-east-1"));
    check("remove email limits", "in us-west-2", Ask::Else);
    check(QUOTA, "From 5 to 10.", quota("us-east-1", 10));
    check("BYOIP quota to 7 in us-west-2", "", quota("us-west-2", 7));
    check(QUOTA, "We want to raise it to 10", quota("us-east-1", 10));
    check(QUOTA, "To eu-west-1, to 8, not to 9", quota("eu-west-1", 8));
    check(QUOTA, "ten, please", Ask::Else);
    check(QUOTA, "to 99999999999", Ask::Else);
    check("quota to 10", "", Ask::Else);
    check("", "BYOIP quota to 10", Ask::Else);
}

#[test]
fn port_25_opens_where_it_was_asked_for_with_the_answer() {
    let mut scene = scene(&[]);
    let case = open(&mut scene, PORT_25, "us-west-2").unwrap();
    let home = |region: &str| Home {
        account: scene.account(),
        region: region.parse().unwrap(),
    };
    let (asked, other) = (home("us-west-2"), home("us-east-1"));
    let is_open = |scene: &Scene, home| scene.world.entitlements().is_port_25_open(home);
    scene.pass(SignedDuration::from_secs(6 * 3_600 - 1));
    assert!(!is_open(&scene, &asked));
    assert_eq!(reply(&scene, &case), None);
    scene.pass(SignedDuration::from_secs(1));
    assert!(is_open(&scene, &asked) && !is_open(&scene, &other));
    assert!(matches!(reply(&scene, &case), Some(Reply::Granted(_))));
    let again = open(&mut scene, PORT_25, "us-west-2").unwrap();
    scene.settle();
    assert!(matches!(reply(&scene, &again), Some(Reply::Present(_))));
}

#[test]
fn a_raised_quota_lets_one_more_range_in() {
    // The first range is under review all the time, and counts.
    let mut scene = scene(&[("range_quota", "1"), ("review_duration", "30d")]);
    let answers = SignedDuration::from_hours(6);
    scene.provision("198.18.0.0/24").unwrap();
    let full = |scene: &mut Scene, cidr| {
        matches!(
            scene.provision(cidr),
            Err(WorldRefusal::Range(range::Refusal::QuotaReached { .. }))
        )
    };
    assert!(full(&mut scene, "198.18.1.0/24"));
    let elsewhere = open(&mut scene, QUOTA, "to 9 in us-west-2").unwrap();
    let enough = open(&mut scene, QUOTA, "to 1").unwrap();
    scene.pass(answers);
    assert!(matches!(reply(&scene, &elsewhere), Some(Reply::Granted(_))));
    let (region, quota) = (scene.caller().region, 1);
    let there = Reply::Present(Ask::RangeQuota { region, quota });
    assert_eq!(reply(&scene, &enough), Some(there));
    assert!(full(&mut scene, "198.18.1.0/24"));
    open(&mut scene, QUOTA, "to 2").unwrap();
    assert!(full(&mut scene, "198.18.1.0/24"), "not before the answer");
    scene.pass(answers);
    assert!(!full(&mut scene, "198.18.1.0/24"));
    // Whoever asks for less is told what there is, not what it asked for.
    let less = open(&mut scene, QUOTA, "to 0").unwrap();
    scene.pass(answers);
    let (region, quota) = (scene.caller().region, 2);
    let there = Reply::Present(Ask::RangeQuota { region, quota });
    assert_eq!(reply(&scene, &less), Some(there));
}

#[test]
fn support_can_be_set_to_decline() {
    let mut scene = scene(&[("support_grants", "false")]);
    let asked = open(&mut scene, PORT_25, "").unwrap();
    let other = open(&mut scene, "Hello", "Is anybody there?").unwrap();
    scene.settle();
    assert!(matches!(reply(&scene, &asked), Some(Reply::Declined(_))));
    assert_eq!(reply(&scene, &other), Some(Reply::Thanks));
    let home = scene.caller().home();
    assert!(!scene.world.entitlements().is_port_25_open(&home));
}

#[test]
fn resolved_before_the_answer_nothing_is_granted() {
    let mut scene = scene(&[]);
    let case = open(&mut scene, PORT_25, "").unwrap();
    assert_eq!(
        ask(&mut scene, Command::Resolve(case.clone()))
            .unwrap()
            .len(),
        1
    );
    assert_eq!(ask(&mut scene, Command::Resolve(case.clone())), Ok(vec![]));
    assert_eq!(scene.world.next_due(), None);
    assert_eq!(reply(&scene, &case), None);
    let nobodys = CaseId::new("case-0");
    let unknown = Refusal::UnknownCase {
        case: nobodys.clone(),
    };
    assert_eq!(
        ask(&mut scene, Command::Resolve(nobodys)),
        Err(unknown.into())
    );
}

#[test]
fn ids_are_as_the_reference_shows_them_and_the_newest_is_first() {
    let mut scene = scene(&[]);
    let first = open(&mut scene, "a", "a").unwrap();
    let second = open(&mut scene, "b", "b").unwrap();
    let hex = first.as_str().strip_prefix("case-123456789012-muen-2026-");
    assert!(hex.is_some_and(|hex| hex.len() == 16), "{first}");
    let cases = scene.world.cases();
    let ids: Vec<&CaseId> = cases.of(scene.account()).map(|(id, _)| id).collect();
    assert_eq!(ids, [&second, &first]);
    for (_, case) in cases.of(scene.account()) {
        assert_eq!(case.display_id.len(), 10);
    }
    let nobody = "210987654321".parse().unwrap();
    assert_eq!(cases.of(nobody).count(), 0);
    assert_eq!(cases.at(nobody, &first), None);
}

#[test]
fn fifty_cases_wait_and_no_more() {
    let mut scene = scene(&[]);
    for _ in 0..50 {
        open(&mut scene, "a", "a").unwrap();
    }
    let full = WorldRefusal::SupportCase(Refusal::TooManyOpen { most: 50 });
    assert_eq!(open(&mut scene, "a", "a"), Err(full));
    scene.settle();
    assert!(
        open(&mut scene, "a", "a").is_ok(),
        "answered cases do not count"
    );
}

#[test]
fn the_log_is_the_world() {
    let mut scene = scene(&[]);
    open(&mut scene, QUOTA, "to 9").unwrap();
    let case = open(&mut scene, PORT_25, "").unwrap();
    ask(&mut scene, Command::Resolve(case)).unwrap();
    scene.settle();
    let log = scene.world.log().after(0);
    for entry in log {
        let text = serde_json::to_string(entry).unwrap();
        assert_eq!(
            &serde_json::from_str::<crate::world::log::Entry>(&text).unwrap(),
            entry
        );
    }
    let mut genesis = Scene::genesis();
    genesis.policy.set("support_answer_delay", "6h").unwrap();
    let mut replayed = crate::world::World::replay(genesis, log);
    replayed.wake(scene.world.now());
    assert_eq!(replayed, scene.world);
}
