//! Something somebody asks of the world, by the noun it is asked of.

use super::aws::account::Caller;
use super::aws::{account, address, load_balancer, nat_gateway, range, support_case, tag};
use super::{internet, registry, rpki};

/// A command. Reading is not one: whoever may see the world reads it directly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// An edit at a registry.
    Registry(registry::Command),
    /// A ROA created or deleted.
    Roa(rpki::Command),
    /// A route of the customer's own routers.
    Internet(internet::Command),
    /// An access key created or taken away.
    Account(account::Command),
    /// A call on ranges.
    Range(Caller, range::Command),
    /// A call on addresses.
    Address(Caller, address::Command),
    /// A call on NAT gateways.
    NatGateway(Caller, nat_gateway::Command),
    /// A call on load balancers.
    LoadBalancer(Caller, load_balancer::Command),
    /// A call on cases at support.
    SupportCase(Caller, support_case::Command),
    /// A call on tags.
    Tag(Caller, tag::Command),
}
