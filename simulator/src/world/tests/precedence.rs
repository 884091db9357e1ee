//! The order of refusals: what each noun's tables of them are checked by.
//!
//! A table has a row a refusal, in order of precedence: in each row its reason
//! holds, and every later one that can hold beside it.

use super::scene::Scene;
use crate::world::Command;
use crate::world::aws::tag::TagSet;

/// Whether a call that is wrong in several ways is refused for this one, written
/// `Noun::Reason`, and changes nothing.
#[track_caller]
pub(in crate::world) fn check(scene: &Scene, command: &Command, expected: &str) {
    let mut asked = scene.clone();
    let refusal = asked.perform(command).expect_err(expected);
    let told = format!("{refusal:?}");
    let words = told.split(|letter: char| !letter.is_alphanumeric());
    let name: Vec<&str> = words.filter(|word| !word.is_empty()).take(2).collect();
    assert_eq!(name.join("::"), expected, "{command:?}");
    assert_eq!(asked.world, scene.world, "a refused call changes nothing");
}

/// Tags that nothing can have.
pub(in crate::world) fn bad_tags() -> TagSet {
    TagSet::from([("aws:owner".to_owned(), String::new())])
}

impl Scene {
    /// The same world, where somebody calls who has nothing of what is there.
    pub(in crate::world) fn of_stranger(&self) -> Self {
        let mut scene = self.clone();
        scene.account = "210987654321".parse().unwrap();
        scene
    }
}
