//! `ips/{address}/{length}`: a network's contacts. Its record has no free text,
//! so there is no place for a certificate: who holds space here proves it to AWS
//! by a DNS record.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::registry::Registry;
use serde_json::{Value, json};

use super::refusals::Refusal;
use super::{json_body, not_yours};
use crate::wire::http::Answer;
use crate::wire::owner::Call;
use crate::wire::rpsl;
use crate::world::World;
use crate::world::registry::{Member, Network};

/// The member's own network of a prefix.
fn network<'a>(
    world: &'a World,
    member: &Member,
    address: &str,
    length: &str,
) -> Result<&'a Network, Refusal> {
    let prefix: Option<Prefix> = format!("{address}/{length}").parse().ok();
    let prefix = prefix.ok_or_else(|| Refusal::NoPrefix {
        text: format!("{address}/{length}"),
    })?;
    let network = world.registries().network_of(Registry::Lacnic, prefix);
    let network = network.ok_or_else(|| Refusal::NotFound {
        what: prefix.to_string(),
    })?;
    if network.organization == member.organization {
        Ok(network)
    } else {
        Err(not_yours(&prefix.to_string()))
    }
}

/// A network as it is shown: it has contacts and origins, and no comments.
fn view(world: &World, network: &Network) -> Value {
    let holder = world.registries().holder(network);
    let technical = rpsl::desks(holder).next().map(|it| &it.handle);
    let abuse = rpsl::abuse_contacts(holder).next().map(|it| &it.handle);
    let origins: Vec<String> = network.origins.iter().map(Asn::to_string).collect();
    json!({ "abuseContact": abuse, "asn": origins, "techContact": technical })
}

/// `GET ips/{address}/{length}`.
pub(super) fn show(
    call: &Call<'_>,
    member: &Member,
    address: &str,
    length: &str,
) -> Result<Answer, Refusal> {
    let world = call.world();
    let network = network(&world, member, address, length)?;
    Ok(Answer::json(200, &view(&world, network)))
}

/// `PUT ips/{address}/{length}`: there is nothing that this world could change.
pub(super) fn replace(
    call: &Call<'_>,
    member: &Member,
    address: &str,
    length: &str,
) -> Result<Answer, Refusal> {
    let sent = json_body(call)?;
    let names = ["abuseContact", "asn", "techContact"];
    sent.check_names(&names)?;
    let world = call.world();
    let network = network(&world, member, address, length)?;
    let view = view(&world, network);
    let changed = |(name, value): &(&String, &Value)| view.get(name) != Some(value);
    if let Some((name, _)) = sent.members().iter().find(changed) {
        let name = name.clone();
        return Err(Refusal::NotSimulated { name });
    }
    Ok(Answer::json(200, &view))
}
