//! What the world refuses, in the control API's words.

use crate::world::aws::account;
use crate::world::aws::byoasn::RemovalRefusal;
use crate::world::faults;
use crate::world::irr;
use crate::world::premises;
use crate::world::refusal::HolderRefusal;
use crate::world::registry::outage::{self, Down};
use crate::world::registry::{self, Member};
use crate::world::rpki::{self, aspa, fault, validator};
use crate::world::{Refusal, internet};

/// Status and text of a refusal.
pub(super) fn answer(refusal: &Refusal) -> (u16, String) {
    match refusal {
        Refusal::Holder(refusal) => of_holder(refusal),
        Refusal::Outage(refusal) => of_outage(refusal),
        Refusal::Route(refusal) => of_route(refusal),
        Refusal::Premises(refusal) => of_premises(refusal),
        Refusal::Irr(irr::Refusal::RouteObjectExists { route }) => {
            (409, format!("there is a route object of {route} already"))
        }
        Refusal::Irr(irr::Refusal::NoSuchRouteObject { route }) => (
            404,
            format!("there is no route object of {route}; see GET /_simulator/irr"),
        ),
        Refusal::ByoasnRemoval(refusal) => of_removal(refusal),
        Refusal::Aspa(refusal) => of_aspa(refusal),
        Refusal::Fault(refusal) => of_fault(refusal),
        Refusal::Validator(validator::Refusal::NoSuchValidator { validator, known }) => (
            404,
            format!("there is no validator {validator}; there are {known}"),
        ),
        Refusal::Validator(validator::Refusal::ValidatorOutageOver { until }) => {
            (400, format!("{until} is over; name a moment to come"))
        }
        Refusal::Misfortune(faults::Refusal::NoSuchFault { fault }) => (
            404,
            format!("there is no {fault}; see GET /_simulator/faults"),
        ),
        Refusal::Misfortune(faults::Refusal::Over { at }) => {
            (400, format!("{at} is over; name a moment to come"))
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

/// What a holder may not do at a registry.
fn of_holder(refusal: &HolderRefusal) -> (u16, String) {
    match refusal {
        HolderRefusal::Record(refusal) => of_record(refusal),
        HolderRefusal::Roa(refusal) => of_roa(refusal),
        HolderRefusal::Down(Down { registry, until }) => {
            (503, format!("{registry} does not answer until {until}"))
        }
    }
}

fn of_record(refusal: &registry::Refusal) -> (u16, String) {
    match refusal {
        registry::Refusal::NoSuchRecord { record } => (404, format!("there is no {record}")),
        registry::Refusal::NoSuchField { record, field } => {
            (404, format!("{record} has no {field}"))
        }
        registry::Refusal::NotYours { record, member } => not_yours(&record.handle, member),
    }
}

fn of_roa(refusal: &rpki::Refusal) -> (u16, String) {
    match refusal {
        rpki::Refusal::NotYours { what, member } => not_yours(what, member),
        rpki::Refusal::PassedOn { prefix, upstream } => (
            403,
            format!("{prefix} is in {upstream}'s resource certificate; ask them for the ROA"),
        ),
        rpki::Refusal::NotHeld { prefix } => (404, format!("nobody in this world holds {prefix}")),
        rpki::Refusal::RoaExists { roa } => (409, format!("there is a ROA {roa} already")),
        rpki::Refusal::RoaOverlaps { roa, other } => {
            (409, format!("the ROA {roa} overlaps with {other}"))
        }
        rpki::Refusal::NoSuchRoa { id } => (
            404,
            format!("there is no ROA {id}; see GET /_simulator/roas"),
        ),
    }
}

fn of_aspa(refusal: &aspa::Refusal) -> (u16, String) {
    match refusal {
        aspa::Refusal::NoProviders { customer } => (
            400,
            format!("the ASPA of {customer} names no provider; AS0 alone says that it has none"),
        ),
        aspa::Refusal::TooManyProviders { customer } => {
            let most = aspa::PROVIDERS_MAX;
            (
                400,
                format!("the ASPA of {customer} names more than {most} providers"),
            )
        }
        aspa::Refusal::OwnProvider { customer } => (
            400,
            format!("{customer} is among its own providers; leave it out"),
        ),
        aspa::Refusal::ZeroAmongProviders { customer } => (
            400,
            format!(
                "AS0 stands beside other providers of {customer}; name it alone or leave it out"
            ),
        ),
        aspa::Refusal::NotHeld { customer } => {
            (404, format!("nobody in this world holds {customer}"))
        }
        aspa::Refusal::AspaExists { customer } => (
            409,
            format!("there is an ASPA of {customer} already; replace it with PUT"),
        ),
        aspa::Refusal::NoSuchAspa { customer } => (
            404,
            format!("there is no ASPA of {customer}; see GET /_simulator/aspas"),
        ),
    }
}

fn of_fault(refusal: &fault::Refusal) -> (u16, String) {
    match refusal {
        fault::Refusal::NoSuchRoa { id } => (
            404,
            format!("there is no ROA {id}; see GET /_simulator/roas"),
        ),
        fault::Refusal::NothingToMend { id } => {
            (404, format!("nothing is wrong with the ROA {id}"))
        }
        fault::Refusal::NotPublished { id, published_at } => (
            409,
            format!("the ROA {id} is not published before {published_at}; wait until then"),
        ),
        fault::Refusal::SpoiledAlready { id, fault } => (
            409,
            format!("the ROA {id} {fault} already; mend it with DELETE first"),
        ),
    }
}

fn not_yours(what: &str, member: &Member) -> (u16, String) {
    let Member {
        registry,
        organization,
    } = member;
    (403, format!("{what} is not {organization}'s at {registry}"))
}

fn of_outage(outage::Over { until }: &outage::Over) -> (u16, String) {
    let text = format!("an outage until {until} would be over already; name a later moment");
    (400, text)
}

fn of_route(refusal: &internet::Refusal) -> (u16, String) {
    match refusal {
        internet::Refusal::RouteAnnounced { route } => {
            (409, format!("{route} is announced already"))
        }
        internet::Refusal::RouteNotAnnounced { route } => (
            404,
            format!("{route} is not announced; see GET /_simulator/announcements"),
        ),
        internet::Refusal::NotAnImpostor { route, by } => (
            409,
            format!(
                "{by} has {} at home; an impostor is another network",
                route.prefix
            ),
        ),
        internet::Refusal::ReservedAsn { asn } => {
            (400, format!("{asn} is reserved: no network can have it"))
        }
        internet::Refusal::NoSuchNetwork { asn } => {
            (404, format!("there is no {asn} on this internet"))
        }
        internet::Refusal::NothingToLeak { prefix, by } => (
            409,
            format!("{by} has no route for {prefix} from anybody else to leak"),
        ),
        internet::Refusal::LeaksAlready { prefix, by } => {
            (409, format!("{by} leaks {prefix} already"))
        }
        internet::Refusal::LeaksNot { prefix, by } => (
            404,
            format!("{by} does not leak {prefix}; see GET /_simulator/leaks"),
        ),
    }
}

fn of_premises(refusal: &premises::Refusal) -> (u16, String) {
    match refusal {
        premises::Refusal::Stopped { prefix, by } => {
            (409, format!("{prefix} is stopped already, with {by}"))
        }
        premises::Refusal::NotStopped { prefix } => (
            404,
            format!("{prefix} is not stopped; see GET /_simulator/premises"),
        ),
    }
}

fn of_removal(refusal: &RemovalRefusal) -> (u16, String) {
    match refusal {
        RemovalRefusal::NotBrought { account, asn } => (
            404,
            format!("{asn} is not brought for {account}; see GET /_simulator/byoasns"),
        ),
        RemovalRefusal::Associated { asn, range } => (
            409,
            format!(
                "{asn} is associated with {} in {}; disassociate it first",
                range.cidr, range.region
            ),
        ),
    }
}
