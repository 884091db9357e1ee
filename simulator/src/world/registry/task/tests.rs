use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::registry::{Field, Registry};
use byoip_vocabulary::roa::Roa;
use jiff::SignedDuration;

use super::*;
use crate::world::registry::RecordKind;
use crate::world::tests::scene::{Scene, prefix};
use crate::world::{Command as WorldCommand, Refusal};

fn member(scene: &Scene) -> Member {
    let registries = scene.world.registries();
    let network = registries.network(Registry::Apnic, "203.0.113.0 - 203.0.113.255");
    Member {
        registry: Registry::Apnic,
        organization: network.unwrap().organization.clone(),
    }
}

fn submit(scene: &mut Scene, by: &Member, work: Work) -> Result<Vec<WorldFact>, Refusal> {
    scene.perform(&WorldCommand::Task(Command {
        by: by.clone(),
        work,
        request: String::new(),
    }))
}

fn edit(line: &str) -> Work {
    Work::Edit {
        record: RecordKey {
            registry: Registry::Apnic,
            record: RecordKind::Network,
            handle: "203.0.113.0 - 203.0.113.255".to_owned(),
        },
        texts: Texts::from([(Field::Remarks, vec![line.to_owned()])]),
    }
}

fn create(asn: u32) -> Work {
    let roa = Roa::new(prefix("203.0.113.0/24"), None, Asn::new(asn)).unwrap();
    let draft = Draft::of(roa);
    Work::Roas {
        delete: Vec::new(),
        create: vec![draft],
    }
}

fn outcomes(scene: &Scene, by: &Member) -> Vec<Option<Outcome>> {
    let tasks = scene.world.tasks().of(by);
    let outcome = |task: &Task| task.ended.as_ref().map(|(_, outcome)| outcome.clone());
    tasks.map(|(_, task)| outcome(task)).collect()
}

#[test]
fn a_task_is_done_a_moment_later() {
    let mut scene = Scene::bare();
    let by = member(&scene);
    submit(&mut scene, &by, edit("new")).unwrap();
    let typed = |scene: &Scene| {
        let registries = scene.world.registries();
        let network = registries.network(Registry::Apnic, "203.0.113.0 - 203.0.113.255");
        network.unwrap().record.typed(Field::Remarks).to_vec()
    };
    assert_eq!(outcomes(&scene, &by), [None]);
    assert_ne!(typed(&scene), ["new"]);
    scene.pass(SignedDuration::from_secs(1));
    assert_eq!(outcomes(&scene, &by), [Some(Outcome::Done)]);
    assert_eq!(typed(&scene), ["new"]);
}

#[test]
fn what_cannot_be_is_refused_at_once() {
    let mut scene = Scene::bare();
    let stranger = Member {
        registry: Registry::Apnic,
        organization: "ORG-OTHER-AP".to_owned(),
    };
    for work in [edit("new"), create(64500)] {
        assert!(submit(&mut scene, &stranger, work).is_err());
    }
    assert!(outcomes(&scene, &stranger).is_empty());
}

/// Two that were possible when handed in, of which the second is not any more;
/// and one in which the database finds faults.
#[test]
fn a_task_may_fail() {
    let mut scene = Scene::bare();
    let by = member(&scene);
    submit(&mut scene, &by, edit("new")).unwrap();
    submit(&mut scene, &by, create(64496)).unwrap();
    submit(&mut scene, &by, create(64496)).unwrap();
    let faults = vec!["no source".to_owned()];
    submit(&mut scene, &by, Work::Nothing { faults }).unwrap();
    scene.pass(SignedDuration::from_secs(1));
    let roa = Roa::new(prefix("203.0.113.0/24"), None, Asn::new(64496)).unwrap();
    let why = rpki::Refusal::RoaExists { roa }.into();
    assert_eq!(
        outcomes(&scene, &by),
        [
            Some(Outcome::Done),
            Some(Outcome::Done),
            Some(Outcome::Refused { why }),
            Some(Outcome::Faulty)
        ]
    );
    // All of it is in the log, whose encoding keeps it.
    for entry in scene.world.log().after(0) {
        let text = serde_json::to_string(entry).unwrap();
        let read: crate::world::log::Entry = serde_json::from_str(&text).unwrap();
        assert_eq!(&read, entry, "{text}");
    }
}
