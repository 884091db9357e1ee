use super::*;

#[test]
fn a_draw_more_of_one_purpose_moves_no_other() {
    let mut one = Randomness::new(7);
    let mut other = Randomness::new(7);
    other.draw("certificate serial");
    assert_eq!(one.draw("signature salt"), other.draw("signature salt"));
    assert_ne!(
        one.draw("certificate serial"),
        other.draw("certificate serial")
    );
}

#[test]
fn draws_differ_by_seed_purpose_and_count() {
    let mut seven = Randomness::new(7);
    let draws = [
        seven.draw("a"),
        seven.draw("a"),
        seven.draw("b"),
        Randomness::new(8).draw("a"),
    ];
    for (index, draw) in draws.iter().enumerate() {
        assert!(!draws[index + 1..].contains(draw));
    }
}
