//! Randomness as a function: seed, branch and position give the value.
//!
//! A tree of generators with a branch per kind of thing, so that drawing one
//! more address moves no review's duration. A position instead of a running
//! generator lets deciding stay a reading: the noun that counts what it ever
//! made asks for value number `n`, and only its fact, applied, moves the count.

use jiff::SignedDuration;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

#[cfg(test)]
mod tests;

/// A kind of thing that is drawn. The number is the generator's stream and so
/// part of what a seed means: append, never renumber.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
pub enum Branch {
    /// Ids of IPv4 and IPv6 pools.
    Pool = 1,
    /// How long a range is under review.
    Review = 2,
    /// How long a range takes to go.
    Deprovision = 3,
    /// Which free address of a pool is handed out.
    Address = 4,
    /// Ids of allocations.
    Allocation = 5,
    /// Ids of associations.
    Association = 6,
    /// Ids of NAT gateways.
    NatGateway = 7,
    /// Ids of network interfaces.
    NetworkInterface = 8,
    /// Request ids of AWS answers.
    Request = 9,
    /// Handles of ROAs.
    Roa = 10,
    /// Addresses of Amazon's own pool.
    AmazonAddress = 11,
    /// How long a slow announcement or withdrawal takes.
    Settle = 12,
    /// How long until a change shows.
    Lag = 13,
    /// Ids of load balancers.
    LoadBalancer = 14,
    /// Numbers in the DNS names of application load balancers.
    LoadBalancerDns = 15,
    /// How long a load balancer takes to be ready.
    LoadBalancerDuration = 17,
    /// Ids of cases at support.
    SupportCase = 18,
    /// Numbers of cases at support, as people see them.
    SupportDisplay = 19,
    /// How long support takes to answer.
    SupportAnswer = 20,
    /// Ids of VPCs.
    Vpc = 21,
    /// Ids of VPCs' ties to their IPv4 blocks.
    VpcCidr = 22,
    /// Ids of VPCs' ties to IPv6 blocks.
    VpcBlock = 23,
    /// Which free IPv6 block of a pool is handed out.
    VpcBlockChoice = 24,
    /// How long an IPv6 block takes to come or to go.
    VpcBlockDuration = 25,
    /// Ids of subnets.
    Subnet = 26,
    /// Which zone a subnet is in.
    Zone = 27,
    /// Ids of internet gateways.
    InternetGateway = 28,
    /// Ids of route tables.
    RouteTable = 29,
    /// Ids of VPCs' ties to their main route tables.
    MainRouteTable = 30,
    /// Ids of subnets' ties to route tables.
    RouteTableAssociation = 31,
    /// Which free private address an interface gets.
    PrivateAddress = 32,
    /// Ids of instances.
    Instance = 33,
    /// Ids of launches.
    Reservation = 34,
    /// Ids of interfaces' ties to instances.
    Attachment = 35,
    /// How long an instance takes to start.
    InstanceDuration = 36,
    /// How long an instance takes to go.
    TerminationDuration = 37,
    /// How long a ROA takes to its publication point.
    RoaPublication = 38,
    /// How long a deleted ROA stays at its publication point.
    RoaRemoval = 39,
    /// Session ids that a validator tells routers.
    RtrSession = 40,
    /// From whom a network buys that comes new to the internet.
    Provider = 41,
    /// How long an ASPA takes to its publication point.
    AspaPublication = 42,
    /// How long a deleted ASPA stays at its publication point.
    AspaRemoval = 43,
    /// Whether a fault strikes an occasion.
    Strike = 44,
}

/// Draws from one world's tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draw {
    seed: u64,
}

impl Draw {
    /// The tree of a seed.
    pub const fn new(seed: u64) -> Self {
        Self { seed }
    }

    /// The seed.
    pub const fn seed(self) -> u64 {
        self.seed
    }

    /// An AWS resource id: `prefix`, a zero and sixteen hexadecimal digits.
    pub fn id(self, prefix: &str, branch: Branch, position: u64) -> String {
        format!("{prefix}0{}", self.hex(branch, position))
    }

    /// Sixteen hexadecimal digits.
    pub fn hex(self, branch: Branch, position: u64) -> String {
        format!("{:016x}", self.at(branch, position).random::<u64>())
    }

    /// A UUID of version 4, as AWS's request ids are.
    pub fn uuid(self, branch: Branch, position: u64) -> String {
        let mut bits: u128 = self.at(branch, position).random();
        bits = bits & !(0xF << 76) | (0x4 << 76);
        bits = bits & !(0x3 << 62) | (0x2 << 62);
        let hex = format!("{bits:032x}");
        let (a, rest) = hex.split_at(8);
        let (b, rest) = rest.split_at(4);
        let (c, rest) = rest.split_at(4);
        let (d, e) = rest.split_at(4);
        format!("{a}-{b}-{c}-{d}-{e}")
    }

    /// A number below `bound`; zero where the bound is zero.
    pub fn below(self, branch: Branch, position: u64, bound: u64) -> u64 {
        match bound {
            0 => 0,
            _ => self.at(branch, position).random_range(0..bound),
        }
    }

    /// A duration from `spread`, in whole seconds.
    pub fn duration(self, branch: Branch, position: u64, spread: Spread) -> SignedDuration {
        match spread {
            Spread::Fixed(duration) => duration,
            Spread::Seeded { usual, longest } => {
                let mut generator = self.at(branch, position);
                let (usual, longest) = (usual.as_secs(), longest.as_secs());
                // Nine in ten are done in the usual time; the rest take up to
                // the longest, evenly.
                let seconds = if generator.random_range(0..10) < 9 || longest <= usual {
                    generator.random_range(usual / 4..=usual)
                } else {
                    generator.random_range(usual..=longest)
                };
                SignedDuration::from_secs(seconds)
            }
        }
    }

    fn at(self, branch: Branch, position: u64) -> ChaCha8Rng {
        let mut generator = ChaCha8Rng::seed_from_u64(self.seed);
        generator.set_stream(branch as u64);
        // A block of sixteen words to a position: more than any draw uses.
        generator.set_word_pos(u128::from(position) * 16);
        generator
    }
}

/// How long something takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spread {
    /// Always as long.
    Fixed(SignedDuration),
    /// Usually within the first, at most the second; drawn from the seed.
    Seeded {
        /// Nine in ten take no longer.
        usual: SignedDuration,
        /// None takes longer.
        longest: SignedDuration,
    },
}
