//! Why the world says no at once.
//!
//! Each noun of AWS's has its own refusals, in order of precedence: of two that
//! apply, the earlier is answered. No text and no code here; the wire has one
//! total match for each. What AWS says later, in a `StatusMessage`, is a
//! [`Verdict`](super::aws::review::Verdict).

use serde::{Deserialize, Serialize};

use super::aws::{
    account, address, byoasn, instance, internet_gateway, load_balancer, nat_gateway,
    network_interface, range, route_table, subnet, support_case, tag, vpc,
};
use super::faults;
use super::internet;
use super::irr;
use super::premises;
use super::registry::{self, outage};
use super::rpki::{self, aspa, fault, validator};

/// Makes the enum and the conversions from each noun's own.
macro_rules! refusals {
    ($($(#[$doc:meta])* $noun:ident($kind:ty);)*) => {
        /// A refused command. Nothing in the world has changed.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Refusal {
            $($(#[$doc])* $noun($kind),)*
        }

        $(impl From<$kind> for Refusal {
            fn from(refusal: $kind) -> Self {
                Self::$noun(refusal)
            }
        })*
    };
}

refusals! {
    /// A fault declared or lifted.
    Misfortune(faults::Refusal);
    /// A call on ranges.
    Range(range::Refusal);
    /// A call on AS numbers.
    Byoasn(byoasn::Refusal);
    /// A call on addresses.
    Address(address::Refusal);
    /// A call on VPCs.
    Vpc(vpc::Refusal);
    /// A call on subnets.
    Subnet(subnet::Refusal);
    /// A call on internet gateways.
    InternetGateway(internet_gateway::Refusal);
    /// A call on route tables.
    RouteTable(route_table::Refusal);
    /// A call on network interfaces.
    NetworkInterface(network_interface::Refusal);
    /// A call on instances.
    Instance(instance::Refusal);
    /// A call on NAT gateways.
    NatGateway(nat_gateway::Refusal);
    /// A call on load balancers.
    LoadBalancer(load_balancer::Refusal);
    /// A call on cases at support.
    SupportCase(support_case::Refusal);
    /// A call on tags.
    Tag(tag::Refusal);
    /// A change of the access keys.
    Account(account::Refusal);
    /// An ASPA made or deleted.
    Aspa(aspa::Refusal);
    /// What was to go wrong with a published ROA.
    Fault(fault::Refusal);
    /// What was to befall a relying party.
    Validator(validator::Refusal);
    /// Something the holder did at a registry.
    Holder(HolderRefusal);
    /// An outage of a registry.
    Outage(outage::Over);
    /// An announcement.
    Route(internet::Refusal);
    /// Something shut down or started in the holder's data centre.
    Premises(premises::Refusal);
    /// A route object made by hand, or taken away.
    Irr(irr::Refusal);
    /// The removal of an AS number that was brought.
    ByoasnRemoval(byoasn::RemovalRefusal);
}

/// Makes the sum of what an owner's interface can be refused, and the
/// conversions into it and on into the world's.
macro_rules! holders {
    ($($(#[$doc:meta])* $noun:ident($kind:ty);)*) => {
        /// A refused step of a holder at its registry, whichever noun it is about.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(untagged)]
        pub enum HolderRefusal {
            $($(#[$doc])* $noun($kind),)*
        }

        $(impl From<$kind> for HolderRefusal {
            fn from(refusal: $kind) -> Self {
                Self::$noun(refusal)
            }
        }

        impl From<$kind> for Refusal {
            fn from(refusal: $kind) -> Self {
                Self::Holder(refusal.into())
            }
        })*
    };
}

holders! {
    /// An edit of a record.
    Record(registry::Refusal);
    /// A creation or deletion of ROAs.
    Roa(rpki::Refusal);
    /// Whatever is asked of a registry that does not answer.
    Down(outage::Down);
}
