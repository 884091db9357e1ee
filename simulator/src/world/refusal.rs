//! Why the world says no at once.
//!
//! Each noun of AWS's has its own refusals, in order of precedence: of two that
//! apply, the earlier is answered. No text and no code here; the wire has one
//! total match for each. What AWS says later, in a `StatusMessage`, is a
//! [`Verdict`](super::aws::review::Verdict).

use byoip_vocabulary::account::AccountId;
use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::registry::{Field, Registry};
use byoip_vocabulary::roa::Roa;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::aws::range::RangeKey;
use super::aws::{
    account, address, byoasn, instance, internet_gateway, load_balancer, nat_gateway,
    network_interface, range, route_table, subnet, support_case, tag, vpc,
};
use super::internet::Route;
use super::registry::{Member, RecordKey};
use super::rpki::{RoaId, validator};

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
    /// What was to befall a relying party.
    Validator(validator::Refusal);
    /// Something the holder did at a registry, in the RPKI, on its routers or
    /// with its AS numbers.
    Holder(HolderRefusal);
}

/// A refused step at a registry, in the RPKI, on the customer's own routers or
/// with its AS numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "refusal", rename_all = "kebab-case")]
pub enum HolderRefusal {
    /// There is no such record.
    NoSuchRecord {
        /// The record asked for.
        record: RecordKey,
    },
    /// It is another's.
    NotYours {
        /// The record, or the addresses.
        what: String,
        /// Who asked.
        member: Member,
    },
    /// The record has no such field.
    NoSuchField {
        /// The record.
        record: RecordKey,
        /// The field asked for.
        field: Field,
    },
    /// The registry does not answer.
    Down {
        /// The registry.
        registry: Registry,
        /// Until when.
        until: Timestamp,
    },
    /// An outage that would be over before it begins.
    OutageOver {
        /// When it was to end.
        until: Timestamp,
    },
    /// Nobody in this world holds the prefix.
    NotHeld {
        /// The prefix asked for.
        prefix: Prefix,
    },
    /// Whoever asks holds the prefix from another holder, in whose resource
    /// certificate it is.
    PassedOn {
        /// The prefix asked for.
        prefix: Prefix,
        /// The organisation that can make its ROAs.
        upstream: String,
    },
    /// There is a ROA that says the same.
    RoaExists {
        /// What it says.
        roa: Roa,
    },
    /// The ROA is not there.
    NoSuchRoa {
        /// The handle asked for.
        id: RoaId,
    },
    /// The route is announced already.
    RouteAnnounced {
        /// The route.
        route: Route,
    },
    /// The route is not announced.
    RouteNotAnnounced {
        /// The route.
        route: Route,
    },
    /// The AS number was not brought for the account.
    AsnNotBrought {
        /// The account.
        account: AccountId,
        /// The AS.
        asn: Asn,
    },
    /// A range is associated with the AS number.
    AsnAssociated {
        /// The AS.
        asn: Asn,
        /// The range.
        range: RangeKey,
    },
}
