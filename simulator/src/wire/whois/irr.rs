//! RADb's answers, where a query names that source: the route objects around an
//! address, and nothing else. IRRd, the program behind it, writes the objects one
//! after the other without any banner.

use super::paragraph::Paragraph;
use super::query::{Query, Subject};
use super::routes::is_near;
use crate::wire::dates;
use crate::world::World;
use crate::world::irr::SOURCE;

const COLUMN: usize = 16;
const NOTHING: &str = "%  No entries found for the selected source(s).\n\n";

/// The answer to a query.
pub(super) fn show(query: &Query<'_>, world: &World) -> String {
    let mut text = String::new();
    let Subject::Prefix(prefix) = query.subject else {
        return NOTHING.to_owned();
    };
    let class = if prefix.is_ipv4() { "route" } else { "route6" };
    let objects = world.irr().objects();
    let near = objects.filter(|(route, _)| is_near(query.reach, route.prefix, prefix));
    for (route, made) in near.filter(|_| query.takes_class(class)) {
        let made = dates::utc(made);
        let lines = [
            (class, route.prefix.to_string()),
            ("origin", route.origin.to_string()),
            ("created", made.clone()),
            ("last-modified", made),
            ("source", SOURCE.to_owned()),
        ];
        let mut object = Paragraph::new(COLUMN);
        for (name, value) in lines {
            object.line(name, value);
        }
        text.push_str(&object.into_text());
        text.push('\n');
    }
    if text.is_empty() {
        text.push_str(NOTHING);
    }
    text
}
