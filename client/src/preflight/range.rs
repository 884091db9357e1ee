//! Whether AWS takes a range of this length (EC2 User Guide, "Requirements for
//! BYOIP").

use byoip_vocabulary::prefix::Prefix;

use super::Finding;

const WHAT: &str = "range";

/// The longest prefixes that are announced to the internet.
const LONGEST_IPV4: u8 = 24;
const LONGEST_IPV6: u8 = 48;

/// Whether it is short enough to be announced, so that its ROAs matter.
pub fn is_announceable(prefix: Prefix) -> bool {
    prefix.length() <= longest(prefix)
}

/// Judges the length.
pub fn findings(prefix: Prefix) -> Vec<Finding> {
    let longest = longest(prefix);
    if is_announceable(prefix) {
        return vec![Finding::ok(
            WHAT,
            format!("{prefix} is no longer than /{longest}"),
        )];
    }
    let seen = format!("{prefix} is longer than /{longest}");
    if prefix.is_ipv4() {
        let mend = format!("bring a /{longest} or a shorter prefix");
        vec![Finding::error(WHAT, seen, mend)]
    } else {
        // Up to /60 is taken, but then never announced.
        let mend = format!("bring a /{longest}, or ask for a range that is not advertised");
        vec![Finding::warning(WHAT, seen, mend)]
    }
}

fn longest(prefix: Prefix) -> u8 {
    if prefix.is_ipv4() {
        LONGEST_IPV4
    } else {
        LONGEST_IPV6
    }
}
