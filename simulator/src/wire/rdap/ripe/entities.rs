//! Whom a record of RIPE NCC's names: admin-c and tech-c, mnt-by and org in the
//! order of their handles, then abuse-c.
//!
//! An address for mail that belongs to a person's or role's own record is kept
//! back, and said to be (RFC 9537).

use serde_json::{Value, json};

use super::super::Site;
use super::super::object::Object;
use super::super::vcard::Card;
use crate::wire::rpsl;
use crate::world::registry::{Contact, Organization};

/// The entities of one object.
#[derive(Default)]
pub(super) struct Entities {
    /// Those shown.
    pub(super) shown: Value,
    /// Whose address for mail is kept back.
    pub(super) withheld: Withheld,
}

/// The handles of those whose address for mail an object does not show.
#[derive(Default)]
pub(super) struct Withheld(Vec<String>);

impl Withheld {
    /// What an answer says it keeps back of an object, by the object's place in
    /// it. The card's property is called by its name in RPSL, as in recorded
    /// answers.
    pub(super) fn of(&self, object: &str) -> Vec<Value> {
        let redaction = |handle: &String| {
            json!({
                "name": { "description": "Personal e-mail information" },
                "reason": { "description": "Personal data" },
                "prePath": format!(
                    "{object}.entities[?(@.handle=='{handle}')].vcardArray[1][?(@[0]=='e-mail')]"
                ),
                "method": "removal",
            })
        };
        self.0.iter().map(redaction).collect()
    }
}

impl Entities {
    /// Whom a record names that belongs to an organisation; without `org` where
    /// the record is the organisation's own or a zone's.
    pub(super) fn of(
        site: &Site<'_>,
        holder: &Organization,
        maintainer: Option<&str>,
        org: bool,
    ) -> Self {
        let mut named: Vec<(&str, Value, &[&str])> = Vec::new();
        for desk in rpsl::desks(Some(holder)) {
            let roles = &["administrative", "technical"];
            named.push((&desk.handle, card(holder, desk).into(), roles));
        }
        if let Some(maintainer) = maintainer {
            let card = Card::named(maintainer).kind("individual");
            named.push((maintainer, card.into(), &["registrant"]));
        }
        if org {
            let card = organization_card(holder).into();
            named.push((&holder.handle, card, &["registrant"]));
        }
        named.sort_by_key(|(handle, ..)| handle.to_ascii_uppercase());
        let mut shown: Vec<Value> = named
            .into_iter()
            .map(|(handle, card, roles)| entity(site, handle, card, roles).into())
            .collect();
        shown.extend(rpsl::abuse_contacts(Some(holder)).map(|it| abuse_role(holder, it)));
        // One that takes complaints has its only address shown.
        let withheld = rpsl::desks(Some(holder)).filter(|it| !it.abuse);
        Self {
            shown: shown.into(),
            withheld: Withheld(withheld.map(|it| it.handle.clone()).collect()),
        }
    }
}

fn entity(site: &Site<'_>, handle: &str, card: Value, roles: &[&str]) -> Object {
    let own = site.here(&format!("/entity/{handle}"));
    Object::default()
        .with("handle", handle)
        .with("vcardArray", card)
        .with("roles", roles)
        .with(
            "links",
            json!([
                { "value": site.asked(), "rel": "self", "href": own },
                super::copyright(),
            ]),
        )
        .with("objectClassName", "entity")
}

/// The abuse contact, whose own contacts the world does not know.
pub(super) fn abuse_role(holder: &Organization, contact: &Contact) -> Value {
    Object::default()
        .with("handle", contact.handle.as_str())
        .with("vcardArray", card(holder, contact))
        .with("roles", json!(["abuse"]))
        .with("entities", json!([]))
        .with("objectClassName", "entity")
        .into()
}

/// A role's card without its own address for mail; one that takes complaints is
/// shown, since it is there to be found.
pub(super) fn card(holder: &Organization, contact: &Contact) -> Card {
    let card = Card::named(&contact.name)
        .kind("group")
        .address(&rpsl::address(holder))
        .phone(json!("voice"), &contact.phone);
    if contact.abuse {
        card.email_of("abuse", &contact.email)
    } else {
        card
    }
}

pub(super) fn organization_card(organization: &Organization) -> Card {
    Card::named(&organization.name)
        .kind("org")
        .address(&rpsl::address(organization))
}
