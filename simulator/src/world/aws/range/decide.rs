//! The rules of the calls on ranges, in the order in which they are checked:
//! syntax has been read at the wire; then the range's own size, what is there
//! already, the quota, the message. Whether the proof holds is for the review.

use byoip_vocabulary::authorization::AuthorizationMessage;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::region::{Partition, Region};
use byoip_vocabulary::state::ByoipCidrState;
use byoip_vocabulary::validity::RouteState;
use jiff::Timestamp;

use super::{AuthorizationContext, Command, Fact, Lifecycle, Range, RangeCall, RangeKey, Refusal};
use crate::world::aws::account::Caller;
use crate::world::aws::owned::Home;
use crate::world::aws::tag;
use crate::world::draw::Branch;
use crate::world::internet::{self, Route};
use crate::world::{Fact as WorldFact, Refusal as WorldRefusal, World, later};

/// The longest IPv4 prefix that may be brought (EC2 User Guide, BYOIP).
const LONGEST_IPV4: u8 = 24;
/// The longest IPv6 prefix that may be announced.
const LONGEST_IPV6: u8 = 48;
/// The longest IPv6 prefix that may be kept from the internet; the guide says
/// /60, the API reference /56.
const LONGEST_IPV6_HIDDEN: u8 = 60;

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

/// Whether ranges can be brought to a Region at all.
pub fn is_available(region: &Region) -> bool {
    !region.partition().amazon_origins().is_empty()
}

/// Decides a command.
pub(in crate::world) fn decide(
    world: &World,
    now: Timestamp,
    caller: &Caller,
    command: &Command,
) -> Result<Vec<WorldFact>, WorldRefusal> {
    if !is_available(&caller.region) {
        return Err(Refusal::NoByoipHere.into());
    }
    Ok(match command {
        Command::Provision {
            cidr,
            context,
            description,
            advertisable,
            tags,
        } => {
            tag::check(tags)?;
            check_size(*cidr, *advertisable)?;
            check_free(world, caller, *cidr)?;
            check_quota(world, caller)?;
            let context = context.clone().ok_or(Refusal::NoAuthorizationContext)?;
            if world.policy.message_checked_at_once {
                check_message(now, caller, *cidr, &context)?;
            }
            let review = world.draw.duration(
                Branch::Review,
                world.ranges.submitted,
                world.policy.review_duration,
            );
            vec![WorldFact::Range(Fact::Submitted {
                range: key(caller, *cidr),
                context,
                description: description.clone(),
                advertisable: *advertisable,
                tags: tags.clone(),
                review_at: later(now, review),
            })]
        }
        Command::Advertise { cidr, asn } => advertise(world, now, caller, *cidr, asn.as_deref())?,
        Command::Withdraw { cidr } => withdraw(world, now, caller, *cidr)?,
        Command::Deprovision { cidr } => deprovision(world, now, caller, *cidr)?,
    })
}

fn key(caller: &Caller, cidr: Prefix) -> RangeKey {
    RangeKey {
        account: caller.account(),
        region: caller.region.clone(),
        cidr,
    }
}

fn check_size(cidr: Prefix, advertisable: bool) -> Result<(), Refusal> {
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
        (false, false) => LONGEST_IPV6_HIDDEN,
    };
    if cidr.length() > longest {
        return Err(Refusal::TooSpecific {
            prefix: cidr,
            longest,
        });
    }
    Ok(())
}

/// Nobody, in any Region, has a live range that shares an address with it.
fn check_free(world: &World, caller: &Caller, cidr: Prefix) -> Result<(), Refusal> {
    let own = key(caller, cidr);
    if let Some(range) = world.ranges.range(&own)
        && range.state() == ByoipCidrState::PendingProvision
    {
        return Err(wrong_state(&own, range, RangeCall::Provision));
    }
    let taken = world
        .ranges
        .all()
        .find(|(other, range)| range.is_live() && other.cidr.overlaps(cidr));
    match taken {
        Some((other, _)) => Err(Refusal::Overlap {
            prefix: cidr,
            other: other.cidr,
        }),
        None => Ok(()),
    }
}

fn check_quota(world: &World, caller: &Caller) -> Result<(), Refusal> {
    let quota = quota(world, &caller.home());
    let own = world.ranges.of(caller.account(), &caller.region);
    let live = own.filter(|(_, range)| range.is_live()).count();
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
    now: Timestamp,
    caller: &Caller,
    cidr: Prefix,
    context: &AuthorizationContext,
) -> Result<(), Refusal> {
    let message =
        AuthorizationMessage::parse(&context.message).map_err(Refusal::MalformedMessage)?;
    let partition: Partition = caller.region.partition();
    let mismatches = message.mismatches(caller.account(), cidr, partition, now);
    if mismatches.is_empty() {
        Ok(())
    } else {
        Err(Refusal::WrongMessage(mismatches))
    }
}

fn find<'a>(world: &'a World, key: &RangeKey) -> Result<&'a Range, Refusal> {
    world
        .ranges
        .range(key)
        .ok_or(Refusal::UnknownRange { prefix: key.cidr })
}

fn wrong_state(key: &RangeKey, range: &Range, call: RangeCall) -> Refusal {
    Refusal::WrongState {
        prefix: key.cidr,
        call,
        state: range.state(),
    }
}

fn advertise(
    world: &World,
    now: Timestamp,
    caller: &Caller,
    cidr: Prefix,
    asn: Option<&str>,
) -> Result<Vec<WorldFact>, Refusal> {
    let range = key(caller, cidr);
    let found = find(world, &range)?;
    match &found.lifecycle {
        Lifecycle::Provisioned { .. } | Lifecycle::Advertised { .. } => {}
        Lifecycle::PendingProvision
        | Lifecycle::FailedProvision { .. }
        | Lifecycle::ProvisionedNotPubliclyAdvertisable { .. }
        | Lifecycle::PendingDeprovision { .. }
        | Lifecycle::FailedDeprovision { .. }
        | Lifecycle::Deprovisioned => {
            return Err(wrong_state(&range, found, RangeCall::Advertise));
        }
    }
    // `AWS` goes back to Amazon's own origin; any other has to be brought by
    // BYOASN first, which this world does not have.
    if let Some(asn) = asn
        && asn != "AWS"
    {
        let asn = asn.to_owned();
        return Err(Refusal::UnknownOrigin { asn });
    }
    let Some(origin) = caller.region.origin() else {
        return Err(Refusal::NoByoipHere);
    };
    for amazon in caller.region.partition().amazon_origins() {
        let validity = world.rpki.validity(cidr, *amazon);
        if validity.state() != RouteState::Valid {
            return Err(Refusal::RouteNotValid(Box::new(validity)));
        }
    }
    let route = Route {
        prefix: cidr,
        origin,
    };
    let mut facts = Vec::new();
    // Advertising what is advertised changes nothing.
    if found.state() != ByoipCidrState::Advertised {
        facts.push(WorldFact::Range(Fact::Advertised { range, origin }));
        facts.push(WorldFact::Internet(internet::announce(world, now, route)));
    }
    Ok(facts)
}

fn withdraw(
    world: &World,
    now: Timestamp,
    caller: &Caller,
    cidr: Prefix,
) -> Result<Vec<WorldFact>, Refusal> {
    let range = key(caller, cidr);
    let found = find(world, &range)?;
    let Lifecycle::Advertised { origin, .. } = found.lifecycle else {
        return Err(wrong_state(&range, found, RangeCall::Withdraw));
    };
    let route = Route {
        prefix: cidr,
        origin,
    };
    Ok(vec![
        WorldFact::Range(Fact::Withdrawn { range }),
        WorldFact::Internet(internet::withdraw(world, now, route)),
    ])
}

fn deprovision(
    world: &World,
    now: Timestamp,
    caller: &Caller,
    cidr: Prefix,
) -> Result<Vec<WorldFact>, Refusal> {
    let range = key(caller, cidr);
    let found = find(world, &range)?;
    match &found.lifecycle {
        Lifecycle::Provisioned { .. }
        | Lifecycle::ProvisionedNotPubliclyAdvertisable { .. }
        | Lifecycle::FailedDeprovision { .. } => {}
        Lifecycle::PendingProvision
        | Lifecycle::FailedProvision { .. }
        | Lifecycle::Advertised { .. }
        | Lifecycle::PendingDeprovision { .. }
        | Lifecycle::Deprovisioned => {
            return Err(wrong_state(&range, found, RangeCall::Deprovision));
        }
    }
    let duration = world.draw.duration(
        Branch::Deprovision,
        world.ranges.deprovisioned,
        world.policy.deprovision_duration,
    );
    Ok(vec![WorldFact::Range(Fact::DeprovisionStarted {
        range,
        settles_at: later(now, duration),
    })])
}
