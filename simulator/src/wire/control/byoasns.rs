//! `/_simulator/byoasns`: AS numbers brought to AWS. It stands in for
//! ProvisionIpamByoasn and DeprovisionIpamByoasn, which need an IPAM; what is
//! done with an AS number from there on is EC2's calls.

use std::fmt::Display;
use std::str::FromStr;

use byoip_vocabulary::account::AccountId;
use byoip_vocabulary::asn::Asn;
use serde_json::{Value, json};

use super::{Call, error};
use crate::wire::http::Answer;
use crate::world::aws::byoasn::Command as OfAsn;
use crate::world::{Command, World};

#[cfg(test)]
mod tests;

#[utoipa::path(get, operation_id = "listByoasns", path = "/_simulator/byoasns",
    responses((status = 200, description = "Every AS number brought to AWS, with the ranges it is associated with")))]
pub(super) fn list(call: &Call<'_>) -> Answer {
    let world = call.simulation.read(call.wall);
    Answer::json(200, &json!({ "byoasns": views(&world) }))
}

/// Every AS number that is at AWS.
pub(super) fn views(world: &World) -> Vec<Value> {
    let asns = world.byoasns().all();
    asns.map(|(of, asn)| view(world, of, asn)).collect()
}

#[utoipa::path(put, operation_id = "bringByoasn", path = "/_simulator/byoasns/{account}/{asn}",
    params(("account" = String, Path, description = "The account"),
        ("asn" = String, Path, description = "`64500`, or `AS64500`")),
    responses((status = 200, description = "The account has brought the AS number"),
        (status = 400, description = "No account, or no AS number")))]
pub(super) fn bring(call: &Call<'_>, account: &str, asn: &str) -> Result<Answer, Answer> {
    let (account, asn) = (read("account", account)?, read("asn", asn)?);
    call.perform(&Command::Byoasn(OfAsn::Bring { account, asn }))?;
    let world = call.simulation.read(call.wall);
    Ok(Answer::json(200, &view(&world, account, asn)))
}

#[utoipa::path(delete, operation_id = "removeByoasn", path = "/_simulator/byoasns/{account}/{asn}",
    params(("account" = String, Path, description = "The account"),
        ("asn" = String, Path, description = "`64500`, or `AS64500`")),
    responses((status = 204, description = "Given back"),
        (status = 400, description = "No account, or no AS number"),
        (status = 404, description = "Not brought"),
        (status = 409, description = "A range is associated with it")))]
pub(super) fn remove(call: &Call<'_>, account: &str, asn: &str) -> Result<Answer, Answer> {
    let (account, asn) = (read("account", account)?, read("asn", asn)?);
    call.perform(&Command::Byoasn(OfAsn::Remove { account, asn }))?;
    Ok(Answer::empty(204))
}

fn read<T: FromStr<Err: Display>>(what: &str, text: &str) -> Result<T, Answer> {
    text.parse()
        .map_err(|wrong| error(400, &format!("{what} `{text}`: {wrong}")))
}

fn view(world: &World, account: AccountId, asn: Asn) -> Value {
    let own = world
        .byoasns()
        .associations()
        .filter(|(it, _)| it.range.account == account && it.asn == asn);
    let associations: Vec<Value> = own
        .map(|(it, state)| {
            json!({
                "cidr": it.range.cidr,
                "region": it.range.region,
                "state": state.as_str(),
            })
        })
        .collect();
    json!({ "account": account, "asn": asn, "associations": associations })
}
