//! Why a call on instances is refused, in order of precedence.

use crate::world::aws::ids::{InstanceId, NetworkInterfaceId};

/// A refused call on instances.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The client token came before, with other parameters.
    TokenUsed,
    /// The client token came before, and what it launched is terminated.
    TokenTerminated,
    /// Fewer at most than at least, or none.
    Count {
        /// How many at least.
        at_least: u32,
        /// How many at most.
        at_most: u32,
    },
    /// More than one call may launch.
    TooMany {
        /// How many a call may launch.
        most: u32,
    },
    /// One address or interface for several instances.
    OnePlace,
    /// These instances are not there.
    UnknownInstances {
        /// The instances asked for.
        instances: Vec<InstanceId>,
    },
    /// The interface belongs to something.
    InterfaceInUse {
        /// The interface.
        interface: NetworkInterfaceId,
    },
    /// The instance is not in a state for it.
    WrongState {
        /// The instance.
        instance: InstanceId,
        /// The state it is in.
        state: super::State,
    },
}
