//! The lists of all VRPs, or of those selected.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::registry::Registry;
use byoip_vocabulary::roa::Vrp;
use serde::Serialize;

use super::{RoutinatorError, indented};
use crate::wire::dates;
use crate::wire::http::Answer;
use crate::world::World;
use crate::world::rpki::validator::ValidatorName;

/// Which VRPs are listed: all where nothing is selected, else those that any
/// selector takes.
#[derive(Default)]
pub(super) struct Selection {
    asns: Vec<Asn>,
    prefixes: Vec<Prefix>,
    more_specifics: bool,
}

impl Selection {
    /// Reads the query's pairs.
    pub(super) fn read(pairs: &[(String, String)]) -> Result<Self, RoutinatorError> {
        let mut selection = Self::default();
        for (key, value) in pairs {
            match (key.as_str(), value.as_str()) {
                ("select-asn" | "filter-asn", asn) => {
                    let asn = asn.parse().map_err(|_| RoutinatorError::Query)?;
                    selection.asns.push(asn);
                }
                ("select-prefix" | "filter-prefix", prefix) => {
                    let prefix = prefix.parse().map_err(|_| RoutinatorError::Query)?;
                    selection.prefixes.push(prefix);
                }
                ("include", "more-specifics") => selection.more_specifics = true,
                _ => return Err(RoutinatorError::Query),
            }
        }
        Ok(selection)
    }

    /// A selected prefix takes the VRPs that cover it, and with
    /// `include=more-specifics` those that it covers.
    fn takes(&self, vrp: &Vrp) -> bool {
        let prefix = vrp.prefix();
        let everything = self.asns.is_empty() && self.prefixes.is_empty();
        everything
            || self.asns.contains(&vrp.asn())
            || self.prefixes.iter().any(|selected| {
                prefix.covers(*selected) || self.more_specifics && selected.covers(prefix)
            })
    }

    fn of(&self, world: &World) -> impl Iterator<Item = (Vrp, Registry)> {
        let view = world.rpki().seen_by(ValidatorName::RIPE);
        let vrps = view.all().into_iter();
        vrps.filter(|(vrp, _)| self.takes(vrp))
    }
}

#[derive(Serialize)]
struct List {
    metadata: Metadata,
    roas: Vec<Item>,
    #[serde(rename = "routerKeys")]
    router_keys: [(); 0],
    aspas: [(); 0],
}

#[derive(Serialize)]
struct Metadata {
    generated: i64,
    #[serde(rename = "generatedTime")]
    generated_time: String,
}

#[derive(Serialize)]
struct Item {
    asn: Asn,
    prefix: Prefix,
    #[serde(rename = "maxLength")]
    max_length: u8,
    ta: &'static str,
}

/// `/json`. There are neither router keys nor ASPAs in this world.
pub(super) fn json(selection: &Selection, world: &World) -> Answer {
    let item = |(vrp, registry): (Vrp, Registry)| Item {
        asn: vrp.asn(),
        prefix: vrp.prefix(),
        max_length: vrp.max_length(),
        ta: registry.as_str(),
    };
    let list = List {
        metadata: Metadata {
            generated: world.now().as_second(),
            generated_time: dates::utc(world.now()),
        },
        roas: selection.of(world).map(item).collect(),
        router_keys: [],
        aspas: [],
    };
    indented(200, &list)
}

/// `/csv`.
pub(super) fn csv(selection: &Selection, world: &World) -> Answer {
    let mut text = "ASN,IP Prefix,Max Length,Trust Anchor\n".to_owned();
    for (vrp, registry) in selection.of(world) {
        let (asn, prefix, max_length) = (vrp.asn(), vrp.prefix(), vrp.max_length());
        let anchor = registry.as_str();
        text.push_str(&format!("{asn},{prefix},{max_length},{anchor}\n"));
    }
    Answer::new(200, "text/csv", text)
}
