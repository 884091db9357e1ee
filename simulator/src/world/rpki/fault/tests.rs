use std::collections::BTreeMap;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::registry::Registry;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::*;
use crate::world::rpki::aspa::{self, Aspa};
use crate::world::rpki::validator::ValidatorName;
use crate::world::tests::scene::{Scene, prefix};
use crate::world::{self, Genesis, World, rpki};

const ALL: [Fault; 5] = [
    Fault::Revoked,
    Fault::Expired,
    Fault::Garbled,
    Fault::ManifestMismatch,
    Fault::Overclaiming,
];

fn roa(of: &str, origin: u32) -> Roa {
    Roa::new(prefix(of), None, Asn::new(origin)).unwrap()
}

fn genesis() -> Genesis {
    let mut genesis = Scene::genesis();
    genesis.roas.clear();
    genesis
}

/// A world with a holder's two ROAs and an ASPA, and a ROA of another holder's.
struct Site {
    scene: Scene,
    ids: Vec<RoaId>,
}

impl Site {
    fn new() -> Self {
        let mut scene = Scene::begin(genesis());
        for (of, origin) in [
            ("198.18.0.0/23", 64500),
            ("198.18.1.0/24", 64500),
            ("192.0.2.0/24", 64501),
        ] {
            let command = rpki::Command::create(roa(of, origin));
            scene.perform(&world::Command::Roa(command)).unwrap();
        }
        let aspa = aspa::Command::Create { aspa: attested() };
        scene.perform(&world::Command::Aspa(aspa)).unwrap();
        let mut site = Self {
            scene,
            ids: Vec::new(),
        };
        site.pass(SignedDuration::from_hours(2));
        let rpki = site.scene.world.rpki();
        let find = |of, origin| rpki.find(&roa(of, origin)).unwrap().clone();
        site.ids = vec![
            find("198.18.0.0/23", 64500),
            find("198.18.1.0/24", 64500),
            find("192.0.2.0/24", 64501),
        ];
        site
    }

    fn pass(&mut self, duration: SignedDuration) {
        self.scene.pass(duration);
    }

    fn spoil(&mut self, which: usize, fault: Fault) -> Result<(), world::Refusal> {
        let id = self.ids[which].clone();
        let command = world::Command::Fault(Command::Spoil { id, fault });
        self.scene.perform(&command).map(drop)
    }

    fn mend(&mut self, which: usize) -> Result<(), world::Refusal> {
        let id = self.ids[which].clone();
        let command = world::Command::Fault(Command::Mend { id });
        self.scene.perform(&command).map(drop)
    }

    /// What a validator has, ROAs and ASPAs as texts.
    fn seen(&self) -> Vec<String> {
        let seen = self.scene.world.rpki().seen_by(ValidatorName::RIPE);
        let roas = seen.all().into_iter().map(|(vrp, _)| vrp.to_string());
        let aspas = seen.aspas().into_iter();
        let aspas = aspas.map(|(aspa, _)| aspa.to_string());
        roas.chain(aspas).collect()
    }
}

fn attested() -> Aspa {
    Aspa {
        customer: Asn::new(64500),
        providers: [Asn::new(174)].into(),
    }
}

fn day() -> SignedDuration {
    SignedDuration::from_hours(24)
}

/// Which of the site's payloads a validator has at its next run, and when what it
/// had before has run out.
#[test]
fn what_each_mistake_costs() {
    for fault in ALL {
        let mut site = Site::new();
        let whole = site.seen();
        assert_eq!(whole.len(), 4);
        site.spoil(1, fault).unwrap();
        site.pass(SignedDuration::from_mins(10));
        let spoilt = roa("198.18.1.0/24", 64500).to_string();
        let others = |text: &&String| **text != spoilt;
        let without: Vec<String> = whole.iter().filter(others).cloned().collect();
        let soon = if fault.costs_itself() {
            &without
        } else {
            &whole
        };
        assert_eq!(site.seen(), *soon, "{fault:?}");
        site.pass(day());
        let another: Vec<String> = vec![roa("192.0.2.0/24", 64501).to_string()];
        let later = if fault.costs_itself() {
            &without
        } else {
            &another
        };
        assert_eq!(site.seen(), *later, "{fault:?}");
        site.mend(1).unwrap();
        site.pass(SignedDuration::from_mins(10));
        assert_eq!(site.seen(), whole, "{fault:?}");
    }
}

/// What was fetched is good for a day from the last regular issue before the
/// mistake, to the second, and validators need not look to know.
#[test]
fn what_was_fetched_runs_out_on_time() {
    let mut site = Site::new();
    let began = Scene::genesis().start;
    let last_issue = began + SignedDuration::from_hours(16);
    site.pass(last_issue.duration_since(site.scene.world.now()) + SignedDuration::from_mins(1));
    let whole = site.seen();
    site.spoil(0, Fault::ManifestMismatch).unwrap();
    let second = SignedDuration::from_secs(1);
    let until = last_issue + point::GOOD_FOR;
    site.pass(until.duration_since(site.scene.world.now()) - second);
    assert_eq!(site.seen(), whole);
    site.pass(second);
    assert_eq!(site.seen().len(), 1);
    let told = site.scene.told();
    let said = |text: &str| told.iter().any(|line| line.contains(text));
    let spoilt = format!(
        "has another hash in the manifest; what was fetched of EXAMPLE-1 is good until {until}"
    );
    assert!(said(&spoilt), "{told:?}");
    assert!(
        said("what was fetched of EXAMPLE-1 at ARIN has run out"),
        "{told:?}"
    );
}

/// A ROA that is listed wrongly costs nothing any more when it is gone.
#[test]
fn the_culprit_can_go() {
    let mut site = Site::new();
    site.spoil(1, Fault::ManifestMismatch).unwrap();
    site.pass(day());
    assert_eq!(site.seen().len(), 1);
    let command = rpki::Command::delete(site.ids[1].clone());
    site.scene.perform(&world::Command::Roa(command)).unwrap();
    site.scene.settle();
    assert_eq!(site.seen().len(), 3);
}

#[test]
fn refusals_in_order() {
    let mut site = Site::new();
    let id = site.ids[0].clone();
    let nothing = Refusal::NothingToMend { id: id.clone() };
    assert_eq!(site.mend(0), Err(nothing.into()));
    site.spoil(0, Fault::Garbled).unwrap();
    let (again, fault) = (site.spoil(0, Fault::Revoked), Fault::Garbled);
    assert_eq!(again, Err(Refusal::SpoiledAlready { id, fault }.into()));
    site.ids[1] = RoaId::new("nothing");
    let id = site.ids[1].clone();
    let absent = Refusal::NoSuchRoa { id };
    assert_eq!(site.spoil(1, Fault::Garbled), Err(absent.clone().into()));
    assert_eq!(site.mend(1), Err(absent.into()));
    let new = roa("198.18.0.0/24", 64500);
    let create = rpki::Command::create(new);
    site.scene.perform(&world::Command::Roa(create)).unwrap();
    site.ids[1] = site.scene.world.rpki().find(&new).unwrap().clone();
    let refused = site.spoil(1, Fault::Garbled);
    assert!(
        matches!(
            refused,
            Err(world::Refusal::Fault(Refusal::NotPublished { .. }))
        ),
        "{refused:?}"
    );
}

/// What validators are to have of one holder, told without any of the world's
/// own bookkeeping: what is there and no good is left out; while something is
/// listed wrongly, it is what it was until that ends.
#[derive(Default)]
struct Reference {
    frozen: Option<(Vec<Roa>, Timestamp)>,
    last: Vec<Roa>,
}

impl Reference {
    fn look(&mut self, rpki: &Rpki, member: &Member, now: Timestamp, good_until: Timestamp) {
        let own = || {
            rpki.entries()
                .map(|(_, it)| it)
                .filter(|it| it.member == *member)
        };
        let is_mislisted = |it: &&Entry| it.fault == Some(Fault::ManifestMismatch);
        if own().any(|it| is_mislisted(&it)) {
            let last = self.last.clone();
            let (roas, until) = self.frozen.get_or_insert((last, good_until));
            self.last = if now < *until {
                roas.clone()
            } else {
                Vec::new()
            };
        } else {
            self.frozen = None;
            let sound = own().filter(|it| it.is_published());
            let sound = sound.filter(|it| it.fault.is_none());
            self.last = sound.map(|it| it.roa).collect();
            self.last.sort_unstable();
            // A ROA that goes and one that comes in its place say the same.
            self.last.dedup();
        }
    }
}

/// The latest of the facts that say until when something is good.
fn good_until(scene: &Scene, member: &Member) -> Timestamp {
    let log = scene.world.log().after(0);
    let said = log.iter().rev().find_map(|entry| match &entry.fact {
        world::Fact::Fault(Fact::Spoiled {
            member: whose,
            good_until,
            ..
        }) if whose == member => *good_until,
        _ => None,
    });
    said.unwrap_or(Timestamp::MIN)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever goes wrong in whichever order, what is there for those who look
    /// is the reference's, and the log tells it again.
    #[test]
    fn what_is_there_is_the_references(
        steps in prop::collection::vec((0_usize..6, 0_usize..3, 0_usize..5), 1..40),
    ) {
        let mut site = Site::new();
        let members: Vec<Member> = [(Registry::Arin, 0), (Registry::Ripe, 2)]
            .map(|(registry, which)| {
                let member = site.scene.world.rpki().entry(&site.ids[which]).unwrap().member.clone();
                assert_eq!(member.registry, registry);
                member
            })
            .into();
        let mut references: BTreeMap<&Member, Reference> = BTreeMap::new();
        for (kind, which, how) in std::iter::once((5, 0, 0)).chain(steps) {
            let rpki = site.scene.world.rpki();
            match kind {
                0 | 1 => drop(site.spoil(which, ALL[how])),
                2 => drop(site.mend(which)),
                3 => {
                    let command = rpki::Command::delete(site.ids[which].clone());
                    drop(site.scene.perform(&world::Command::Roa(command)));
                }
                4 => {
                    let new = [("198.18.0.0/23", 64500), ("198.18.1.0/24", 64500), ("192.0.2.0/24", 64501)];
                    let new = roa(new[which].0, new[which].1);
                    if rpki.find(&new).is_none() {
                        let command = rpki::Command::create(new);
                        site.scene.perform(&world::Command::Roa(command)).unwrap();
                        site.ids[which] = site.scene.world.rpki().find(&new).unwrap().clone();
                    }
                }
                _ => site.pass(SignedDuration::from_mins(11 + 97 * i64::try_from(how * which).unwrap())),
            }
            let rpki = site.scene.world.rpki();
            let now = site.scene.world.now();
            let payloads = rpki.payloads();
            let there = payloads.at(payloads.serial()).all();
            for member in &members {
                let reference = references.entry(member).or_default();
                reference.look(rpki, member, now, good_until(&site.scene, member));
                let anchor = member.registry.into();
                let there: Vec<Roa> = there
                    .iter()
                    .filter(|(_, whose)| *whose == anchor)
                    .map(|(roa, _)| *roa)
                    .collect();
                prop_assert_eq!(&there, &reference.last);
            }
        }
        let mut replayed = World::replay(genesis(), site.scene.world.log().after(0));
        replayed.wake(site.scene.world.now());
        prop_assert_eq!(replayed, site.scene.world);
    }
}
