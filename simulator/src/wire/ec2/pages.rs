//! `MaxResults` and `NextToken`.
//!
//! On the last page the token's element is left out: an empty one reads as an
//! empty string, and a paginator would go on.

use crate::wire::query::error::{Request, ServiceError};
use crate::wire::query::form::Form;
pub(super) use crate::wire::query::pages::{Page, sizes};
use crate::wire::query::parameters::parsed;

#[cfg(test)]
mod tests;

impl Page {
    /// Reads `MaxResults` within its range and `NextToken`; without
    /// `MaxResults` everything is one page.
    pub(super) fn read(
        form: &Form,
        sizes: std::ops::RangeInclusive<u32>,
    ) -> Result<Self, ServiceError> {
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
        Self::at(token, size).ok_or_else(|| {
            let token = token.unwrap_or_default().to_owned();
            Request::ForeignToken { token }.into()
        })
    }
}
