//! Which networks validate origins (RFC 6811), and whom they ask.
//!
//! The shares follow what was measured from outside: RoVista (Li et al., IMC
//! 2023) finds 12.3 % of networks fully protected and 63.8 % with some benefit,
//! most of it from the few large networks above them that validate.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::table::Key;
use super::{Graph, Kind, Node};
use crate::world::assumption::Assumption;
use crate::world::policy::Grade;

/// The generator's stream: part of what a seed means. Far from those of the
/// world's other draws.
const STREAM: u64 = 0x1_0002;

/// How many in a hundred validate, by what they do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shares {
    /// Of the half of transit networks with the most customers. Every tier-1
    /// validates.
    pub large_transit: u8,
    /// Of all others.
    pub edge: u8,
}

impl Default for Shares {
    fn default() -> Self {
        Self {
            large_transit: 60,
            edge: 15,
        }
    }
}

/// The shares, as the ledger tells them.
pub(in crate::world::internet) fn assumption() -> Assumption {
    let Shares {
        large_transit,
        edge,
    } = Shares::default();
    Assumption {
        what: "who validates origins and drops what is invalid",
        value: format!(
            "every tier-1, {large_transit} in 100 of the larger transit networks, {edge} in 100 of all others"
        ),
        grade: Grade::Inferred,
        source: "RoVista (IMC 2023): 12.3 % of networks fully protected, 63.8 % with some benefit",
    }
}

impl Graph {
    /// Draws who validates, and spreads them over so many relying parties. With
    /// none of those, nobody does.
    pub fn draw_validators(&mut self, seed: u64, validators: u8, shares: Shares) {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream(STREAM);
        let large = self.median_of_transit();
        for row in 0..self.size() {
            let node = Node::nth(row);
            let share = match self.network(node).kind {
                Kind::Tier1 => 100,
                Kind::Transit if self.customers(node).len() >= large => shares.large_transit,
                Kind::Transit | Kind::Access | Kind::Content | Kind::Stub => shares.edge,
            };
            // Both are drawn for everybody, so that another share moves nobody
            // to another validator.
            let percent = generator.random_range(0..100_u8);
            let validator = generator.random_range(0..validators.max(1));
            let validates = percent < share && validators > 0;
            self.networks[node].validator = validates.then_some(validator);
        }
    }

    /// Has a network's routers listen to a relying party, or to none.
    pub fn listen(&mut self, node: Node, validator: Option<u8>) {
        self.networks[node].validator = validator;
    }

    /// How many customers the middle one of the transit networks has.
    fn median_of_transit(&self) -> usize {
        let mut customers: Vec<usize> = self
            .nodes()
            .filter(|&node| self.network(node).kind == Kind::Transit)
            .map(|node| self.customers(node).len())
            .collect();
        customers.sort_unstable();
        customers.get(customers.len() / 2).copied().unwrap_or(0)
    }
}
