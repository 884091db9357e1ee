//! `MaxResults` and `NextToken`.
//!
//! On the last page the token's element is left out: an empty one reads as an
//! empty string, and a paginator would go on.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::wire::query::action::Call;
use crate::wire::query::error::{Request, ServiceError};
pub(super) use crate::wire::query::pages::{Page, sizes};
use crate::wire::query::parameters::parsed;

#[cfg(test)]
mod tests;

/// The parameters that choose nothing: of pages, and whether to try.
const OF_PAGES: [&str; 3] = ["DryRun", "MaxResults", "NextToken"];

impl<K: Ord + Serialize + DeserializeOwned> Page<K> {
    /// Reads `MaxResults` within its range and `NextToken`; without
    /// `MaxResults` everything is one page.
    pub(super) fn read(
        call: &Call<'_>,
        sizes: std::ops::RangeInclusive<u32>,
    ) -> Result<Self, ServiceError> {
        let form = call.form;
        let wanted = format!(
            "Expecting a value from {} to {}.",
            sizes.start(),
            sizes.end()
        );
        let size = match parsed::<u32>(form, "MaxResults", &wanted)? {
            None => usize::MAX,
            Some(size) if sizes.contains(&size) => size as usize,
            Some(size) => {
                let size = size.to_string();
                return Err(ServiceError::invalid_value("MaxResults", &size, &wanted));
            }
        };
        let token = form.get("NextToken");
        Self::at(call.list("ec2", &OF_PAGES), token, size).ok_or_else(|| {
            let token = token.unwrap_or_default().to_owned();
            Request::ForeignToken { token }.into()
        })
    }
}
