//! Whether a caller may do what it asks, and how AWS says that it may not.
//!
//! Source: IAM User Guide, "Troubleshoot access denied error messages". Each
//! service has its own code for it.

use std::fmt;

use super::authentication::Authenticated;
use crate::world::aws::permission::Denial;

/// An action that the caller may not do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unauthorized {
    arn: String,
    service: &'static str,
    action: String,
    denial: Denial,
}

impl fmt::Display for Unauthorized {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            arn,
            service,
            action,
            denial,
        } = self;
        write!(
            f,
            "User: {arn} is not authorized to perform: {service}:{action} "
        )?;
        match denial {
            Denial::Explicit => f.write_str("with an explicit deny in an identity-based policy"),
            Denial::Implicit => write!(
                f,
                "because no identity-based policy allows the {service}:{action} action"
            ),
        }
    }
}

/// Checks one action of a service, by its prefix in policies: `ec2`,
/// `elasticloadbalancing`, `support`.
pub(crate) fn authorize(
    authenticated: &Authenticated,
    service: &'static str,
    action: &str,
) -> Result<(), Unauthorized> {
    let checked = authenticated.permissions().check(service, action);
    checked.map_err(|denial| Unauthorized {
        arn: authenticated.arn().to_owned(),
        service,
        action: action.to_owned(),
        denial,
    })
}
