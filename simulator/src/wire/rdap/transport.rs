//! What HTTP asks of an RDAP service whatever is looked up (RFC 7480): which
//! methods there are, who takes the answer, who asks too often, and whose pages
//! may read it.

use ::http::HeaderMap;
use ::http::header::{ACCEPT, ORIGIN};
use byoip_vocabulary::registry::Registry;
use jiff::SignedDuration;

use super::{MEDIA_TYPE, Site, body, dialect, refusal, refuse};
use crate::wire::http::{Answer, Query};
use crate::world::World;

/// Answers a client that asks too often.
pub(crate) fn slow_down(
    registry: Registry,
    query: &Query<'_>,
    world: &World,
    wait: SignedDuration,
) -> Answer {
    let text = "too many queries; ask again when Retry-After has passed";
    // Whole seconds, and never so few that the client comes too early.
    let seconds = wait.as_secs() + i64::from(wait.subsec_nanos() > 0);
    error(registry, query, world, 429, text).with("retry-after", seconds.to_string())
}

/// Answers a method that a look-up does not have.
pub(crate) fn not_allowed(registry: Registry, query: &Query<'_>, world: &World) -> Answer {
    let text = "records are only read here; use GET or HEAD";
    error(registry, query, world, 405, text).with("allow", "GET, HEAD")
}

/// Answers a client that would not take what RDAP writes.
pub(crate) fn not_acceptable(registry: Registry, query: &Query<'_>, world: &World) -> Answer {
    let text = format!("an answer is {MEDIA_TYPE}; accept it, or application/json");
    error(registry, query, world, 406, &text)
}

/// Whether a client takes what RDAP writes (RFC 7480, section 4.2).
pub(crate) fn is_acceptable(headers: &HeaderMap) -> bool {
    const TAKEN: [&str; 4] = ["*/*", "application/*", "application/json", MEDIA_TYPE];
    let mut accepts = headers.get_all(ACCEPT).iter().peekable();
    let takes = |accept: &str| {
        accept.split(',').any(|range| {
            let range = range.split(';').next().unwrap_or_default().trim();
            TAKEN.iter().any(|taken| range.eq_ignore_ascii_case(taken))
        })
    };
    accepts.peek().is_none() || accepts.any(|it| it.to_str().is_ok_and(takes))
}

/// Lets a web page of any origin read the answer. RIPE NCC's server says so only
/// to a browser that asks (`CustomCrossOriginHandler`), the others to everybody
/// (RFC 7480, section 5.6).
pub(crate) fn open_to_pages(registry: Registry, headers: &HeaderMap, answer: Answer) -> Answer {
    const ALLOW: &str = "access-control-allow-origin";
    match registry {
        Registry::Ripe if headers.contains_key(ORIGIN) => answer
            .with(ALLOW, "*")
            .with("access-control-allow-credentials", "false"),
        Registry::Ripe => answer,
        Registry::Arin | Registry::Apnic | Registry::Lacnic | Registry::Afrinic => {
            answer.with(ALLOW, "*")
        }
    }
}

fn error(registry: Registry, query: &Query<'_>, world: &World, status: u16, text: &str) -> Answer {
    let site = Site {
        registry,
        query,
        world,
    };
    let head = dialect(registry).error(&site, false);
    let title = refusal::title(registry, status);
    body(status, refuse(head, status, title, text))
}
