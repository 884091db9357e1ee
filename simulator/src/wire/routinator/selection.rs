//! Which payloads a list has.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::roa::Vrp;

use super::Refusal;
use super::validity::{read_asn, read_prefix};
use crate::world::rpki::aspa::Aspa;

/// All where nothing is selected, else those that any selector takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Selection {
    asns: Vec<Asn>,
    prefixes: Vec<Prefix>,
    more_specifics: bool,
    /// Which kinds the list has; there are no router keys in any case, and so an
    /// empty list of them or none at all.
    pub(super) origins: bool,
    pub(super) router_keys: bool,
    pub(super) aspas: bool,
}

impl Selection {
    /// Reads the query's pairs. What it does not know among the kinds to include
    /// or to leave out is passed over.
    pub(super) fn read(pairs: &[(String, String)]) -> Result<Self, Refusal> {
        let mut selection = Self {
            asns: Vec::new(),
            prefixes: Vec::new(),
            more_specifics: false,
            origins: true,
            router_keys: true,
            aspas: true,
        };
        for (key, value) in pairs {
            match key.as_str() {
                "select-asn" | "filter-asn" => {
                    let asn = read_asn(value).ok_or(Refusal::Selection)?;
                    selection.asns.push(asn);
                }
                "select-prefix" | "filter-prefix" => {
                    let prefix = read_prefix(value).map_err(|_| Refusal::Selection)?;
                    selection.prefixes.push(prefix);
                }
                "include" => {
                    let mut kinds = value.split(',');
                    selection.more_specifics |= kinds.any(|kind| kind == "more-specifics");
                }
                "exclude" => {
                    for kind in value.split(',') {
                        match kind {
                            "routeOrigins" => selection.origins = false,
                            "routerKeys" => selection.router_keys = false,
                            "aspas" => selection.aspas = false,
                            _ => {}
                        }
                    }
                }
                _ => return Err(Refusal::Selection),
            }
        }
        Ok(selection)
    }

    /// The prefixes selected, where nothing else is and nothing more specific:
    /// what covers them can be looked up.
    pub(super) fn covered(&self) -> Option<&[Prefix]> {
        let only = self.asns.is_empty() && !self.prefixes.is_empty() && !self.more_specifics;
        only.then_some(self.prefixes.as_slice())
    }

    /// A selected prefix takes the payloads that cover it, and with
    /// `include=more-specifics` those that it covers.
    pub(super) fn takes(&self, vrp: &Vrp) -> bool {
        let prefix = vrp.prefix();
        let everything = self.asns.is_empty() && self.prefixes.is_empty();
        everything
            || self.asns.contains(&vrp.asn())
            || self.prefixes.iter().any(|selected| {
                prefix.covers(*selected) || self.more_specifics && selected.covers(prefix)
            })
    }

    /// A selected AS number takes its own ASPA; a selected prefix takes none.
    pub(super) fn takes_aspa(&self, aspa: &Aspa) -> bool {
        let everything = self.asns.is_empty() && self.prefixes.is_empty();
        everything || self.asns.contains(&aspa.customer)
    }
}
