//! What a world begins with.

use std::sync::Arc;

use byoip_vocabulary::account::AccountId;
use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::region::Region;
use byoip_vocabulary::roa::Roa;
use jiff::Timestamp;

use super::World;
use super::aws::account::{Accounts, Credential};
use super::aws::byoasn::Byoasns;
use super::draw::{Branch, Draw};
use super::internet::{Internet, Route, plan};
use super::policy::Policy;
use super::registry::{ApiKey, Autnum, Member, Network, Organization, Registries};
use super::rpki::payloads::Payload;
use super::rpki::{RoaId, Rpki};

mod estate;
mod source;

pub use estate::{InstancePlan, SubnetPlan, VpcPlan};
pub use source::Source;

/// The beginning of a world: all that is there before anything happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Genesis {
    /// The root of everything drawn.
    pub seed: u64,
    /// Where the customer is at home: the Region that tools are pointed at.
    pub region: Region,
    /// The first moment.
    pub start: Timestamp,
    /// The settings in force.
    pub policy: Policy,
    /// Access keys.
    pub credentials: Vec<(String, Credential)>,
    /// AS numbers brought to AWS, each with the account.
    pub byoasns: Vec<(AccountId, Asn)>,
    /// Organisations on record.
    pub organizations: Vec<Organization>,
    /// Networks on record.
    pub networks: Vec<Network>,
    /// AS numbers on record.
    pub autnums: Vec<Autnum>,
    /// Keys of the registries' own interfaces.
    pub api_keys: Vec<ApiKey>,
    /// ROAs that validators have.
    pub roas: Vec<Roa>,
    /// Payloads that validators have besides, without a ROA behind them. A
    /// genesis is kept for the next reset, so they are shared, not copied.
    pub vrps: Arc<[Payload]>,
    /// Routes that everybody sees.
    pub routes: Vec<Route>,
    /// The networks around.
    pub internet: plan::Plan,
    /// Virtual networks with all that is in them.
    pub vpcs: Vec<VpcPlan>,
    /// What it was read from.
    pub source: Arc<Source>,
}

impl Genesis {
    /// The same beginning of what stands at home and at Amazon, without anything
    /// around it.
    pub(super) fn estate(&self) -> Self {
        Self {
            seed: self.seed,
            region: self.region.clone(),
            start: self.start,
            policy: self.policy.clone(),
            credentials: Vec::new(),
            byoasns: Vec::new(),
            organizations: Vec::new(),
            networks: Vec::new(),
            autnums: Vec::new(),
            api_keys: Vec::new(),
            roas: Vec::new(),
            vrps: Arc::default(),
            routes: Vec::new(),
            internet: plan::Plan {
                topology: plan::Topology::Drawn { networks: 0 },
                partners: Vec::new(),
            },
            vpcs: self.vpcs.clone(),
            source: Arc::default(),
        }
    }

    /// Begins the world.
    pub fn begin(self) -> World {
        let draw = Draw::new(self.seed);
        let registries = Registries::begin_with(
            self.organizations,
            self.networks,
            self.autnums,
            self.api_keys,
        );
        let mut rpki = Rpki::begin(self.start, &self.policy);
        for roa in self.roas {
            // A ROA of a prefix that nobody here holds has no trust anchor to
            // hang on; the world file's reader has refused it before.
            if let Some(network) = registries.certified(roa.prefix()) {
                let id = draw.uuid(Branch::Roa, rpki.created()).replace('-', "");
                let member = Member {
                    registry: network.registry,
                    organization: network.organization.clone(),
                };
                rpki.begin_with(RoaId::new(&id), member, roa, self.start);
            }
        }
        rpki.begin_with_payloads(&self.vrps);
        let internet = Internet::begin(self.seed, &self.routes, self.internet, self.start);
        let mut accounts = Accounts::default();
        for (key, credential) in self.credentials {
            accounts.begin_with(key, credential);
        }
        let mut byoasns = Byoasns::default();
        for (account, asn) in self.byoasns {
            byoasns.begin_with(account, asn);
        }
        let mut world = World {
            now: self.start,
            draw,
            policy: self.policy,
            timers: super::timers::Timers::default(),
            log: super::log::Log::default(),
            faults: super::faults::Faults::default(),
            registries,
            tasks: super::registry::task::Tasks::default(),
            rpki,
            internet,
            irr: super::irr::Irr::default(),
            premises: super::premises::Premises::default(),
            accounts,
            byoasns,
            ranges: super::aws::range::Ranges::default(),
            pools: super::aws::pool::Pools::default(),
            addresses: super::aws::address::Addresses::default(),
            vpcs: super::aws::vpc::Vpcs::default(),
            subnets: super::aws::subnet::Subnets::default(),
            internet_gateways: super::aws::internet_gateway::InternetGateways::default(),
            route_tables: super::aws::route_table::RouteTables::default(),
            network_interfaces: super::aws::network_interface::NetworkInterfaces::default(),
            instances: super::aws::instance::Instances::default(),
            nat_gateways: super::aws::nat_gateway::NatGateways::default(),
            load_balancers: super::aws::load_balancer::LoadBalancers::default(),
            cases: super::aws::support_case::Cases::default(),
            entitlements: super::aws::entitlement::Entitlements::default(),
            tags: super::aws::tag::Tags::default(),
        };
        for plan in self.vpcs {
            estate::build(&mut world, self.start, plan);
        }
        world
    }
}
