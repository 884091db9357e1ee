//! The networks around, as a world file says them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use serde::Deserialize;
use serde_saphyr::Spanned;

use super::Reader;
use super::check::Places;
use super::problem::{Misfit, Place};
use crate::suggestion::suggestion;
use crate::world::internet::Partner;
use crate::world::internet::graph::seeded::MOST_NETWORKS;
use crate::world::internet::graph::{Node, as_rel};
use crate::world::internet::plan::{Plan, Topology};
use crate::world::rpki::validator::ValidatorName;

#[cfg(test)]
mod tests;

/// Room for those that are named and for some who are not.
const LEAST_NETWORKS: usize = 50;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct InternetEntry {
    /// How many networks to draw.
    networks: Option<usize>,
    /// Who connects to whom, as CAIDA writes it: a file, beside this one.
    as_rel: Option<PathBuf>,
    #[serde(default)]
    partners: Vec<Spanned<PartnerEntry>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PartnerEntry {
    name: String,
    asn: Asn,
    #[serde(default)]
    allows: Vec<Prefix>,
    validator: Option<String>,
}

impl InternetEntry {
    pub(super) fn into_world(
        self,
        place: &Path,
        reader: &Reader<'_>,
        places: &mut Places,
    ) -> Result<Plan, Misfit> {
        let topology = match (self.networks, self.as_rel) {
            (None, None) => Topology::default(),
            (Some(networks), None) if (LEAST_NETWORKS..=MOST_NETWORKS).contains(&networks) => {
                Topology::Drawn { networks }
            }
            (Some(networks), None) => {
                let what = format!(
                    "{networks} networks cannot be drawn; write {LEAST_NETWORKS} to {MOST_NETWORKS}"
                );
                return Err(Misfit::new("networks:", what));
            }
            (None, Some(file)) => known(&place.with_file_name(file), reader)?,
            (Some(_), Some(_)) => {
                let what = "the networks are drawn or known; write networks or as_rel, not both";
                return Err(Misfit::new("as_rel:", what));
            }
        };
        let mut partners = Vec::new();
        for entry in self.partners {
            let place = Place::of(&entry);
            let partner = entry.value.into_world();
            partners.push(partner.map_err(|misfit| misfit.at(place))?);
            places.partners.push(place);
        }
        Ok(Plan { topology, partners })
    }
}

fn known(path: &Path, reader: &Reader<'_>) -> Result<Topology, Misfit> {
    let misfit = |what: String| Misfit::new("as_rel:", format!("{}: {what}", path.display()));
    let text = reader(path).map_err(|error| misfit(error.to_string()))?;
    let graph = as_rel::read(&text).map_err(|error| misfit(error.to_string()))?;
    // Whoever is not on it buys from somebody who sells.
    let sells = |node: Node| !graph.customers(node).is_empty();
    if !graph.nodes().any(sells) {
        return Err(misfit(
            "nobody sells transit, so nobody new could be reached".to_owned(),
        ));
    }
    Ok(Topology::Known(Arc::new(graph)))
}

impl PartnerEntry {
    fn into_world(self) -> Result<Partner, Misfit> {
        if self.name.trim().is_empty() || self.name.contains(char::is_control) {
            let what = "a partner has a name on one line, by which reports call it";
            return Err(Misfit::new("name:", what));
        }
        let validator = match self.validator {
            Some(name) if !ValidatorName::NETWORKS.contains(&name.as_str()) => {
                let near = suggestion(&name, ValidatorName::NETWORKS.into_iter());
                let what = format!("no network's routers listen to a validator {name}{near}");
                return Err(Misfit::new(name, what));
            }
            other => other.map(|name| ValidatorName::new(&name)),
        };
        Ok(Partner {
            name: self.name,
            asn: self.asn,
            allows: self.allows,
            validator,
        })
    }
}
