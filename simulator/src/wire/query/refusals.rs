//! What is refused, in AWS's codes and words.
//!
//! A table for each noun of the world, and for what goes wrong before a world is
//! asked: the form, the signature, the request. From one row come the error that is answered, in one
//! total match, and the line of the fidelity ledger that tells where code and
//! text are from, so that the ledger cannot differ from the behaviour. A code
//! that nobody has published is the policy's.

use byoip_vocabulary::error_code::ErrorCode;

use super::error::ServiceError;
use crate::world::Refusal;
use crate::world::policy::{Grade, Policy};

mod address;
mod byoasn;
pub(in crate::wire) mod ec2_signature;
pub(in crate::wire) mod form;
mod instance;
mod internet_gateway;
pub(in crate::wire) mod json_breakdown;
pub(in crate::wire) mod json_signature;
mod load_balancer;
mod nat_gateway;
mod network_interface;
pub(in crate::wire) mod query_breakdown;
pub(in crate::wire) mod query_signature;
mod range;
pub(in crate::wire) mod request;
mod route_table;
mod subnet;
mod support_case;
mod tag;
mod vpc;

/// A refusal as the ledger tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    /// Whose it is.
    pub(crate) noun: &'static str,
    /// What it is.
    pub(crate) name: &'static str,
    /// The code in force.
    pub(crate) code: ErrorCode,
    /// The key of a policy file that sets the code: a row's, or the refusal's own
    /// name; none for what is refused before a world is asked.
    pub(crate) policy: Option<&'static str>,
    /// How well code and text are known, where no policy row says it.
    pub(crate) known: Option<(Grade, &'static str)>,
    /// The text, with the names of what stands in it.
    pub(crate) text: &'static str,
}

/// Makes a noun's match and its part of the ledger from one table. A row is the
/// variant with its members, texts made of them where needed, the code in
/// brackets (with grade and source, or `policy` and the key of its row), and
/// the message.
macro_rules! refusals {
    ($noun:literal, $kind:path, $policy:ident; $(
        $variant:ident $({ $($member:ident $(: $as:pat)?),* })? $(($inner:pat))?
        $(, $local:ident = $make:expr)*
        => [$($code:tt)*] $text:literal;
    )*) => {
        use $kind as Noun;

        /// The error of a refusal.
        pub(in crate::wire) fn refused(refusal: &Noun, $policy: &Policy) -> ServiceError {
            match refusal {
                $(Noun::$variant $({ $($member $(: $as)?),* })? $(($inner))? => {
                    $(let $local = $make;)*
                    ServiceError::new(
                        $crate::wire::query::refusals::code!(
                            $policy, concat!($noun, ".", stringify!($variant)), $($code)*
                        ),
                        format!($text),
                    )
                })*
            }
        }

        /// The table, as the ledger tells it.
        pub(super) fn told($policy: &Policy) -> Vec<Told> {
            vec![$(Told {
                noun: $noun,
                name: stringify!($variant),
                code: $crate::wire::query::refusals::code!(
                            $policy, concat!($noun, ".", stringify!($variant)), $($code)*
                        ),
                policy: Some($crate::wire::query::refusals::key!(
                    concat!($noun, ".", stringify!($variant)), $($code)*
                )),
                known: $crate::wire::query::refusals::known!($($code)*),
                text: $text,
            },)*]
        }
    };
}

macro_rules! code {
    ($policy:ident, $name:expr, policy $key:ident) => {
        $policy.$key
    };
    ($policy:ident, $name:expr, $code:ident, $grade:ident, $source:literal) => {
        $policy.code($name, ErrorCode::$code)
    };
}

macro_rules! key {
    ($name:expr, policy $key:ident) => {
        stringify!($key)
    };
    ($name:expr, $code:ident, $grade:ident, $source:literal) => {
        $name
    };
}

macro_rules! known {
    (policy $key:ident) => {
        None
    };
    ($code:ident, $grade:ident, $source:literal) => {
        Some((Grade::$grade, $source))
    };
}

use {code, key, known, refusals};

/// The error of a refusal.
pub(in crate::wire) fn refused(refusal: &Refusal, policy: &Policy) -> ServiceError {
    match refusal {
        Refusal::Range(refusal) => range::refused(refusal, policy),
        Refusal::Byoasn(refusal) => byoasn::refused(refusal, policy),
        Refusal::Address(refusal) => address::refused(refusal, policy),
        Refusal::Vpc(refusal) => vpc::refused(refusal, policy),
        Refusal::Subnet(refusal) => subnet::refused(refusal, policy),
        Refusal::InternetGateway(refusal) => internet_gateway::refused(refusal, policy),
        Refusal::RouteTable(refusal) => route_table::refused(refusal, policy),
        Refusal::NetworkInterface(refusal) => network_interface::refused(refusal, policy),
        Refusal::Instance(refusal) => instance::refused(refusal, policy),
        Refusal::NatGateway(refusal) => nat_gateway::refused(refusal, policy),
        Refusal::LoadBalancer(refusal) => load_balancer::refused(refusal, policy),
        Refusal::SupportCase(refusal) => support_case::refused(refusal, policy),
        Refusal::Tag(refusal) => tag::refused(refusal, policy),
        // No AWS action asks for any of these.
        Refusal::Account(_)
        | Refusal::Holder(_)
        | Refusal::Outage(_)
        | Refusal::Route(_)
        | Refusal::Premises(_)
        | Refusal::Aspa(_)
        | Refusal::Fault(_)
        | Refusal::Irr(_)
        | Refusal::Misfortune(_)
        | Refusal::ByoasnRemoval(_)
        | Refusal::Validator(_) => {
            ServiceError::new(ErrorCode::InternalError, "An internal error has occurred")
        }
    }
}

/// Every table, as the ledger tells it.
pub(crate) fn told(policy: &Policy) -> Vec<Told> {
    let nouns = [
        range::told(policy),
        byoasn::told(policy),
        address::told(policy),
        vpc::told(policy),
        subnet::told(policy),
        internet_gateway::told(policy),
        route_table::told(policy),
        network_interface::told(policy),
        instance::told(policy),
        nat_gateway::told(policy),
        load_balancer::told(policy),
        support_case::told(policy),
        tag::told(policy),
        ec2_signature::told(policy),
    ];
    // What no world is asked about knows no policy.
    let early = [
        request::told(policy),
        form::told(policy),
        query_signature::told(policy),
        json_signature::told(policy),
        query_breakdown::told(policy),
        json_breakdown::told(policy),
    ];
    let early = early.into_iter().flatten().map(|told| Told {
        policy: None,
        ..told
    });
    nouns.into_iter().flatten().chain(early).collect()
}
