//! What an internet begins as.

use std::sync::Arc;

use super::Partner;
use super::graph::Graph;
use super::graph::seeded::{self, Shape};
use crate::world::rpki::validator::ValidatorName;

/// An internet to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Who connects to whom.
    pub topology: Topology,
    /// Networks that matter to the holder.
    pub partners: Vec<Partner>,
}

/// Who connects to whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Topology {
    /// Drawn from the world's seed.
    Drawn {
        /// How many networks there are.
        networks: usize,
    },
    /// As somebody has found it. A genesis is kept for the next reset, so it is
    /// shared, not copied.
    Known(Arc<Graph>),
}

impl Default for Topology {
    fn default() -> Self {
        let networks = Shape::default().networks;
        Self::Drawn { networks }
    }
}

impl Topology {
    /// The graph, with its validating networks drawn from the seed.
    pub(super) fn graph(self, seed: u64) -> Arc<Graph> {
        let validators = u8::try_from(ValidatorName::NETWORKS.len()).unwrap_or(u8::MAX);
        let shape = Shape {
            validators,
            ..Shape::default()
        };
        match self {
            Self::Drawn { networks } => {
                let shape = Shape { networks, ..shape };
                Arc::new(seeded::graph(seed, shape))
            }
            Self::Known(mut graph) => {
                Arc::make_mut(&mut graph).draw_validators(seed, validators, shape.shares);
                graph
            }
        }
    }
}
