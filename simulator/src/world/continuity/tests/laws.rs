//! What is true of every report, whatever happened.

use proptest::prelude::*;

use super::*;
use crate::world::Command as WorldCommand;

/// Something that may be refused, and is then left.
fn any_command() -> impl Strategy<Value = WorldCommand> {
    let of = prop::sample::select(vec![
        "198.18.0.0/23",
        "198.18.1.0/24",
        "198.18.1.0/25",
        "198.18.0.0/16",
    ]);
    let asn = prop::sample::select(vec![64500_u32, 64511, 16509, 3356, 64497]);
    (of, asn, 0..8_u8).prop_map(|(of, asn, kind)| {
        let (prefix, by) = (prefix(of), Asn::new(asn));
        let home = Route {
            prefix,
            origin: Asn::new(64500),
        };
        WorldCommand::Internet(match kind {
            0 => Command::Announce(home),
            1 => Command::Withdraw(home),
            2 => Command::Hijack { route: home, by },
            3 => Command::EndHijack { route: home, by },
            4 => Command::Leak { prefix, by },
            5 => Command::EndLeak { prefix, by },
            6 => return WorldCommand::Premises(premises::Command::Stop(prefix)),
            _ => return WorldCommand::Premises(premises::Command::Start(prefix)),
        })
    })
}

type Steps = Vec<(i64, WorldCommand)>;

fn any_steps() -> impl Strategy<Value = Steps> {
    let after = prop_oneof![Just(0), 1..60_000_i64, 200_000..900_000_i64];
    prop::collection::vec((after, any_command()), 1..7)
}

fn take(scene: &mut Scene, steps: &Steps) {
    for (after, command) in steps {
        scene.pass(SignedDuration::from_millis(*after));
        // What makes no sense just now is refused, and changes nothing.
        let _ = scene.perform(command);
    }
    scene.pass(SignedDuration::from_secs(1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_report_is_whole_and_stays(before in any_steps(), behind in any_steps()) {
        let mut scene = Scene::bare();
        let from = scene.world.now();
        take(&mut scene, &before);
        let address = Ipv4Addr::new(198, 18, 1, 10);
        let then = ask(&scene, from, address);
        let networks = scene.world.internet().graph().size();
        let whole = then.question.to.duration_since(from);
        for met in &then.partners {
            let (first, last) = (met.spans.first().unwrap(), met.spans.last().unwrap());
            prop_assert_eq!((first.from, last.to), (from, then.question.to));
            for pair in met.spans.windows(2) {
                prop_assert_eq!(pair[0].to, pair[1].from);
                prop_assert_ne!(&pair[0].what, &pair[1].what);
            }
            let outages: SignedDuration = met.outages().iter().map(Span::length).sum();
            prop_assert_eq!(outages, met.down());
            prop_assert!(met.down() <= whole);
        }
        for sample in &then.shares {
            let sum = sample.home + sample.amazon + sample.impostor + sample.nowhere;
            prop_assert!(usize::try_from(sum).unwrap() <= networks);
        }
        prop_assert!(then.shares.is_sorted_by(|one, next| one.at < next.at));
        // The last moment is the present of those who are asked one by one.
        let last = then.partners.iter().map(|met| met.last().unwrap().place());
        let now = then.partners.iter().map(|met| {
            let node = scene.world.internet().graph().find(met.asn).unwrap();
            let way = crate::world::internet::forwarding::way(&scene.world, node, address.into());
            Reach::now(&scene.world, way.end, address.into()).place()
        });
        prop_assert_eq!(last.collect::<Vec<_>>(), now.collect::<Vec<_>>());

        let question = then.question.clone();
        take(&mut scene, &behind);
        let later = continuity(&scene.world, &Scene::genesis(), question);
        prop_assert_eq!(later, then);
    }
}
