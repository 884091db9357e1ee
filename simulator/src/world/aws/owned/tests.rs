//! Things and their homes.

use super::*;

fn home(account: &str, region: &str) -> Home {
    Home {
        account: account.parse().unwrap(),
        region: region.parse().unwrap(),
    }
}

#[test]
fn each_home_sees_its_own() {
    let (here, there) = (
        home("123456789012", "us-east-1"),
        home("123456789012", "eu-west-1"),
    );
    let mut things = Owned::default();
    things.insert(here.clone(), 1, "one");
    things.insert(there.clone(), 2, "two");
    assert_eq!(things.at(&here, &1), Some(&"one"));
    assert_eq!(things.at(&here, &2), None);
    assert_eq!(things.get(&2), Some(&"two"));
    assert_eq!(things.home(&2), Some(&there));
    assert_eq!((things.count(&here), things.all().count()), (1, 2));
    assert_eq!(things.remove(&2), Some("two"));
    assert_eq!(things.remove(&2), None);
    assert_eq!(things.of(&there).count(), 0);
}

#[test]
fn what_came_and_went_leaves_nothing() {
    let mut things = Owned::default();
    things.insert(home("123456789012", "us-east-1"), 1, ());
    things.remove(&1);
    assert_eq!(things, Owned::default());
}
