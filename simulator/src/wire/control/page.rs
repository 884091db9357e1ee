//! `/_simulator/`: the world as a page to look at. It asks this API from the
//! browser and changes nothing.

use crate::wire::http::Answer;

#[cfg(test)]
mod tests;

const PAGE: &str = include_str!("page/page.html");

#[utoipa::path(get, operation_id = "showPage", path = "/_simulator/",
    responses((status = 200, description = "A page that shows ranges, announcements, ROAs, faults and what happened", content_type = "text/html")))]
pub(super) fn get() -> Answer {
    Answer::new(200, "text/html; charset=utf-8", PAGE)
        // Nothing from elsewhere, and nothing is sent elsewhere.
        .with(
            "content-security-policy",
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'",
        )
}
