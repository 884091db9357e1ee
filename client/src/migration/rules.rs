//! What must hold between the parts of a short file, so that nobody learns it from
//! AWS after a week.
//!
//! Sources: EC2 User Guide, "Bring your own IP addresses" (sizes, quota, overlap);
//! API reference, AllocateAddress (IPv4 alone), AssociateAddress (a private address
//! has one Elastic IP); "Resource IDs" (their two lengths).

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use byoip_vocabulary::prefix::Prefix;
use jiff::SignedDuration;

use super::{Address, Placed, Range, special};
use crate::scenario::place::Place;
use crate::scenario::problem::{Problem, Problems};
use crate::scenario::yaml::Node;

/// The longest prefixes that AWS announces.
const LONGEST_IPV4: u8 = 24;
const LONGEST_IPV6: u8 = 48;

/// The shortest prefixes that anybody holds: IANA gave out IPv4 in /8, and no
/// registry gives out more than a /16 of IPv6 (ARIN's policy manual, 6.5.2.1).
const SHORTEST_IPV4: u8 = 8;
const SHORTEST_IPV6: u8 = 16;

/// The hexadecimal digits of an instance's id, in old accounts and today.
const ID_LENGTHS: [usize; 2] = [8, 17];

/// A prefix that AWS can take, or whose part it can: of a size that somebody holds
/// and of space that is anybody's to hold.
pub(super) fn check_space(prefix: Prefix, place: &Place, problems: &mut Problems) {
    let shortest = match prefix.is_ipv4() {
        true => SHORTEST_IPV4,
        false => SHORTEST_IPV6,
    };
    if prefix.length() < shortest {
        let what = format!("{prefix} is too large: nobody holds more than a /{shortest}");
        problems.add(Problem::new(place, what));
    } else if let Some((block, purpose)) = special::overlapping(prefix) {
        let what = match block.covers(prefix) {
            true => format!("{prefix} is {purpose} ({block})"),
            false => format!("{block} in {prefix} is {purpose}"),
        };
        let note = "AWS takes public addresses that a registry has given to you";
        problems.add(Problem::new(place, what).note(note.to_owned()));
    }
}

/// Addresses and instances among themselves: one to one.
pub(super) fn check_addresses(ranges: &[Placed<Range>], problems: &mut Problems) {
    let mut addresses: BTreeSet<IpAddr> = BTreeSet::new();
    let mut instances: BTreeMap<&str, IpAddr> = BTreeMap::new();
    for Placed { place, value } in ranges.iter().flat_map(|range| &range.value.addresses) {
        let address = value.address;
        if !addresses.insert(address) {
            let what = format!("{address} is named twice");
            problems.add(Problem::new(place, what));
            continue;
        }
        let Some(Placed { place, value }) = &value.instance else {
            continue;
        };
        if let Some(first) = instances.get(value.as_str()) {
            let what = format!("{value} has {first} already, which {address} would take away");
            let note = "a second address needs a private address of its own to be associated \
                        with; `--scenario` gives you a file in which to say so";
            problems.add(Problem::new(place, what).note(note.to_owned()));
        } else {
            instances.insert(value, address);
        }
    }
}

/// An instance's id, as AWS writes them.
pub(super) fn check_instance(id: &str, place: &Place, problems: &mut Problems) {
    let digits = id.strip_prefix("i-").unwrap_or_default();
    let is_hexadecimal = digits
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f'));
    if !is_hexadecimal || !ID_LENGTHS.contains(&digits.len()) {
        let problem = Problem::new(place, format!("`{id}` is no instance's id"));
        let note = "it is `i-` and 17 hexadecimal digits (8 for old ones), as in \
                    i-0123456789abcde01";
        problems.add(problem.note(note.to_owned()));
    }
}

/// Ranges among themselves and in what is announced today.
pub(super) fn check(
    ranges: &[Placed<Range>],
    announced: Option<Prefix>,
    quota: u64,
    problems: &mut Problems,
) {
    for (index, Placed { place, value }) in ranges.iter().enumerate() {
        let cidr = value.cidr;
        let longest = match cidr.is_ipv4() {
            true => LONGEST_IPV4,
            false => LONGEST_IPV6,
        };
        if cidr.length() > longest {
            let what = format!("{cidr} is too small: AWS takes a /{longest} or more");
            problems.add(Problem::new(place, what));
        }
        if let Some(announced) = announced
            && !announced.covers(cidr)
        {
            let what = format!("{cidr} is no part of {announced}, which home announces");
            let note = "one file is about one prefix of home's; write one for each";
            problems.add(Problem::new(place, what).note(note.to_owned()));
        }
        let before = ranges.iter().take(index);
        if let Some(other) = before.map(|it| it.value.cidr).find(|it| it.overlaps(cidr)) {
            let what = format!("{cidr} overlaps {other}");
            problems.add(Problem::new(place, what));
        }
        if u64::try_from(index).is_ok_and(|index| index == quota) {
            let what = format!("AWS takes {quota} ranges of an account in a Region, and no more");
            let note = "if AWS's support has raised that, say so with `quota`";
            problems.add(Problem::new(place, what).note(note.to_owned()));
        }
    }
}

/// An address in its range.
pub(super) fn check_address(range: Prefix, placed: &Placed<Address>, problems: &mut Problems) {
    let address = placed.value.address;
    if !range.contains(address) {
        let what = format!("{address} is not in {range}");
        problems.add(Problem::new(&placed.place, what));
    } else if !address.is_ipv4() {
        let problem = Problem::new(&placed.place, "only IPv4 addresses are allocated");
        let note = "a part of an IPv6 pool goes to a VPC as a whole";
        problems.add(problem.note(note.to_owned()));
    }
}

/// Partners are answered at AWS only where an instance has the address, and not
/// without a gap where home's route goes first.
pub(super) fn check_partners(
    (node, downtime): (&Node, SignedDuration),
    leaves_gap: bool,
    ranges: &[Placed<Range>],
    problems: &mut Problems,
) {
    if leaves_gap && downtime.is_zero() {
        let what = "partners cannot be without a gap when home withdraws first";
        let note = "take `order: announce-first`, or say how long a gap may be";
        problems.add(Problem::new(&node.place, what).note(note.to_owned()));
    }
    let mut addresses = ranges.iter().flat_map(|range| &range.value.addresses);
    if !addresses.any(|address| address.value.instance.is_some()) {
        let what = "`partners` needs an address with an instance under `ranges`";
        let note = "nobody else would answer them at AWS";
        problems.add(Problem::new(&node.place, what).note(note.to_owned()));
    }
}
