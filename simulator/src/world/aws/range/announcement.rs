//! Announcing a range and withdrawing it: from which AS, and when.
//!
//! Sources: EC2 API Reference, AdvertiseByoipCidr, WithdrawByoipCidr; VPC IPAM
//! User Guide, "Bring your ASN to IPAM". A range is announced from Amazon's AS,
//! or from one of the holder's own that is associated with it; on a range that
//! is advertised another AS takes over in place.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::border_group::BorderGroup;
use byoip_vocabulary::validity::{RouteState, RouteValidity};
use jiff::Timestamp;

use super::decide::Found;
use super::{Fact, Lifecycle, Origin, RangeCall, RangeKey, Refusal};
use crate::world::aws::byoasn::{Association, AssociationState};
use crate::world::draw::Branch;
use crate::world::internet::{self, Route, Source};
use crate::world::rpki::validator::ValidatorName;
use crate::world::{Fact as WorldFact, World, later};

/// A range in a Local Zone is advertised by naming the zone's group again.
pub(super) fn check_group(found: &Found<'_>, asked: Option<&BorderGroup>) -> Result<(), Refusal> {
    let group = &found.range.border_group;
    let same = match asked {
        Some(asked) => asked == group,
        None => group.is_of_region(&found.key.region),
    };
    if same {
        Ok(())
    } else {
        Err(Refusal::OtherGroup {
            prefix: found.key.cidr,
            group: group.clone(),
        })
    }
}

/// Decides AdvertiseByoipCidr.
pub(super) fn advertise(
    world: &World,
    now: Timestamp,
    found: Found<'_>,
    asked: Option<Origin>,
) -> Result<Vec<WorldFact>, Refusal> {
    const CALL: RangeCall = RangeCall::Advertise;
    match found.range.lifecycle {
        Lifecycle::Provisioned { .. } => {}
        Lifecycle::Advertised {
            origin,
            own_origin_since,
            ..
        } => {
            let wanted = asked.map(|asked| origin_for(world, &found.key, asked));
            let wanted = wanted.transpose()?.unwrap_or(origin);
            if wanted == origin {
                return found.again(CALL, world.policy.advertise_again);
            }
            check_change(world, now, &found, wanted, own_origin_since)?;
            check_route(world, &found.key, wanted)?;
            return Ok(changed(found.key, origin, wanted));
        }
        Lifecycle::FailedDeprovision { .. } if world.policy.failed_deprovision_usable => {}
        Lifecycle::PendingProvision
        | Lifecycle::FailedProvision { .. }
        | Lifecycle::PendingAdvertising { .. }
        | Lifecycle::PendingWithdrawal { .. }
        | Lifecycle::PendingDeprovision { .. }
        | Lifecycle::FailedDeprovision { .. }
        | Lifecycle::Deprovisioned => return Err(found.refused(CALL)),
        Lifecycle::ProvisionedNotPubliclyAdvertisable { .. } => {
            return Err(Refusal::NotAdvertisable {
                prefix: found.key.cidr,
            });
        }
    }
    let origin = origin_for(world, &found.key, asked.unwrap_or(Origin::Amazons))?;
    check_route(world, &found.key, origin)?;
    if found.is_slow() {
        return Ok(vec![WorldFact::Range(Fact::AdvertisingStarted {
            range: found.key,
            origin,
            settles_at: settles_at(world, now),
        })]);
    }
    Ok(advertised(found.key, origin))
}

/// The AS that is to announce the range: Amazon's in its Region, or one of the
/// holder's own that is associated with the range.
fn origin_for(world: &World, key: &RangeKey, asked: Origin) -> Result<Asn, Refusal> {
    let asn = match asked {
        Origin::Amazons => {
            let action = "AdvertiseByoipCidr";
            return key.region.origin().ok_or(Refusal::NoByoipHere { action });
        }
        Origin::Own(asn) => asn,
    };
    let association = Association {
        range: key.clone(),
        asn,
    };
    match world.byoasns.state(&association) {
        Some(AssociationState::Associated) => Ok(asn),
        Some(AssociationState::PendingAssociation | AssociationState::PendingDisassociation)
        | None => Err(Refusal::UnknownOrigin {
            prefix: key.cidr,
            asn,
        }),
    }
}

/// Whether another AS may take over a range that is advertised: not where
/// announcing takes days, and one of the holder's own not too often.
fn check_change(
    world: &World,
    now: Timestamp,
    found: &Found<'_>,
    wanted: Asn,
    own_origin_since: Option<Timestamp>,
) -> Result<(), Refusal> {
    let prefix = found.key.cidr;
    if found.is_slow() {
        let group = found.range.border_group.clone();
        return Err(Refusal::OriginFixed { prefix, group });
    }
    if found.key.is_amazons(wanted) {
        return Ok(());
    }
    let until = own_origin_since.map(|since| later(since, world.policy.asn_change_interval));
    match until.filter(|until| now < *until) {
        Some(until) => Err(Refusal::OriginChangedLately { prefix, until }),
        None => Ok(()),
    }
}

/// Amazon announces from any of its own AS numbers, so the route has to be valid
/// from each; one of the holder's own stands alone.
fn check_route(world: &World, key: &RangeKey, origin: Asn) -> Result<(), Refusal> {
    if !world.policy.advertise_checks_route {
        return Ok(());
    }
    let seen = world.rpki.seen_by(ValidatorName::AMAZON);
    let validity = |origin: Asn| seen.validity(key.cidr, origin);
    let is_wrong = |validity: &RouteValidity| validity.state() != RouteState::Valid;
    if key.is_amazons(origin) {
        let amazons = key.region.partition().amazon_origins();
        let mut validities = amazons.iter().map(|amazon| validity(*amazon));
        return match validities.find(is_wrong) {
            Some(validity) => Err(Refusal::RouteNotValid(Box::new(validity))),
            None => Ok(()),
        };
    }
    match Some(validity(origin)).filter(is_wrong) {
        Some(validity) => Err(Refusal::OwnRouteNotValid(Box::new(validity))),
        None => Ok(()),
    }
}

/// What follows when Amazon announces a range.
pub(super) fn advertised(range: RangeKey, origin: Asn) -> Vec<WorldFact> {
    let source = source(&range, origin);
    vec![
        WorldFact::Range(Fact::Advertised { range, origin }),
        WorldFact::Internet(internet::announce(source)),
    ]
}

/// What follows when another AS takes over: it announces before the other
/// withdraws.
fn changed(range: RangeKey, before: Asn, origin: Asn) -> Vec<WorldFact> {
    let (old, new) = (source(&range, before), source(&range, origin));
    vec![
        WorldFact::Range(Fact::OriginChanged { range, origin }),
        WorldFact::Internet(internet::announce(new)),
        WorldFact::Internet(internet::withdraw(old)),
    ]
}

/// Decides WithdrawByoipCidr.
pub(super) fn withdraw(
    world: &World,
    now: Timestamp,
    found: Found<'_>,
) -> Result<Vec<WorldFact>, Refusal> {
    const CALL: RangeCall = RangeCall::Withdraw;
    match found.range.lifecycle {
        Lifecycle::Advertised { .. } if found.is_slow() => {
            Ok(vec![WorldFact::Range(Fact::WithdrawalStarted {
                range: found.key,
                settles_at: settles_at(world, now),
            })])
        }
        Lifecycle::Advertised { origin, .. } => Ok(withdrawn(found.key, origin)),
        Lifecycle::Provisioned { .. } => found.again(CALL, world.policy.withdraw_again),
        Lifecycle::PendingProvision
        | Lifecycle::FailedProvision { .. }
        | Lifecycle::ProvisionedNotPubliclyAdvertisable { .. }
        | Lifecycle::PendingAdvertising { .. }
        | Lifecycle::PendingWithdrawal { .. }
        | Lifecycle::PendingDeprovision { .. }
        | Lifecycle::FailedDeprovision { .. }
        | Lifecycle::Deprovisioned => Err(found.refused(CALL)),
    }
}

/// What follows when Amazon withdraws a range.
pub(super) fn withdrawn(range: RangeKey, origin: Asn) -> Vec<WorldFact> {
    let source = source(&range, origin);
    vec![
        WorldFact::Range(Fact::Withdrawn { range }),
        WorldFact::Internet(internet::withdraw(source)),
    ]
}

fn source(range: &RangeKey, origin: Asn) -> Source {
    let prefix = range.cidr;
    Source::amazon(Route { prefix, origin })
}

fn settles_at(world: &World, now: Timestamp) -> Timestamp {
    let (position, spread) = (world.ranges.settling, world.policy.slow_group_duration);
    later(now, world.draw.duration(Branch::Settle, position, spread))
}
