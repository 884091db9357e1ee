use std::collections::BTreeSet;

use byoip_vocabulary::region::Partition;
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;

use super::*;
use crate::world::aws::account::{Caller, Principal};

fn caller(account: &str, region: &str) -> Caller {
    Caller {
        principal: Principal::user(Partition::Aws, account.parse().unwrap(), "ann"),
        region: region.parse().unwrap(),
    }
}

fn list() -> List {
    let caller = caller("111122223333", "us-east-1");
    List::new("ec2", "DescribeVpcs", &caller).chosen_by("Filter.1.Name", "state")
}

fn page(list: List, token: Option<&str>, size: usize) -> Option<(Vec<u32>, Option<String>)> {
    let page = Page::at(list, token, size)?;
    Some(page.cut((0..5).collect(), |item| *item))
}

#[test]
fn walks_through_everything_once() {
    let (first, token) = page(list(), None, 2).unwrap();
    assert_eq!(first, [0, 1]);
    let (second, token) = page(list(), token.as_deref(), 2).unwrap();
    assert_eq!(second, [2, 3]);
    let last = page(list(), token.as_deref(), 2).unwrap();
    assert_eq!(last, (vec![4], None));
}

#[test]
fn a_full_last_page_has_no_token() {
    assert_eq!(page(list(), None, 5), Some((vec![0, 1, 2, 3, 4], None)));
}

/// The same list with another size is still the same list.
#[test]
fn a_token_is_of_one_list() {
    let (_, token) = page(list(), None, 2).unwrap();
    let token = token.as_deref();
    assert_eq!(page(list(), token, 9), Some((vec![2, 3, 4], None)));
    let of = |service: &str, action: &str, account: &str, region: &str, filter: &str| {
        List::new(service, action, &caller(account, region)).chosen_by("Filter.1.Name", filter)
    };
    let (mine, here) = ("111122223333", "us-east-1");
    for other in [
        of("elasticloadbalancing", "DescribeVpcs", mine, here, "state"),
        of("ec2", "DescribeSubnets", mine, here, "state"),
        of("ec2", "DescribeVpcs", "444455556666", here, "state"),
        of("ec2", "DescribeVpcs", mine, "us-west-2", "state"),
        of("ec2", "DescribeVpcs", mine, here, "vpc-id"),
        list().chosen_by("Filter.1.Value.1", "available"),
    ] {
        assert_eq!(page(other, token, 2), None);
    }
    for foreign in ["", "x", "AAAA", "byoip-page-2", "!!!!"] {
        assert_eq!(page(list(), Some(foreign), 2), None, "{foreign}");
    }
    // A token changed in any one place is none.
    let token = token.unwrap();
    for place in 0..token.len() {
        let mut changed = token.to_owned();
        let other = if changed.as_bytes()[place] == b'A' {
            "B"
        } else {
            "A"
        };
        changed.replace_range(place..=place, other);
        assert_eq!(page(list(), Some(&changed), 2), None, "{changed}");
    }
}

proptest! {
    /// However a list changes between its pages, what is there all the time is
    /// told once, and nothing is told twice.
    #[test]
    fn a_list_that_changes_is_told_once(
        lasting in btree_set(0_u32..500, 0..40),
        passing in btree_set(0_u32..500, 0..40),
        comings in vec((0_u32..500, any::<bool>()), 0..40),
        size in 1_usize..6,
    ) {
        let mut there: BTreeSet<u32> = lasting.union(&passing).copied().collect();
        let mut changes = comings.into_iter();
        let mut told = Vec::new();
        let mut token = None;
        loop {
            let page = Page::at(list(), token.as_deref(), size).unwrap();
            let items = there.iter().copied().collect();
            let (items, next): (Vec<u32>, _) = page.cut(items, |item| *item);
            // As a loop that deletes what it was shown.
            for item in &items {
                there.remove(item);
            }
            told.extend(items);
            token = next;
            if token.is_none() {
                break;
            }
            for (item, comes) in changes.by_ref().take(3) {
                if comes {
                    there.insert(item);
                } else if !lasting.contains(&item) {
                    there.remove(&item);
                }
            }
        }
        prop_assert!(told.is_sorted_by(|one, other| one < other), "{told:?}");
        let told: BTreeSet<u32> = told.into_iter().collect();
        prop_assert!(lasting.is_subset(&told));
    }
}
