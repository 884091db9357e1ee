//! Something somebody asks of the world, by the noun it is asked of.

use super::aws::account::Caller;
use super::aws::{
    account, address, byoasn, instance, internet_gateway, load_balancer, nat_gateway,
    network_interface, range, route_table, subnet, support_case, tag, vpc,
};
use super::registry::{impairment, outage};
use super::rpki::{aspa, fault, validator};
use super::{faults, internet, irr, premises, registry, rpki};

/// A command. Reading is not one: whoever may see the world reads it directly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// A fault declared or lifted, or one that meets what it waits for.
    Misfortune(faults::Command),
    /// An edit at a registry.
    Registry(registry::Command),
    /// A registry that stops answering, or answers again.
    Outage(outage::Command),
    /// A registry whose answers are to be well again.
    Impairment(impairment::Recover),
    /// Something handed in at a registry, to be done a moment later.
    Task(registry::task::Command),
    /// A ROA created or deleted.
    Roa(rpki::Command),
    /// An ASPA made or deleted.
    Aspa(aspa::Command),
    /// Something that goes wrong with a published ROA.
    Fault(fault::Command),
    /// A relying party that stops, or runs again.
    Validator(validator::Command),
    /// A route of the customer's own routers, or of somebody's who misbehaves.
    Internet(internet::Command),
    /// A route object made by hand in an IRR, or taken away.
    Irr(irr::Command),
    /// Something shut down or started in the holder's data centre.
    Premises(premises::Command),
    /// An access key created or taken away.
    Account(account::Command),
    /// An AS number brought to AWS, or a call on it.
    Byoasn(byoasn::Command),
    /// A call on ranges.
    Range(Caller, range::Command),
    /// A call on addresses.
    Address(Caller, address::Command),
    /// A call on VPCs.
    Vpc(Caller, vpc::Command),
    /// A call on subnets.
    Subnet(Caller, subnet::Command),
    /// A call on internet gateways.
    InternetGateway(Caller, internet_gateway::Command),
    /// A call on route tables.
    RouteTable(Caller, route_table::Command),
    /// A call on network interfaces.
    NetworkInterface(Caller, network_interface::Command),
    /// A call on instances.
    Instance(Caller, instance::Command),
    /// A call on NAT gateways.
    NatGateway(Caller, nat_gateway::Command),
    /// A call on load balancers.
    LoadBalancer(Caller, load_balancer::Command),
    /// A call on cases at support.
    SupportCase(Caller, support_case::Command),
    /// A call on tags.
    Tag(Caller, tag::Command),
}
