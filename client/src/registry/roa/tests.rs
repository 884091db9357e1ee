use super::*;
use crate::registry::tests::{listing, roa};

#[test]
fn what_is_there_is_not_created_again() {
    let there = roa("198.18.1.0/24", 24, 64500);
    let new = roa("198.18.1.0/24", 24, 16509);
    let listing = listing(&[(Some("1"), &[there])]);
    assert_eq!(listing.creation(&[there, new]).create, [new]);
    assert!(listing.creation(&[there]).is_empty());
}

/// A ROA with several prefixes goes as a whole, and others would go with it.
#[test]
fn nothing_is_deleted_that_was_not_named() {
    let (one, two) = (
        roa("198.18.0.0/24", 24, 64500),
        roa("198.18.1.0/24", 24, 64500),
    );
    let listing = listing(&[
        (Some("58bc"), &[one, two]),
        (Some("59"), &[roa("198.18.0.0/23", 23, 1)]),
    ]);
    let error = listing.deletion(Registry::Arin, &[one]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the ROA 58bc has 198.18.1.0/24-24 => AS64500 too, and ARIN deletes it as a whole; \
         do that first, then create what must stay"
    );
    let change = listing.deletion(Registry::Arin, &[one, two]).unwrap();
    let ids: Vec<_> = change.delete.iter().map(|it| it.id.as_deref()).collect();
    assert_eq!(ids, [Some("58bc")]);
    let absent = roa("198.18.0.0/24", 25, 64500);
    assert!(
        listing
            .deletion(Registry::Arin, &[absent])
            .unwrap()
            .is_empty()
    );
}

/// A deletion says which ROAs are not there, and which it does not mean.
#[test]
fn what_a_deletion_leaves() {
    let (short, long) = (
        roa("198.18.1.0/24", 24, 16509),
        roa("198.18.1.0/24", 25, 16509),
    );
    let absent = roa("198.18.1.0/24", 24, 64511);
    let other = roa("198.18.1.0/24", 25, 64500);
    let listing = listing(&[(Some("1"), &[long]), (Some("2"), &[other])]);
    assert_eq!(listing.absent(&[short, absent, long]), [short, absent]);
    assert_eq!(listing.siblings(&[short, absent]), [long]);
    assert_eq!(listing.siblings(&[short, long]), []);
}
