use std::sync::LazyLock;

use jiff::SignedDuration;
use proptest::prelude::*;

use super::*;
use crate::world::tests::scene::{Scene, prefix};

const HALF: &str = "198.18.1.0/24";

fn question(scene: &Scene) -> Question {
    Question {
        from: Scene::genesis().start,
        to: scene.world.now(),
        range: Some(prefix(HALF)),
        route: Some((prefix(HALF), Asn::new(16509), "amazon".to_owned())),
        announced: Some(prefix(HALF)),
    }
}

/// A range that is provisioned, advertised and withdrawn.
fn brought() -> Scene {
    let mut scene = Scene::ready();
    scene.provision(HALF).unwrap();
    scene.pass(SignedDuration::from_hours(24 * 8));
    scene.advertise(HALF).unwrap();
    scene.pass(SignedDuration::from_hours(1));
    scene.withdraw(HALF).unwrap();
    scene.pass(SignedDuration::from_hours(1));
    scene
}

#[test]
fn every_state_has_its_time() {
    let scene = brought();
    let spans = history(&scene.world, &Scene::genesis(), &question(&scene));
    let mut states: Vec<_> = spans.iter().filter_map(|span| span.what.state).collect();
    states.dedup();
    use ByoipCidrState::{Advertised, PendingProvision, Provisioned};
    assert_eq!(
        states,
        [PendingProvision, Provisioned, Advertised, Provisioned]
    );
    let advertised = |span: &&Span<Standing>| span.what.state == Some(Advertised);
    for span in spans.iter().filter(advertised) {
        assert_eq!(span.what.validity, Some(RouteState::Valid));
        assert_eq!(span.what.origins.len(), 1, "{span:?}");
    }
}

/// The same for every case, with its whole history.
static WHOLE: LazyLock<(Scene, Vec<Span<Standing>>)> = LazyLock::new(|| {
    let scene = brought();
    let whole = history(&scene.world, &Scene::genesis(), &question(&scene));
    (scene, whole)
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    /// Whatever part of it is asked for: no gap, no two equal neighbours, and the
    /// same as of the whole at every moment.
    #[test]
    fn a_part_is_a_part_of_the_whole(from in 0_i64..800_000, length in 0_i64..800_000) {
        let (scene, all) = &*WHOLE;
        let whole = question(scene);
        let at = |seconds: i64| {
            (whole.from + SignedDuration::from_secs(seconds)).min(whole.to)
        };
        let part = Question { from: at(from), to: at(from + length), ..whole.clone() };
        let spans = history(&scene.world, &Scene::genesis(), &part);
        prop_assert_eq!(spans.first().unwrap().from, part.from);
        prop_assert_eq!(spans.last().unwrap().to, part.to);
        for pair in spans.windows(2) {
            prop_assert_eq!(pair[0].to, pair[1].from);
            prop_assert_ne!(&pair[0].what, &pair[1].what);
        }
        for span in &spans {
            let around = all.iter().rev().find(|it| it.from <= span.from).unwrap();
            prop_assert_eq!(&around.what, &span.what);
        }
    }
}
