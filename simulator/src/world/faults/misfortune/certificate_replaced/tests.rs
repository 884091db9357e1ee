use byoip_vocabulary::certificate::search::Shape;

use super::*;

/// It reads as AWS reads it, at any moment that a world may begin.
#[test]
fn the_strangers_is_as_good_as_any() {
    let found = search::find(&[STRANGER.trim()]);
    let [found] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!(found.shape, Shape::OneLine);
    let certificate = found.outcome.as_ref().unwrap();
    for moment in ["2001-01-01T00:00:00Z", "2026-01-05T09:00:00Z", "2199-01-01T00:00:00Z"] {
        let dated = certificate.valid_at(moment.parse().unwrap());
        assert_eq!(dated.to_string(), "valid", "{moment}");
    }
    assert_eq!(certificate.public_key().size(), 256);
}

#[test]
fn what_stands_beside_it_stays() {
    let lines = ["before", "-----BEGIN CERTIFICATE-----", "MIIabc", "-----END CERTIFICATE-----", "behind"];
    let lines = lines.map(str::to_owned);
    let replaced = replaced(&lines).unwrap();
    assert_eq!(replaced, ["before", STRANGER.trim(), "behind"]);
    assert_eq!(super::replaced(&["nothing".to_owned()]), None);
}
