//! The states of a range as EC2's API spells them.

use std::fmt;
use std::str::FromStr;

#[cfg(test)]
mod tests;

/// The `State` of a `ByoipCidr` (EC2 API Reference, `ByoipCidr`; the enum of
/// ten in the SDKs' model).
///
/// What a range *is* lives in the simulator's world, with its data; this is
/// only what the API calls it. A client must also expect strings that are not
/// here: MoveByoipCidrToIpam answers two that the enum lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ByoipCidrState {
    /// Announced to the internet by Amazon.
    Advertised,
    /// Given back; the pool is gone.
    Deprovisioned,
    /// Could not be given back, mostly because addresses are still out.
    FailedDeprovision,
    /// The review found something wrong; `StatusMessage` says what.
    FailedProvision,
    /// Being announced, where that takes a while.
    PendingAdvertising,
    /// Being given back.
    PendingDeprovision,
    /// Under review.
    PendingProvision,
    /// Being withdrawn, where that takes a while.
    PendingWithdrawal,
    /// Accepted, with a pool to allocate from; not announced.
    Provisioned,
    /// Accepted, never to be announced (IPv6 only).
    ProvisionedNotPubliclyAdvertisable,
}

impl ByoipCidrState {
    /// Every state, in the order of the API's names.
    pub const ALL: [Self; 10] = [
        Self::Advertised,
        Self::Deprovisioned,
        Self::FailedDeprovision,
        Self::FailedProvision,
        Self::PendingAdvertising,
        Self::PendingDeprovision,
        Self::PendingProvision,
        Self::PendingWithdrawal,
        Self::Provisioned,
        Self::ProvisionedNotPubliclyAdvertisable,
    ];

    /// The API's name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Advertised => "advertised",
            Self::Deprovisioned => "deprovisioned",
            Self::FailedDeprovision => "failed-deprovision",
            Self::FailedProvision => "failed-provision",
            Self::PendingAdvertising => "pending-advertising",
            Self::PendingDeprovision => "pending-deprovision",
            Self::PendingProvision => "pending-provision",
            Self::PendingWithdrawal => "pending-withdrawal",
            Self::Provisioned => "provisioned",
            Self::ProvisionedNotPubliclyAdvertisable => "provisioned-not-publicly-advertisable",
        }
    }

    /// Whether waiting longer changes nothing: it went wrong and stays so until
    /// somebody calls again.
    pub const fn is_failure(self) -> bool {
        match self {
            Self::FailedDeprovision | Self::FailedProvision => true,
            Self::Advertised
            | Self::Deprovisioned
            | Self::PendingAdvertising
            | Self::PendingDeprovision
            | Self::PendingProvision
            | Self::PendingWithdrawal
            | Self::Provisioned
            | Self::ProvisionedNotPubliclyAdvertisable => false,
        }
    }
}

impl fmt::Display for ByoipCidrState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for ByoipCidrState {
    type Err = UnknownState;

    fn from_str(text: &str) -> Result<Self, UnknownState> {
        Self::ALL
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or(UnknownState)
    }
}

/// A text that names none of the states known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a state of a ByoipCidr")]
pub struct UnknownState;
