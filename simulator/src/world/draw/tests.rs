use super::*;

#[test]
fn the_same_place_gives_the_same_value() {
    let draw = Draw::new(7);
    assert_eq!(
        draw.id("x-", Branch::Pool, 3),
        draw.id("x-", Branch::Pool, 3)
    );
    assert_ne!(
        draw.id("x-", Branch::Pool, 3),
        draw.id("x-", Branch::Pool, 4)
    );
    assert_ne!(
        draw.id("x-", Branch::Pool, 3),
        draw.id("x-", Branch::Allocation, 3)
    );
    assert_ne!(
        draw.id("x-", Branch::Pool, 3),
        Draw::new(8).id("x-", Branch::Pool, 3)
    );
}

/// What a seed means is a promise to everybody who wrote one down.
#[test]
fn a_seed_keeps_its_meaning() {
    let draw = Draw::new(1);
    assert_eq!(
        draw.id("ipv4pool-ec2-", Branch::Pool, 0),
        "ipv4pool-ec2-0da16ea55e3f5ade7"
    );
    assert_eq!(
        draw.uuid(Branch::Request, 0),
        "653d0285-37be-4819-9bf4-bd1ccef754e3"
    );
}

#[test]
fn ids_have_amazons_shape() {
    let id = Draw::new(1).id("eipalloc-", Branch::Allocation, 0);
    assert_eq!(id.len(), "eipalloc-".len() + 17);
    let uuid = Draw::new(1).uuid(Branch::Request, 9);
    assert_eq!(uuid.len(), 36);
    assert_eq!(uuid.as_bytes()[14], b'4');
    assert!(b"89ab".contains(&uuid.as_bytes()[19]));
}

#[test]
fn durations_stay_within_their_spread() {
    let hours = SignedDuration::from_hours;
    let spread = Spread::Seeded {
        usual: hours(2),
        longest: hours(168),
    };
    let drawn: Vec<SignedDuration> = (0..1_000)
        .map(|n| Draw::new(1).duration(Branch::Review, n, spread))
        .collect();
    assert!(
        drawn
            .iter()
            .all(|d| *d >= SignedDuration::from_mins(30) && *d <= hours(168))
    );
    let usual = drawn.iter().filter(|d| **d <= hours(2)).count();
    assert!(
        (850..=950).contains(&usual),
        "{usual} of 1000 within two hours"
    );
    assert_eq!(
        Draw::new(1).duration(Branch::Review, 0, Spread::Fixed(hours(3))),
        hours(3)
    );
}

#[test]
fn below_zero_is_zero() {
    assert_eq!(Draw::new(1).below(Branch::Address, 0, 0), 0);
    assert!((0..100).all(|n| Draw::new(1).below(Branch::Address, n, 5) < 5));
}
