//! `MaxResults` and `NextToken`.
//!
//! A token is the number of the first item of the next page, dressed so that
//! nobody reads it. On the last page the element is left out: an empty one
//! reads as an empty string, and a paginator would go on.

use byoip_vocabulary::error_code::ErrorCode;

use crate::wire::query::error::ServiceError;
use crate::wire::query::form::Form;
use crate::wire::query::parameters::parsed;

#[cfg(test)]
mod tests;

const TOKEN_PREFIX: &str = "byoip-page-";

/// The page asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Page {
    start: usize,
    size: usize,
}

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
        let start = match form.get("NextToken") {
            None => 0,
            Some(token) => token
                .strip_prefix(TOKEN_PREFIX)
                .and_then(|number| number.parse().ok())
                .ok_or_else(|| {
                    ServiceError::new(
                        ErrorCode::InvalidNextToken,
                        format!("The token '{token}' is invalid"),
                    )
                })?,
        };
        Ok(Self { start, size })
    }

    /// The page's items, and the token of the next page if there is one.
    pub(super) fn cut<T>(self, items: Vec<T>) -> (Vec<T>, Option<String>) {
        let end = self.start.saturating_add(self.size);
        let next = (end < items.len()).then(|| format!("{TOKEN_PREFIX}{end}"));
        let page = items.into_iter().skip(self.start).take(self.size).collect();
        (page, next)
    }
}
