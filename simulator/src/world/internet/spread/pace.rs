//! How fast news travels: what is drawn for each link and each network.
//!
//! The constants are set so that the whole takes as long as was measured on the
//! internet: an announcement reaches half of the route collectors' peers within
//! 10 s and all within 38 s, and causes 90 % of its updates within 30 s
//! (Asturiano, "The Shape of a BGP Update", RIPE Labs, 2011); a route that is
//! withdrawn is gone after 121 s on average (García-Martínez and Bagnulo,
//! <https://hdl.handle.net/10016/31922>, of 2018). A test holds them to it.
//!
//! A draw is a hash of the seed and the AS numbers, so that a network attached
//! later moves nobody's, and no state is kept. All times are in milliseconds.

use byoip_vocabulary::asn::Asn;

use crate::world::assumption::Assumption;
use crate::world::policy::Grade;

/// What is drawn. The number is part of what a seed means.
#[derive(Clone, Copy)]
enum What {
    Delay = 1,
    Holds = 2,
    Interval = 3,
    Verdict = 4,
    Search = 5,
}

/// How long a message takes over a link, from the decision at one end to that at
/// the other, at each tenth of the links: wire, queues, and the batches in which
/// routers work.
const DELAY: [u64; 11] = [
    20, 200, 600, 1_300, 2_300, 3_500, 5_200, 8_000, 12_500, 19_000, 30_000,
];

/// How many networks in a hundred keep an interval between two messages to a
/// neighbour; the others, as Juniper's routers by default, keep none.
const HOLDING_PERCENT: u64 = 60;

/// The interval of those who keep one: RFC 4271's suggestion for external
/// neighbours (section 10) and Cisco's default.
const INTERVAL: u64 = 30_000;

/// The longest that a network searches its own routers for another path before it
/// says that it has none, on an internet of a few hundred networks. Here a
/// network is one router; a real one has many, which hunt for paths among
/// themselves (Labovitz et al., SIGCOMM 2000), and a real internet has more
/// levels to hunt through. So this is less on a larger one, and nothing from
/// `2^SEARCHED_OUT` networks on.
const SEARCH: u64 = 20_000;
const SEARCHED_OUT: u32 = 12;

/// From a validator's change of mind to the router's, in milliseconds: the RTR
/// session (RFC 8210) and the routes looked at anew.
const VERDICT: std::ops::RangeInclusive<u64> = 5_000..=60_000;

/// The same, as the ledger tells it.
pub(in crate::world::internet) fn assumptions() -> Vec<Assumption> {
    let seconds = |millis: u64| {
        format!(
            "{} s",
            f64::from(u32::try_from(millis).unwrap_or(u32::MAX)) / 1000.0
        )
    };
    let [least, .., most] = DELAY;
    let middle = DELAY.get(5).copied().unwrap_or_default();
    let grade = Grade::Inferred;
    vec![
        Assumption {
            what: "how long a BGP message takes from one network to the next",
            value: format!(
                "{} to {}, in the middle {}",
                seconds(least),
                seconds(most),
                seconds(middle)
            ),
            grade,
            source: "set so that an announcement is seen by half of the collectors' peers in 10 s and by all in 38 s (Asturiano, RIPE Labs, 2011)",
        },
        Assumption {
            what: "how many networks keep an interval between two messages to a neighbour, and which",
            value: format!(
                "{HOLDING_PERCENT} in 100, {} less up to a quarter",
                seconds(INTERVAL)
            ),
            grade,
            source: "RFC 4271, section 10, and Cisco's default for the interval; the share is a guess",
        },
        Assumption {
            what: "how long a network of a few hundred searches its own routers for another path before it withdraws",
            value: format!("up to {}", seconds(SEARCH)),
            grade,
            source: "set so that a withdrawn route is gone after 121 s on average (García-Martínez and Bagnulo, 2018)",
        },
        Assumption {
            what: "how long routers take to follow what their validator has",
            value: format!(
                "{} to {}",
                seconds(*VERDICT.start()),
                seconds(*VERDICT.end())
            ),
            grade,
            source: "RTR notifies within seconds (RFC 8210), and the routes are looked at anew",
        },
    ]
}

/// The draws of a seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pace {
    seed: u64,
    /// The longest that a network searches for another path.
    search: u64,
}

impl Pace {
    /// The draws of a seed for an internet of so many networks.
    pub(super) fn new(seed: u64, networks: usize) -> Self {
        let levels = networks.max(1).ilog2().clamp(8, SEARCHED_OUT);
        let search = SEARCH * u64::from(SEARCHED_OUT - levels) / u64::from(SEARCHED_OUT - 8);
        Self { seed, search }
    }

    /// How long a message takes from one network to the other; at least 1 ms.
    pub(super) fn delay(self, from: Asn, to: Asn) -> i64 {
        let drawn = self.draw(What::Delay, from, to);
        let tenth = usize::try_from(drawn % 10).unwrap_or_default();
        let within = (drawn / 10) % 1_000;
        let at = |tenth: usize| DELAY.get(tenth).copied().unwrap_or_default();
        let (low, high) = (at(tenth), at(tenth + 1));
        signed(low + (high - low) * within / 1_000).max(1)
    }

    /// How long a network waits after a message to a neighbour before the next; `None` where it does not wait.
    pub(super) fn interval(self, from: Asn, to: Asn) -> Option<i64> {
        let holds = self.draw(What::Holds, from, from) % 100 < HOLDING_PERCENT;
        // Jittered from 75 to 100 % (RFC 4271 section 10).
        let percent = 75 + self.draw(What::Interval, from, to) % 26;
        holds.then_some(signed(INTERVAL * percent / 100))
    }

    /// How long a network searches for another path before it says that it has
    /// none.
    pub(super) fn search(self, network: Asn) -> i64 {
        signed(self.draw(What::Search, network, network) % (self.search + 1))
    }

    /// How long until a network's routers follow its validator.
    pub(super) fn verdict(self, network: Asn) -> i64 {
        let span = VERDICT.end() - VERDICT.start() + 1;
        signed(VERDICT.start() + self.draw(What::Verdict, network, network) % span)
    }

    /// A number that looks random and is the same for the same arguments: the
    /// finisher of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014) over each.
    fn draw(self, what: What, a: Asn, b: Asn) -> u64 {
        let parts = [what as u64, u64::from(a.number()), u64::from(b.number())];
        parts.into_iter().fold(mix(self.seed), |hash, part| {
            mix(hash.wrapping_add(part).wrapping_add(0x9E37_79B9_7F4A_7C15))
        })
    }
}

const fn mix(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}

fn signed(milliseconds: u64) -> i64 {
    i64::try_from(milliseconds).unwrap_or(i64::MAX)
}
