//! What must hold between the parts of a short file, so that nobody learns it from
//! AWS after a week.
//!
//! Sources: EC2 User Guide, "Bring your own IP addresses" (sizes, quota, overlap);
//! API reference, AllocateAddress (IPv4 alone).

use byoip_vocabulary::prefix::Prefix;

use super::{Address, Range};
use crate::scenario::place::Place;
use crate::scenario::problem::{Problem, Problems};
use crate::scenario::yaml::Node;

/// The longest prefixes that AWS announces.
const LONGEST_IPV4: u8 = 24;
const LONGEST_IPV6: u8 = 48;

/// Something of the file, and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Placed<T> {
    pub(super) place: Place,
    pub(super) value: T,
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

/// Partners are answered at AWS only where an instance has the address.
pub(super) fn check_partners(node: &Node, ranges: &[Placed<Range>], problems: &mut Problems) {
    let mut addresses = ranges.iter().flat_map(|range| &range.value.addresses);
    if !addresses.any(|address| address.instance.is_some()) {
        let what = "`partners` needs an address with an instance under `ranges`";
        let note = "nobody else would answer them at AWS";
        problems.add(Problem::new(&node.place, what).note(note.to_owned()));
    }
}
