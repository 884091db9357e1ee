//! What AWS concludes of what its review saw, in the words of the `StatusMessage`.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::world::policy::Grade;

/// Why a range is turned down, in order of precedence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// No certificate in the right field of the right record.
    NoCertificate,
    /// The message is for something else, or no longer good.
    WrongMessage,
    /// No certificate that is good today verifies the signature.
    SignatureNotVerified,
    /// The delegation is not of an acceptable kind.
    AllocationType,
    /// The route is not RPKI valid for every Amazon origin.
    RoaNotValid,
    /// A route object by hand is in the way.
    IrrObject,
}

impl Verdict {
    /// Every verdict, in order of precedence.
    pub const ALL: [Self; 6] = [
        Self::NoCertificate,
        Self::WrongMessage,
        Self::SignatureNotVerified,
        Self::AllocationType,
        Self::RoaNotValid,
        Self::IrrObject,
    ];

    /// How well the text is known, and from where.
    pub const fn known(self) -> (Grade, &'static str) {
        match self {
            Self::NoCertificate => (Grade::Observed, "edge-cloud.net, 2022: a range without one"),
            Self::RoaNotValid => (
                Grade::Documented,
                "Knowledge Center, fix BYOIP configuration, a heading",
            ),
            Self::IrrObject => (
                Grade::Inferred,
                "EC2 User Guide, BYOIP: such objects make provisioning fail; the words are a choice",
            ),
            Self::WrongMessage | Self::SignatureNotVerified | Self::AllocationType => (
                Grade::Inferred,
                "after the headings of Knowledge Center, fix BYOIP configuration",
            ),
        }
    }

    /// The `StatusMessage`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoCertificate => "No X509 certificate could be found in the Whois remarks",
            Self::WrongMessage => {
                "The message in CidrAuthorizationContext is not valid for the provided CIDR and account"
            }
            Self::SignatureNotVerified => {
                "The signature in CidrAuthorizationContext could not be verified with the X509 certificates in the Regional Internet Registry (RIR) records"
            }
            Self::AllocationType => {
                "The IP range is not an acceptable allocation type in the associated Internet Registry"
            }
            Self::RoaNotValid => {
                "The ROA is not valid or isn't found for the provided CIDR and Amazon ASNs"
            }
            Self::IrrObject => {
                "A route object for the provided CIDR and a BYOIP ASN exists in an Internet Routing Registry (IRR)"
            }
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
