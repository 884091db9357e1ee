//! What the world refuses, in the control API's words.

use crate::world::Refusal;
use crate::world::aws::account;
use crate::world::refusal::HolderRefusal;
use crate::world::rpki::validator;

/// Status and text of a refusal.
pub(super) fn answer(refusal: &Refusal) -> (u16, String) {
    match refusal {
        Refusal::Holder(refusal) => of_holder(refusal),
        Refusal::Validator(validator::Refusal::NoSuchValidator { validator, known }) => (
            404,
            format!("there is no validator {validator}; there are {known}"),
        ),
        Refusal::Validator(validator::Refusal::ValidatorOutageOver { until }) => {
            (400, format!("{until} is over; name a moment to come"))
        }
        Refusal::Account(account::Refusal::NoSuchAccessKey { access_key }) => (
            404,
            format!("there is no access key {access_key}; see GET /_simulator/access-keys"),
        ),
        // Nothing here asks for anything at AWS.
        Refusal::Range(_)
        | Refusal::Byoasn(_)
        | Refusal::Address(_)
        | Refusal::Vpc(_)
        | Refusal::Subnet(_)
        | Refusal::InternetGateway(_)
        | Refusal::RouteTable(_)
        | Refusal::NetworkInterface(_)
        | Refusal::Instance(_)
        | Refusal::NatGateway(_)
        | Refusal::LoadBalancer(_)
        | Refusal::SupportCase(_)
        | Refusal::Tag(_) => (500, "refused by AWS".to_owned()),
    }
}

/// What a holder may not do at a registry, in the RPKI or on its routers.
fn of_holder(refusal: &HolderRefusal) -> (u16, String) {
    match refusal {
        HolderRefusal::NoSuchRecord { record } => (404, format!("there is no {record}")),
        HolderRefusal::NoSuchField { record, field } => (404, format!("{record} has no {field}")),
        HolderRefusal::NotYours { what, member } => (
            403,
            format!(
                "{what} is not {}'s at {}",
                member.organization, member.registry
            ),
        ),
        HolderRefusal::PassedOn { prefix, upstream } => (
            403,
            format!("{prefix} is in {upstream}'s resource certificate; ask them for the ROA"),
        ),
        HolderRefusal::Down { registry, until } => {
            (503, format!("{registry} does not answer until {until}"))
        }
        HolderRefusal::OutageOver { until } => (
            400,
            format!("an outage until {until} would be over already; name a later moment"),
        ),
        HolderRefusal::NotHeld { prefix } => (404, format!("nobody in this world holds {prefix}")),
        HolderRefusal::RoaExists { roa } => (409, format!("there is a ROA {roa} already")),
        HolderRefusal::NoSuchRoa { id } => (
            404,
            format!("there is no ROA {id}; see GET /_simulator/roas"),
        ),
        HolderRefusal::RouteAnnounced { route } => (409, format!("{route} is announced already")),
        HolderRefusal::RouteNotAnnounced { route } => (
            404,
            format!("{route} is not announced; see GET /_simulator/announcements"),
        ),
        HolderRefusal::AsnNotBrought { account, asn } => (
            404,
            format!("{asn} is not brought for {account}; see GET /_simulator/byoasns"),
        ),
        HolderRefusal::AsnAssociated { asn, range } => (
            409,
            format!(
                "{asn} is associated with {} in {}; disassociate it first",
                range.cidr, range.region
            ),
        ),
    }
}
