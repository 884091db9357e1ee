//! Whatever goes wrong, at whichever calls and moments: the invariants hold, what
//! was declared is told to its end, and the log replays alike.

use jiff::SignedDuration;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::scene::Scene;
use super::{CIDRS, OWN, Step, invariants, step, take};
use crate::world::faults::{self, Call, Dose, FaultId, Misfortune, Plan};
use crate::world::{Command, Fact, World, later};

/// One step of a storm in which things go wrong.
#[derive(Clone, Debug)]
enum Gust {
    Step(Step),
    Declare {
        misfortune: usize,
        operation: Option<usize>,
        dose: Dose,
        wait: Option<i64>,
    },
    Call(usize),
    Lift(usize),
}

const OPERATIONS: [&str; 3] = [
    "AdvertiseByoipCidr",
    "DescribeByoipCidrs",
    "AllocateAddress",
];

/// One of each kind, by number.
fn misfortune(number: usize) -> Misfortune {
    let names = Misfortune::NAMES;
    let name = names[number % names.len()];
    let cidr = CIDRS[number % CIDRS.len()];
    let origin = ["AS16509", "AS14618", "AS64500", "AS64496"][number % 4];
    let (registry, network) = ("arin", "NET-198-18-0-0-1");
    let validator = ["amazon", "networks-1", "nobody"][number % 3];
    let mut value = match name {
        "throttle" | "internal-error" | "unavailable" | "lost-reply" => json!({}),
        "slow" => json!({ "by": "1s" }),
        "stale" => json!({ "by": "1h" }),
        "review-stuck" => json!({ "cidr": cidr, "for": "3h" }),
        "review-flaky" => json!({ "cidr": cidr }),
        "registry-down" | "registry-encoding" => json!({ "registry": registry, "for": "5h" }),
        "registry-slow" => json!({ "registry": registry, "by": "1s", "for": "5h" }),
        "record-edited" => json!({ "registry": registry, "network": network }),
        "certificate-replaced" => json!({ "registry": registry, "network": network }),
        "validator-behind" => json!({ "validator": validator, "for": "5h" }),
        "leak" => json!({ "prefix": cidr, "asn": "AS174" }),
        _ => json!({ "prefix": cidr, "origin": origin }),
    };
    value["fault"] = Value::from(name);
    serde_json::from_value(value).unwrap()
}

fn dose() -> impl Strategy<Value = Dose> {
    prop_oneof![
        3 => Just(Dose::Always),
        1 => (1..4_u32).prop_map(|times| Dose::new(Some(times), None, None).unwrap()),
        1 => Just(Dose::new(None, Some(vec![false, true, true]), None).unwrap()),
        1 => Just(Dose::new(Some(2), None, Some(0.5)).unwrap()),
    ]
}

fn gusts() -> impl Strategy<Value = Vec<Gust>> {
    let declare = (
        any::<usize>(),
        prop::option::of(0..OPERATIONS.len()),
        dose(),
        prop::option::of(0..100_000_i64),
    );
    let declare = declare.prop_map(|(misfortune, operation, dose, wait)| Gust::Declare {
        misfortune,
        operation,
        dose,
        wait,
    });
    let gust = prop_oneof![
        10 => step().prop_map(Gust::Step),
        4 => declare,
        4 => (0..OPERATIONS.len()).prop_map(Gust::Call),
        1 => any::<usize>().prop_map(Gust::Lift),
    ];
    prop::collection::vec(gust, 1..60)
}

fn blow(scene: &mut Scene, gust: &Gust) {
    match gust {
        Gust::Step(step) => take(scene, step),
        Gust::Declare {
            misfortune: number,
            operation,
            dose,
            wait,
        } => {
            let operations = operation.map(|it| OPERATIONS[it].to_owned());
            let now = scene.world.now();
            let at = wait.map(|wait| later(now, SignedDuration::from_secs(wait)));
            let operations = operations.into_iter().collect();
            // Not every plan makes sense, which is for the plan to say.
            if let Ok(plan) = Plan::new(misfortune(*number), operations, dose.clone(), at) {
                let declare = faults::Command::Declare(plan);
                scene.perform(&Command::Misfortune(declare)).unwrap();
            }
        }
        Gust::Call(operation) => {
            let call = Call::new(scene.account(), "ec2", OPERATIONS[*operation]);
            let waiting = scene.world.faults().waiting_for(&call, scene.world.now());
            for fault in waiting.collect::<Vec<FaultId>>() {
                let call = call.clone();
                let meet = faults::Command::Meet { fault, call };
                scene.perform(&Command::Misfortune(meet)).unwrap();
            }
        }
        Gust::Lift(number) => {
            let ids = scene.world.faults().iter().map(|(id, _)| id);
            if let Some(id) = super::pick(ids, *number) {
                let lift = faults::Command::Lift(id);
                scene.perform(&Command::Misfortune(lift)).unwrap();
            }
        }
    }
}

/// What is counted is what is told.
fn counts(world: &World) {
    for (id, fault) in world.faults().iter() {
        let of_it = |fact: &Fact, strikes: bool| match fact {
            Fact::Misfortune(
                faults::Fact::Struck { id: it, .. } | faults::Fact::Missed { id: it, .. },
            ) => *it == id,
            Fact::Misfortune(faults::Fact::Spared { id: it, .. }) => !strikes && *it == id,
            _ => false,
        };
        let log = world.log().after(0);
        let count = |strikes| log.iter().filter(|it| of_it(&it.fact, strikes)).count();
        let strikes = fault.struck() + fault.missed();
        assert_eq!(u64::from(strikes), count(true) as u64, "{id}");
        assert_eq!(fault.met(), count(false) as u64, "{id}");
        if let Some(most) = fault.plan.dose().most() {
            assert!(strikes <= most, "{id}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn faults_break_nothing(gusts in gusts()) {
        let mut scene = Scene::ready();
        let genesis = Scene::genesis();
        scene.bring(OWN.number());
        for gust in &gusts {
            blow(&mut scene, gust);
            // A route that changes settles at the next look, the same moment's.
            scene.world.wake(scene.world.now());
            invariants(&scene.world, &genesis);
        }
        counts(&scene.world);
        let log = scene.world.log().after(0);
        let mut replayed = World::replay(genesis, log);
        replayed.wake(scene.world.now());
        prop_assert_eq!(&replayed, &scene.world);
        for entry in log {
            let stored = serde_json::to_string(entry).unwrap();
            let read: crate::world::log::Entry = serde_json::from_str(&stored).unwrap();
            prop_assert_eq!(&read, entry);
        }
    }
}
