//! The rules of the calls on ranges, in the order in which they are checked:
//! syntax has been read at the wire; then the range's own size, what is there
//! already, the quota, the message. Whether the proof holds is for the review;
//! announcing and withdrawing are in [`announcement`].

use byoip_vocabulary::authorization::AuthorizationMessage;
use byoip_vocabulary::border_group::BorderGroup;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::region::Region;
use byoip_vocabulary::signature::Signature;
use jiff::Timestamp;

use super::{
    AuthorizationContext, Command, Fact, Lifecycle, Range, RangeCall, RangeKey, Refusal,
    announcement,
};
use crate::world::aws::account::Caller;
use crate::world::aws::owned::Home;
use crate::world::aws::pool::Pool;
use crate::world::aws::review;
use crate::world::aws::tag;
use crate::world::draw::Branch;
use crate::world::policy::{Policy, Repetition};
use crate::world::{Fact as WorldFact, Refusal as WorldRefusal, World, later};

/// The longest IPv4 prefix that may be brought (EC2 User Guide, BYOIP).
const LONGEST_IPV4: u8 = 24;
/// The longest IPv6 prefix that may be announced.
const LONGEST_IPV6: u8 = 48;
/// Blocks that are nobody's to bring (IANA special-purpose registries): this
/// network, private, shared, loopback, link-local, multicast, reserved; unique
/// local and the rest of IPv6 outside global unicast. Documentation and
/// benchmarking blocks are not here: in this world they stand for public ones.
const NOT_PUBLIC: [&str; 15] = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "224.0.0.0/4",
    "240.0.0.0/4",
    "::/3",
    "4000::/2",
    "8000::/2",
    "c000::/3",
    "e000::/4",
    "f000::/4",
];

/// The one border group in which announcing and withdrawing take days (EC2 User
/// Guide, BYOIP).
const SLOW_GROUP: &str = "eu-central-1-ist-1";

/// Whether ranges can be brought to a Region at all.
pub fn is_available(policy: &Policy, region: &Region) -> bool {
    let partition_has = !region.partition().amazon_origins().is_empty();
    partition_has && !policy.regions_without_byoip.contains(region)
}

/// Decides a command.
pub(in crate::world) fn decide(
    world: &World,
    now: Timestamp,
    caller: &Caller,
    command: &Command,
) -> Result<Vec<WorldFact>, WorldRefusal> {
    if !is_available(&world.policy, &caller.region) {
        let action = command.action();
        return Err(Refusal::NoByoipHere { action }.into());
    }
    let found = |cidr: Prefix| -> Result<Found<'_>, Refusal> {
        let key = key(caller, cidr);
        let range = world.ranges.range(&key);
        let range = range.ok_or(Refusal::UnknownRange { prefix: cidr })?;
        Ok(Found { key, range })
    };
    Ok(match command {
        Command::Provision {
            cidr,
            context,
            description,
            advertisable,
            border_group,
            tags,
        } => {
            tag::check(tags)?;
            let Some(border_group) =
                provisionable(world, caller, *cidr, *advertisable, border_group.as_ref())?
            else {
                return Ok(Vec::new());
            };
            let context = context.clone().ok_or(Refusal::NoAuthorizationContext)?;
            if world.policy.message_checked_at_once {
                check_message(world, now, caller, *cidr, &context)?;
            }
            if world.policy.signature_form_checked_at_once {
                let signature = context.signature.parse::<Signature>();
                signature.map_err(Refusal::MalformedSignature)?;
            }
            let spread = if *advertisable {
                world.policy.review_duration
            } else {
                world.policy.review_duration_not_advertisable
            };
            let position = world.ranges.submitted;
            let review = world.draw.duration(Branch::Review, position, spread);
            vec![WorldFact::Range(Fact::Submitted {
                range: key(caller, *cidr),
                context,
                description: description.clone(),
                advertisable: *advertisable,
                border_group,
                tags: tags.clone(),
                review_at: later(now, review),
            })]
        }
        Command::Advertise {
            cidr,
            asn,
            border_group,
        } => {
            let found = found(*cidr)?;
            announcement::check_group(&found, border_group.as_ref())?;
            announcement::advertise(world, now, found, *asn)?
        }
        Command::Withdraw { cidr } => announcement::withdraw(world, now, found(*cidr)?)?,
        Command::Deprovision { cidr } => deprovision(world, now, found(*cidr)?)?,
    })
}

/// A range that is there.
pub(super) struct Found<'a> {
    pub(super) key: RangeKey,
    pub(super) range: &'a Range,
}

impl Found<'_> {
    pub(super) fn refused(&self, call: RangeCall) -> Refusal {
        Refusal::WrongState {
            prefix: self.key.cidr,
            call,
            state: self.range.state(),
        }
    }

    /// What a call comes to that asks for what is there already.
    pub(super) fn again(
        &self,
        call: RangeCall,
        again: Repetition,
    ) -> Result<Vec<WorldFact>, Refusal> {
        match again {
            Repetition::Ignored => Ok(Vec::new()),
            Repetition::Refused => Err(self.refused(call)),
        }
    }

    /// Whether its announcement and withdrawal take days.
    pub(super) fn is_slow(&self) -> bool {
        self.range.border_group.as_str() == SLOW_GROUP
    }
}

fn key(caller: &Caller, cidr: Prefix) -> RangeKey {
    RangeKey {
        account: caller.account(),
        region: caller.region.clone(),
        cidr,
    }
}

/// Whether a range may be handed in, and for which border group; nothing where
/// the call only repeats one that is under way.
fn provisionable(
    world: &World,
    caller: &Caller,
    cidr: Prefix,
    advertisable: bool,
    border_group: Option<&BorderGroup>,
) -> Result<Option<BorderGroup>, Refusal> {
    check_size(&world.policy, cidr, advertisable)?;
    let border_group = provisioned_group(caller, cidr, border_group)?;
    let key = key(caller, cidr);
    if let Some(range) = world.ranges.range(&key) {
        let found = Found { key, range };
        match range.lifecycle {
            Lifecycle::PendingProvision => {
                found.again(RangeCall::Provision, world.policy.provision_again)?;
                return Ok(None);
            }
            Lifecycle::PendingDeprovision { .. } => {
                return Err(found.refused(RangeCall::Provision));
            }
            Lifecycle::FailedProvision { .. }
            | Lifecycle::Provisioned { .. }
            | Lifecycle::ProvisionedNotPubliclyAdvertisable { .. }
            | Lifecycle::PendingAdvertising { .. }
            | Lifecycle::Advertised { .. }
            | Lifecycle::PendingWithdrawal { .. }
            | Lifecycle::FailedDeprovision { .. }
            | Lifecycle::Deprovisioned => {}
        }
    }
    check_free(world, cidr)?;
    check_quota(world, caller)?;
    Ok(Some(border_group))
}

fn check_size(policy: &Policy, cidr: Prefix, advertisable: bool) -> Result<(), Refusal> {
    let reserved = NOT_PUBLIC
        .iter()
        .filter_map(|block| block.parse::<Prefix>().ok());
    if let Some(reserved) = reserved.into_iter().find(|block| block.overlaps(cidr)) {
        return Err(Refusal::NotPublic {
            prefix: cidr,
            reserved,
        });
    }
    let longest = match (cidr.is_ipv4(), advertisable) {
        (true, true) => LONGEST_IPV4,
        (true, false) => return Err(Refusal::AdvertisableOnly { prefix: cidr }),
        (false, true) => LONGEST_IPV6,
        (false, false) => policy.ipv6_not_advertisable_longest.get(),
    };
    if cidr.length() > longest {
        return Err(Refusal::TooSpecific {
            prefix: cidr,
            longest,
        });
    }
    Ok(())
}

/// From where a range is to be announced: the Region, or a Local Zone of it.
fn provisioned_group(
    caller: &Caller,
    cidr: Prefix,
    asked: Option<&BorderGroup>,
) -> Result<BorderGroup, Refusal> {
    let region = &caller.region;
    match asked {
        None => Ok(BorderGroup::of_region(region)),
        Some(group) if group.is_of_region(region) => Ok(group.clone()),
        // IPv6 goes to one Local Zone only.
        Some(group)
            if group.is_local_zone_of(region)
                && (cidr.is_ipv4() || group.as_str() == SLOW_GROUP) =>
        {
            Ok(group.clone())
        }
        Some(group) => Err(Refusal::NoSuchGroup {
            group: group.clone(),
        }),
    }
}

/// Nobody, in any Region, has a live range that shares an address with it.
fn check_free(world: &World, cidr: Prefix) -> Result<(), Refusal> {
    let mut live = world.ranges.all().filter(|(_, it)| it.lifecycle.is_live());
    match live.find(|(other, _)| other.cidr.overlaps(cidr)) {
        Some((other, _)) => Err(Refusal::Overlap {
            prefix: cidr,
            other: other.cidr,
        }),
        None => Ok(()),
    }
}

fn check_quota(world: &World, caller: &Caller) -> Result<(), Refusal> {
    let home = caller.home();
    let quota = quota(world, &home);
    let own = world.ranges.of(&home);
    let live = own.filter(|(_, range)| range.lifecycle.is_live()).count();
    if live >= quota as usize {
        return Err(Refusal::QuotaReached { quota });
    }
    Ok(())
}

/// How many ranges may be brought to a home: what everybody may, or what was
/// granted.
pub(in crate::world::aws) fn quota(world: &World, home: &Home) -> u32 {
    let granted = world.entitlements.range_quota(home);
    granted.unwrap_or(world.policy.range_quota)
}

fn check_message(
    world: &World,
    now: Timestamp,
    caller: &Caller,
    cidr: Prefix,
    context: &AuthorizationContext,
) -> Result<(), Refusal> {
    let message =
        AuthorizationMessage::parse(&context.message).map_err(Refusal::MalformedMessage)?;
    let partition = review::message_partition(&caller.region, &world.policy);
    let mismatches = message.mismatches(caller.account(), cidr, partition, now);
    if mismatches.is_empty() {
        Ok(())
    } else {
        Err(Refusal::WrongMessage(mismatches))
    }
}

fn deprovision(world: &World, now: Timestamp, found: Found<'_>) -> Result<Vec<WorldFact>, Refusal> {
    const CALL: RangeCall = RangeCall::Deprovision;
    let policy = &world.policy;
    match &found.range.lifecycle {
        Lifecycle::Provisioned { pool }
        | Lifecycle::ProvisionedNotPubliclyAdvertisable { pool }
        | Lifecycle::FailedDeprovision { pool, .. } => {
            let out = world.pools.pool(pool).map_or(0, Pool::out);
            if policy.deprovision_checks_addresses_at_once && out > 0 {
                let prefix = found.key.cidr;
                return Err(Refusal::StillInUse { prefix, out });
            }
            let asn = world.byoasns.of_range(&found.key).next();
            if let Some((asn, _)) = asn.filter(|_| policy.deprovision_checks_asns_at_once) {
                let prefix = found.key.cidr;
                return Err(Refusal::StillAssociated { prefix, asn });
            }
        }
        Lifecycle::FailedProvision { .. } if policy.failed_provision_deprovisionable => {}
        Lifecycle::PendingProvision if policy.pending_provision_deprovisionable => {}
        Lifecycle::PendingDeprovision { .. } => return found.again(CALL, policy.deprovision_again),
        Lifecycle::PendingProvision
        | Lifecycle::FailedProvision { .. }
        | Lifecycle::PendingAdvertising { .. }
        | Lifecycle::Advertised { .. }
        | Lifecycle::PendingWithdrawal { .. }
        | Lifecycle::Deprovisioned => return Err(found.refused(CALL)),
    }
    let (position, spread) = (world.ranges.deprovisioned, policy.deprovision_duration);
    let duration = world.draw.duration(Branch::Deprovision, position, spread);
    Ok(vec![WorldFact::Range(Fact::DeprovisionStarted {
        range: found.key,
        settles_at: later(now, duration),
    })])
}
