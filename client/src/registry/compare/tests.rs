use super::*;
use crate::rdap::Text;
use crate::registry::record::Document;
use crate::registry::tests;

fn network(registry: Registry, texts: &[(Place, &[&str])]) -> Network {
    let text = |(place, lines): &(Place, &[&str])| Text {
        place: place.clone(),
        lines: lines.iter().map(|&line| line.to_owned()).collect(),
    };
    Network {
        texts: texts.iter().map(text).collect(),
        ..tests::network(registry, "192.0.2.0", "192.0.2.255")
    }
}

fn record(texts: &[(Field, &[&str])]) -> Record {
    let owned = |lines: &[&str]| lines.iter().map(|&line| line.to_owned()).collect();
    Record {
        handle: String::new(),
        texts: texts
            .iter()
            .map(|(field, lines)| (*field, owned(lines)))
            .collect(),
        document: Document::Json(serde_json::Value::Null),
    }
}

fn told(lines: &[Line]) -> Vec<(Option<&str>, &str, Seen)> {
    let lines = lines.iter();
    lines
        .map(|line| (line.field.as_deref(), line.text.as_str(), line.seen))
        .collect()
}

#[test]
fn what_is_typed_is_told_from_what_is_public() {
    let arin = network(Registry::Arin, &[(Place::Right, &["a", "gone"])]);
    let typed = record(&[(Field::Comments, &["a", "new"])]);
    assert_eq!(
        told(&both(&arin, &typed)),
        [
            (Some("comments"), "a", Seen::Public),
            (Some("comments"), "new", Seen::Typed),
            (Some("comments"), "gone", Seen::Removed),
        ]
    );
}

/// RIPE NCC shows both fields as one, without comments, spare blanks and lines
/// that are there already.
#[test]
fn a_line_is_the_same_however_the_registry_shows_it() {
    let ripe = network(
        Registry::Ripe,
        &[(Place::Merged, &["Example BV", "two words"])],
    );
    let typed = record(&[
        (Field::Descr, &["Example  BV # Amsterdam", "EXAMPLE BV"]),
        (Field::Remarks, &["two words"]),
    ]);
    let seen: Vec<Seen> = both(&ripe, &typed).iter().map(|line| line.seen).collect();
    assert_eq!(seen, [Seen::Public; 3]);
}

#[test]
fn an_organisations_text_is_not_the_networks() {
    let on_entity = Place::Entity("EXAMPLE-1".to_owned());
    let arin = network(Registry::Arin, &[(on_entity, &["a"])]);
    assert_eq!(public(&arin), []);
}
