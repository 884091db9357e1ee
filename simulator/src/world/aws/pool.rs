//! Pools of addresses: one per range, made when it is provisioned, gone when it
//! is deprovisioned.
//!
//! Every address counts, the first and the last included: a /24 gives 256 (EC2
//! User Guide, BYOIP).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::net::{IpAddr, Ipv4Addr};

use byoip_vocabulary::prefix::Prefix;
use serde::{Deserialize, Serialize};

use super::ids::VpcId;
use super::owned::{Home, Owned};
use super::range::RangeKey;
use crate::world::draw::{Branch, Draw};

#[cfg(test)]
mod tests;

/// What begins the id of a pool of IPv4 addresses.
const IPV4: &str = "ipv4pool-ec2-";

/// `ipv4pool-ec2-` or `ipv6pool-ec2-` and seventeen hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PoolId(String);

impl PoolId {
    /// The id of a text; whether it exists is the world's to say.
    pub fn new(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// Whether it is an id of a pool that addresses can come from; whether that
    /// exists is the world's to say.
    pub fn is_of_ipv4(&self) -> bool {
        self.0.starts_with(IPV4)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PoolId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What happened to a pool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// A provisioned range got its pool.
    Created {
        /// The pool.
        pool: PoolId,
        /// The range it hands out.
        #[serde(flatten)]
        range: RangeKey,
    },
    /// A deprovisioned range lost its pool.
    Deleted {
        /// The pool.
        pool: PoolId,
    },
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Created { pool, range } => write!(
                f,
                "{pool} holds the {} addresses of {}",
                range.cidr.address_count(),
                range.cidr
            ),
            Self::Deleted { pool } => write!(f, "{pool} is gone"),
        }
    }
}

/// A pool and what is out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pool {
    /// The range it hands out.
    pub range: RangeKey,
    out: BTreeSet<Ipv4Addr>,
    /// IPv6 blocks by what has them.
    blocks: BTreeMap<Prefix, VpcId>,
}

impl Pool {
    /// The range's prefix.
    pub fn prefix(&self) -> Prefix {
        self.range.cidr
    }

    /// How many addresses it has in all.
    pub fn total(&self) -> u64 {
        u64::try_from(self.prefix().address_count()).unwrap_or(u64::MAX)
    }

    /// How many are free.
    pub fn available(&self) -> u64 {
        self.total() - self.out.len() as u64
    }

    /// How many addresses, of an IPv6 pool blocks, are out.
    pub fn out(&self) -> u64 {
        (self.out.len() + self.blocks.len()) as u64
    }

    /// Whether nothing is out, neither an address nor a block.
    pub fn is_unused(&self) -> bool {
        self.out() == 0
    }

    /// The IPv6 blocks that are out, with what has them.
    pub fn blocks(&self) -> impl Iterator<Item = (Prefix, &VpcId)> {
        self.blocks.iter().map(|(block, vpc)| (*block, vpc))
    }

    /// A block that is out and shares addresses with this one.
    pub(super) fn block_over(&self, cidr: Prefix) -> Option<Prefix> {
        // What is out never overlaps, so that what covers the first address
        // stands right before it, and what lies inside right behind.
        let before = self.blocks.range(..=cidr).next_back();
        let behind = self.blocks.range(cidr..).next();
        let mut near = before.into_iter().chain(behind);
        near.find(|(block, _)| block.overlaps(cidr))
            .map(|(block, _)| *block)
    }

    /// A free IPv6 block of a length, chosen by the seed. None where the pool
    /// has no room for one.
    pub(super) fn pick_block(&self, draw: Draw, position: u64, length: u8) -> Option<Prefix> {
        let bits = u32::from(length.checked_sub(self.prefix().length())?);
        let count = 1_u64.checked_shl(bits)?;
        let size = 1_u128 << (128 - u32::from(length));
        let start = draw.below(Branch::VpcBlockChoice, position, count);
        let mut step = 0;
        while step < count {
            let number = (start + step) % count;
            let first = self.prefix().nth(u128::from(number) * size)?;
            let block = Prefix::new(first, length).ok()?;
            let Some(other) = self.block_over(block) else {
                return Some(block);
            };
            // A larger one is stepped over at once: however many blocks it has
            // the room of, it costs one look.
            let larger = u32::from(length.saturating_sub(other.length()));
            let pieces = 1_u64.checked_shl(larger)?;
            step += pieces - number % pieces;
        }
        None
    }

    /// Whether this address is out.
    pub fn is_out(&self, address: Ipv4Addr) -> bool {
        self.out.contains(&address)
    }

    /// A free address, chosen by the seed: arbitrary, as observed, not the
    /// lowest. None where all are out.
    pub(super) fn pick(&self, draw: Draw, position: u64) -> Option<Ipv4Addr> {
        if self.available() == 0 {
            return None;
        }
        let total = self.total();
        let start = draw.below(Branch::Address, position, total);
        (0..total)
            .filter_map(|step| self.prefix().nth(u128::from((start + step) % total)))
            .filter_map(|address| match address {
                IpAddr::V4(address) => Some(address),
                IpAddr::V6(_) => None,
            })
            .find(|address| !self.out.contains(address))
    }
}

/// Every pool of the world.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pools {
    pools: Owned<PoolId, Pool>,
    /// How many were ever made: the position of the next id's draw.
    created: u64,
}

impl Pools {
    /// The pool of an id, whoever it belongs to.
    pub fn pool(&self, id: &PoolId) -> Option<&Pool> {
        self.pools.get(id)
    }

    /// One pool at a home.
    pub fn at(&self, home: &Home, id: &PoolId) -> Option<&Pool> {
        self.pools.at(home, id)
    }

    /// The IPv4 pools at a home, by id.
    pub fn ipv4_of(&self, home: &Home) -> impl Iterator<Item = (&PoolId, &Pool)> {
        let pools = self.pools.of(home);
        pools.filter(|(_, pool)| pool.prefix().is_ipv4())
    }

    /// The IPv6 pools at a home, by id.
    pub fn ipv6_of(&self, home: &Home) -> impl Iterator<Item = (&PoolId, &Pool)> {
        let pools = self.pools.of(home);
        pools.filter(|(_, pool)| !pool.prefix().is_ipv4())
    }

    /// The id that the next pool of a range will have.
    pub(super) fn next_id(&self, draw: Draw, prefix: Prefix) -> PoolId {
        let kind = if prefix.is_ipv4() {
            IPV4
        } else {
            "ipv6pool-ec2-"
        };
        PoolId(draw.id(kind, Branch::Pool, self.created))
    }

    pub(in crate::world) fn apply(&mut self, fact: &Fact) {
        match fact {
            Fact::Created { pool, range } => {
                self.created += 1;
                let pool_of = Pool {
                    range: range.clone(),
                    out: BTreeSet::new(),
                    blocks: BTreeMap::new(),
                };
                self.pools.insert(range.home(), pool.clone(), pool_of);
            }
            Fact::Deleted { pool } => {
                self.pools.remove(pool);
            }
        }
    }

    /// Counts an address as out.
    pub(super) fn take(&mut self, pool: &PoolId, address: Ipv4Addr) {
        if let Some(pool) = self.pools.get_mut(pool) {
            pool.out.insert(address);
        }
    }

    /// Counts an address as free again.
    pub(super) fn give_back(&mut self, pool: &PoolId, address: Ipv4Addr) {
        if let Some(pool) = self.pools.get_mut(pool) {
            pool.out.remove(&address);
        }
    }

    /// Counts an IPv6 block as out.
    pub(super) fn take_block(&mut self, pool: &PoolId, block: Prefix, vpc: &VpcId) {
        if let Some(pool) = self.pools.get_mut(pool) {
            pool.blocks.insert(block, vpc.clone());
        }
    }

    /// Counts an IPv6 block as free again.
    pub(super) fn give_back_block(&mut self, pool: &PoolId, block: Prefix) {
        if let Some(pool) = self.pools.get_mut(pool) {
            pool.blocks.remove(&block);
        }
    }
}
