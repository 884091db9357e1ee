//! Why a call on NAT gateways is refused. What goes wrong later is a
//! [`Failure`](super::Failure).

use super::NatGatewayId;

/// A refused call on NAT gateways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The client token came before, with other parameters.
    TokenUsed,
    /// The NAT gateway is not there, or already gone.
    UnknownNatGateway {
        /// The gateway asked for.
        gateway: NatGatewayId,
    },
}
