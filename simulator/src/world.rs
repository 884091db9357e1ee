//! One complete, isolated world, told what time it is.
//!
//! The contract, and all there is to it:
//!
//! - [`World::decide`] reads and answers a [`Refusal`] or the facts that follow;
//! - [`World::apply`] writes one fact and cannot fail;
//! - [`World::next_due`] and [`World::wake`] are the only way for time to act;
//! - [`World::perform`] is the three in their order: wake what is due, decide,
//!   apply. Time never goes back: an earlier `now` counts as the latest seen.
//!
//! Facts in order are the log. A world that is begun alike and applies the same
//! log is the same world. Reading changes nothing.
//!
//! Deliberately absent: bytes, HTTP, XML, JSON (the wire's), sockets and the
//! wall clock (the shell's). This file only routes to the nouns below it.

use byoip_vocabulary::prefix::Prefix;
use jiff::{SignedDuration, Timestamp};

pub mod assumption;
pub mod aws;
pub mod command;
pub mod continuity;
pub mod draw;
pub mod fact;
pub mod faults;
pub mod genesis;
pub mod history;
pub mod internet;
pub mod irr;
pub mod log;
pub mod policy;
pub mod premises;
pub mod reach;
pub mod refusal;
pub mod registry;
pub mod rpki;
pub mod timers;

pub use command::Command;
pub use fact::Fact;
pub use genesis::Genesis;
pub use refusal::Refusal;

use aws::account::Accounts;
use aws::address::Addresses;
use aws::byoasn::Byoasns;
use aws::entitlement::Entitlements;
use aws::instance::Instances;
use aws::internet_gateway::InternetGateways;
use aws::load_balancer::LoadBalancers;
use aws::nat_gateway::NatGateways;
use aws::network_interface::NetworkInterfaces;
use aws::pool::Pools;
use aws::range::Ranges;
use aws::route_table::RouteTables;
use aws::subnet::Subnets;
use aws::support_case::Cases;
use aws::tag::Tags;
use aws::vpc::Vpcs;
use aws::{
    account, address, byoasn, instance, internet_gateway, load_balancer, nat_gateway,
    network_interface, range, route_table, subnet, support_case, tag, vpc,
};
use draw::Draw;
use faults::Faults;
use internet::Internet;
use irr::Irr;
use log::Log;
use policy::Policy;
use premises::Premises;
use registry::task::{self, Tasks};
use registry::{Registries, impairment, outage};
use rpki::{Rpki, aspa, fault};
use timers::{Timer, Timers};

#[cfg(test)]
mod tests;

/// A world. Every noun's state is readable; only facts change it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct World {
    now: Timestamp,
    draw: Draw,
    policy: Policy,
    timers: Timers,
    log: Log,
    faults: Faults,
    registries: Registries,
    tasks: Tasks,
    rpki: Rpki,
    internet: Internet,
    irr: Irr,
    premises: Premises,
    accounts: Accounts,
    byoasns: Byoasns,
    ranges: Ranges,
    pools: Pools,
    addresses: Addresses,
    vpcs: Vpcs,
    subnets: Subnets,
    internet_gateways: InternetGateways,
    route_tables: RouteTables,
    network_interfaces: NetworkInterfaces,
    instances: Instances,
    nat_gateways: NatGateways,
    load_balancers: LoadBalancers,
    cases: Cases,
    entitlements: Entitlements,
    tags: Tags,
}

impl World {
    /// The world that a log made, begun alike.
    pub fn replay<'a>(genesis: Genesis, log: impl IntoIterator<Item = &'a log::Entry>) -> Self {
        let mut world = genesis.begin();
        for entry in log {
            world.follow(entry);
        }
        world
    }

    /// Applies what happened in a world begun alike.
    pub(crate) fn follow(&mut self, entry: &log::Entry) {
        self.now = self.now.max(entry.at);
        self.record(entry.at, entry.fact.clone());
    }

    /// The latest moment the world has been told of.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// The generators' tree.
    pub fn draw(&self) -> Draw {
        self.draw
    }

    /// The settings in force.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Everything that has happened.
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// What is to go wrong.
    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    /// The registries' records.
    pub fn registries(&self) -> &Registries {
        &self.registries
    }

    /// What was handed in at a registry, and how it went.
    pub fn tasks(&self) -> &Tasks {
        &self.tasks
    }

    /// ROAs and what validators make of them.
    pub fn rpki(&self) -> &Rpki {
        &self.rpki
    }

    /// Routes.
    pub fn internet(&self) -> &Internet {
        &self.internet
    }

    /// Route objects made by hand.
    pub fn irr(&self) -> &Irr {
        &self.irr
    }

    /// What answers in the holder's own data centre.
    pub fn premises(&self) -> &Premises {
        &self.premises
    }

    /// How everybody reaches a prefix now.
    pub fn routing(&self, prefix: Prefix) -> internet::View<'_> {
        self.routing_at(prefix, self.now)
    }

    /// How everybody reached a prefix at a moment that has passed; now, for one
    /// that is yet to come.
    pub fn routing_at(&self, prefix: Prefix, moment: Timestamp) -> internet::View<'_> {
        let moment = moment.min(self.now);
        self.internet.view(&self.rpki, prefix, moment)
    }

    /// Access keys.
    pub fn accounts(&self) -> &Accounts {
        &self.accounts
    }

    /// AS numbers brought to AWS.
    pub fn byoasns(&self) -> &Byoasns {
        &self.byoasns
    }

    /// Ranges brought to AWS.
    pub fn ranges(&self) -> &Ranges {
        &self.ranges
    }

    /// Pools of addresses.
    pub fn pools(&self) -> &Pools {
        &self.pools
    }

    /// Elastic IP addresses.
    pub fn addresses(&self) -> &Addresses {
        &self.addresses
    }

    /// Virtual networks.
    pub fn vpcs(&self) -> &Vpcs {
        &self.vpcs
    }

    /// Their parts.
    pub fn subnets(&self) -> &Subnets {
        &self.subnets
    }

    /// Their ways to the internet.
    pub fn internet_gateways(&self) -> &InternetGateways {
        &self.internet_gateways
    }

    /// Where their packets go.
    pub fn route_tables(&self) -> &RouteTables {
        &self.route_tables
    }

    /// What has a private address.
    pub fn network_interfaces(&self) -> &NetworkInterfaces {
        &self.network_interfaces
    }

    /// What runs.
    pub fn instances(&self) -> &Instances {
        &self.instances
    }

    /// NAT gateways.
    pub fn nat_gateways(&self) -> &NatGateways {
        &self.nat_gateways
    }

    /// Load balancers.
    pub fn load_balancers(&self) -> &LoadBalancers {
        &self.load_balancers
    }

    /// Cases at support.
    pub fn cases(&self) -> &Cases {
        &self.cases
    }

    /// What was granted beyond what everybody has.
    pub fn entitlements(&self) -> &Entitlements {
        &self.entitlements
    }

    /// Tags.
    pub fn tags(&self) -> &Tags {
        &self.tags
    }

    /// Lets time act up to `now`, then does what is asked. A refusal leaves the
    /// world as time made it.
    pub fn perform(&mut self, now: Timestamp, command: &Command) -> Result<Vec<Fact>, Refusal> {
        self.wake(now);
        let facts = self.decide(self.now, command)?;
        for fact in &facts {
            self.record(self.now, fact.clone());
        }
        Ok(facts)
    }

    /// What would follow from a command, or why nothing does.
    pub fn decide(&self, now: Timestamp, command: &Command) -> Result<Vec<Fact>, Refusal> {
        Ok(match command {
            Command::Misfortune(command) => faults::decide(self, now, command)?,
            Command::Registry(command) => {
                wrap(Fact::Registry, registry::decide(self, now, command)?)
            }
            Command::Outage(command) => wrap(
                Fact::Outage,
                outage::decide(&self.registries, now, command)?,
            ),
            Command::Impairment(command) => wrap(
                Fact::Impairment,
                impairment::recover(&self.registries, command),
            ),
            Command::Task(command) => wrap(Fact::Task, task::decide(self, now, command)?),
            Command::Roa(command) => wrap(Fact::Roa, rpki::decide(self, now, command)?),
            Command::Aspa(command) => wrap(Fact::Aspa, aspa::decide(self, now, command)?),
            Command::Fault(command) => wrap(Fact::Fault, fault::decide(&self.rpki, now, command)?),
            Command::Validator(command) => {
                let validators = self.rpki.validators();
                wrap(Fact::Validator, validators.decide(now, command)?)
            }
            Command::Internet(command) => wrap(Fact::Internet, internet::decide(self, command)?),
            Command::Irr(command) => wrap(Fact::Irr, self.irr.decide(command)?),
            Command::Premises(command) => wrap(Fact::Premises, self.premises.decide(command)?),
            Command::Account(command) => wrap(Fact::Account, account::decide(self, command)?),
            Command::Byoasn(command) => wrap(Fact::Byoasn, byoasn::decide(self, now, command)?),
            Command::Range(caller, command) => range::decide(self, now, caller, command)?,
            Command::Vpc(caller, command) => vpc::decide(self, now, caller, command)?,
            Command::Subnet(caller, command) => subnet::decide(self, caller, command)?,
            Command::InternetGateway(caller, command) => {
                internet_gateway::decide(self, caller, command)?
            }
            Command::RouteTable(caller, command) => route_table::decide(self, caller, command)?,
            Command::NetworkInterface(caller, command) => {
                network_interface::decide(self, caller, command)?
            }
            Command::Instance(caller, command) => instance::decide(self, now, caller, command)?,
            Command::Address(caller, command) => address::decide(self, now, caller, command)?,
            Command::NatGateway(caller, command) => {
                nat_gateway::decide(self, now, caller, command)?
            }
            Command::LoadBalancer(caller, command) => {
                load_balancer::decide(self, now, caller, command)?
            }
            Command::SupportCase(caller, command) => {
                let facts = support_case::decide(self, now, caller, command)?;
                wrap(Fact::SupportCase, facts)
            }
            Command::Tag(caller, command) => wrap(Fact::Tag, tag::decide(self, caller, command)?),
        })
    }

    /// When something next happens by itself.
    pub fn next_due(&self) -> Option<Timestamp> {
        self.timers.next_due()
    }

    /// Lets everything happen that is due by `now`, each thing at its own
    /// moment and in order, what it sets off included.
    pub fn wake(&mut self, now: Timestamp) {
        while let Some((at, timer)) = self.timers.due_by(now) {
            let (at, timer) = (at.max(self.now), timer.clone());
            self.now = at;
            for fact in self.ring(at, &timer) {
                self.record(at, fact);
            }
            // A fact that the timer brought has cleared or moved it; one whose
            // thing is no longer there is cleared here, or it would ring on.
            if self
                .timers
                .due_by(at)
                .is_some_and(|(_, next)| *next == timer)
            {
                self.timers.clear(&timer);
            }
        }
        self.now = self.now.max(now);
    }

    /// Writes one fact.
    pub fn apply(&mut self, now: Timestamp, fact: &Fact) {
        let timers = &mut self.timers;
        match fact {
            Fact::Misfortune(fact) => self.faults.apply(fact, timers),
            Fact::Registry(fact) => self.registries.apply(now, fact, timers),
            Fact::Outage(fact) => self.registries.apply_outage(fact, timers),
            Fact::Impairment(fact) => self.registries.apply_impairment(fact, timers),
            Fact::Task(fact) => self.tasks.apply(now, fact, timers),
            Fact::Roa(fact) => self.rpki.apply(now, fact, timers),
            Fact::Aspa(fact) => self.rpki.apply_aspa(now, fact, timers),
            Fact::Fault(fact) => self.rpki.apply_fault(now, fact, timers),
            Fact::Validator(fact) => {
                self.rpki.apply_validator(now, fact, timers);
                self.internet.judge(now, fact, &self.rpki, timers);
            }
            Fact::Internet(fact) => self.internet.apply(now, fact, &self.rpki, timers),
            Fact::Irr(fact) => self.irr.apply(now, fact),
            Fact::Premises(fact) => self.premises.apply(fact),
            Fact::Account(fact) => self.accounts.apply(fact),
            Fact::Byoasn(fact) => self.byoasns.apply(fact, timers),
            Fact::Range(fact) => self.ranges.apply(now, fact, timers),
            Fact::Pool(fact) => self.pools.apply(fact),
            Fact::Vpc(fact) => self.vpcs.apply(fact, &mut self.pools, timers),
            Fact::Subnet(fact) => self.subnets.apply(fact),
            Fact::InternetGateway(fact) => self.internet_gateways.apply(fact),
            Fact::RouteTable(fact) => self.route_tables.apply(fact),
            Fact::NetworkInterface(fact) => self.network_interfaces.apply(fact),
            Fact::Instance(fact) => self.instances.apply(now, fact, timers),
            Fact::Address(fact) => self.addresses.apply(fact, &mut self.pools, timers),
            Fact::NatGateway(fact) => self.nat_gateways.apply(now, fact, timers),
            Fact::LoadBalancer(fact) => self.load_balancers.apply(now, fact, timers),
            Fact::SupportCase(fact) => self.cases.apply(now, fact, timers),
            Fact::Entitlement(fact) => self.entitlements.apply(fact),
            Fact::Tag(fact) => self.tags.apply(fact),
        }
        if let Some(id) = fact.gone() {
            self.tags.forget(id);
        }
    }

    fn record(&mut self, at: Timestamp, fact: Fact) {
        self.apply(at, &fact);
        self.log.append(at, fact);
    }

    /// What a timer brings.
    fn ring(&self, at: Timestamp, timer: &Timer) -> Vec<Fact> {
        match timer {
            Timer::StrikeFault(id) => faults::wake(self, at, *id),
            Timer::RecoverRegistry(registry) => {
                let registry = *registry;
                vec![Fact::Outage(outage::Fact::Recovered { registry })]
            }
            Timer::EndImpairment(registry, kind) => {
                let (registry, kind) = (*registry, *kind);
                vec![Fact::Impairment(impairment::Fact::Ended { registry, kind })]
            }
            Timer::PublishRecord(record) => self
                .registries
                .wake(record)
                .map(Fact::Registry)
                .into_iter()
                .collect(),
            Timer::EndTask(id) => task::wake(self, at, id),
            Timer::PublishRoa(_) | Timer::RemoveRoa(_) | Timer::ExpireRoa(_) => {
                let fact = self.rpki.wake(timer);
                fact.map(Fact::Roa).into_iter().collect()
            }
            Timer::SettleAspa(customer) => {
                let fact = self.rpki.aspas().wake(*customer);
                fact.map(Fact::Aspa).into_iter().collect()
            }
            Timer::RunOutPoint(member) => {
                let fact = self.rpki.wake_point(member);
                fact.map(Fact::Fault).into_iter().collect()
            }
            Timer::RunValidator(_) | Timer::RecoverValidator(_) => {
                let fact = self.rpki.wake_validator(timer);
                fact.map(Fact::Validator).into_iter().collect()
            }
            Timer::SettleRoute(prefix) => {
                let fact = self.internet.wake(&self.rpki, *prefix, at);
                fact.map(Fact::Internet).into_iter().collect()
            }
            Timer::EndReview(key) => range::end_review(self, at, key),
            Timer::SettleRange(key) => range::settle(self, key),
            Timer::EndDeprovision(key) => range::end_deprovision(self, at, key),
            Timer::ForgetRange(key) => range::forget(self, key),
            Timer::SettleNatGateway(id) => nat_gateway::wake(self, at, id),
            Timer::SettleInstance(id) => instance::wake(self, at, id),
            Timer::SettleVpcBlock(id) => {
                let fact = vpc::wake(self, at, id);
                fact.map(Fact::Vpc).into_iter().collect()
            }
            Timer::SettlePointer(id) => address::wake(self, id)
                .map(Fact::Address)
                .into_iter()
                .collect(),
            Timer::SettleLoadBalancer(arn) => load_balancer::wake(self, arn),
            Timer::AnswerSupportCase(case) => support_case::wake(self, case),
            Timer::SettleAsn(association) => {
                let fact = self.byoasns.wake(association);
                fact.map(Fact::Byoasn).into_iter().collect()
            }
        }
    }
}

fn wrap<F>(noun: impl Fn(F) -> Fact, facts: Vec<F>) -> Vec<Fact> {
    facts.into_iter().map(noun).collect()
}

/// A moment after another; at the end of time, the end of time.
pub(crate) fn later(now: Timestamp, duration: SignedDuration) -> Timestamp {
    now.checked_add(duration).unwrap_or(Timestamp::MAX)
}
