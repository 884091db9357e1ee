//! What is due when.
//!
//! A timer belongs to one thing of the world and has one due time; setting it
//! again moves it. Only applied facts set and clear timers, so that a replayed
//! log ends with the same ones.

use std::collections::{BTreeMap, BTreeSet};

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::registry::Registry;
use jiff::Timestamp;

use super::aws::address::AllocationId;
use super::aws::byoasn::Association;
use super::aws::ids::{InstanceId, NatGatewayId, VpcCidrAssociationId};
use super::aws::load_balancer::LoadBalancerArn;
use super::aws::range::RangeKey;
use super::aws::support_case::CaseId;
use super::faults::FaultId;
use super::registry::impairment;
use super::registry::task::TaskId;
use super::registry::{Member, RecordKey};
use super::rpki::RoaId;
use super::rpki::validator::ValidatorName;

/// Everything that happens by itself. The order of the variants is the order in
/// which things due at the same instant happen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Timer {
    /// A declared fault strikes, before anything else of its moment.
    StrikeFault(FaultId),
    /// A registry answers again.
    RecoverRegistry(Registry),
    /// What ails a registry ends.
    EndImpairment(Registry, impairment::Kind),
    /// A task at a registry ends.
    EndTask(TaskId),
    /// An edited registry record becomes visible to RDAP and whois.
    PublishRecord(RecordKey),
    /// A created ROA is at its registry's publication point.
    PublishRoa(RoaId),
    /// A deleted ROA leaves its registry's publication point.
    RemoveRoa(RoaId),
    /// A ROA ends.
    ExpireRoa(RoaId),
    /// An ASPA comes to its registry's publication point, or leaves it.
    SettleAspa(Asn),
    /// What validators have of a holder has run out, where they can take nothing
    /// new.
    RunOutPoint(Member),
    /// A validator that was down runs again.
    RecoverValidator(ValidatorName),
    /// A validator runs and finds something new.
    RunValidator(ValidatorName),
    /// Nobody changes their mind about a prefix's route any more.
    SettleRoute(Prefix),
    /// AWS's review of a range ends.
    EndReview(RangeKey),
    /// A range's slow announcement or withdrawal happens.
    SettleRange(RangeKey),
    /// A range's deprovisioning ends.
    EndDeprovision(RangeKey),
    /// A range that has ended is no longer listed.
    ForgetRange(RangeKey),
    /// An address's reverse record changes.
    SettlePointer(AllocationId),
    /// A NAT gateway is ready, or gone.
    SettleNatGateway(NatGatewayId),
    /// An instance is up, or gone.
    SettleInstance(InstanceId),
    /// A VPC's IPv6 block is there, or gone.
    SettleVpcBlock(VpcCidrAssociationId),
    /// A load balancer is ready, or lets go of its addresses.
    SettleLoadBalancer(LoadBalancerArn),
    /// Support answers a case.
    AnswerSupportCase(CaseId),
    /// An AS number is associated with a range, or no longer.
    SettleAsn(Association),
}

/// The timers, by what they belong to and by when they are due.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timers {
    due: BTreeMap<Timer, Timestamp>,
    order: BTreeSet<(Timestamp, Timer)>,
}

impl Timers {
    /// When the earliest is due.
    pub fn next_due(&self) -> Option<Timestamp> {
        self.order.first().map(|(at, _)| *at)
    }

    /// The earliest, if it is due by `now`.
    pub fn due_by(&self, now: Timestamp) -> Option<(Timestamp, &Timer)> {
        let (at, timer) = self.order.first()?;
        (*at <= now).then_some((*at, timer))
    }

    /// When one is due, if it is set.
    pub(super) fn due_at(&self, timer: &Timer) -> Option<Timestamp> {
        self.due.get(timer).copied()
    }

    /// Sets a timer, or moves it.
    pub(super) fn set(&mut self, timer: Timer, at: Timestamp) {
        self.clear(&timer);
        self.due.insert(timer.clone(), at);
        self.order.insert((at, timer));
    }

    /// Clears a timer; one that is not set stays so.
    pub(super) fn clear(&mut self, timer: &Timer) {
        if let Some(at) = self.due.remove(timer) {
            self.order.remove(&(at, timer.clone()));
        }
    }
}
