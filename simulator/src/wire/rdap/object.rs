//! A JSON object whose members stand in the order they are given: part of what
//! tells one registry's answer from another's.

use byoip_vocabulary::registry::Registry;
use serde_json::{Map, Value, json};

use crate::wire::dates;
use crate::world::registry::{Autnum, Contact, Network, Record, shown};

/// An object under construction.
#[derive(Default)]
pub(super) struct Object(Map<String, Value>);

impl Object {
    /// Adds a member.
    pub(super) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.insert(name.to_owned(), value.into());
        self
    }

    /// Adds a member if there is a value for it.
    pub(super) fn with_some(self, name: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Adds the first and last address and the family.
    pub(super) fn with_addresses(self, network: &Network) -> Self {
        let prefix = network.prefix;
        self.with("startAddress", prefix.first().to_string())
            .with("endAddress", prefix.last().to_string())
            .with("ipVersion", if prefix.is_ipv4() { "v4" } else { "v6" })
    }

    /// Adds the first and last AS number.
    pub(super) fn with_numbers(self, autnum: &Autnum) -> Self {
        self.with("startAutnum", autnum.first.number())
            .with("endAutnum", autnum.last.number())
    }

    /// Adds the members of another object.
    pub(super) fn with_all(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// The object as bytes.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        Value::from(self).to_string().into_bytes()
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        Self::Object(object.0)
    }
}

/// The network as the NRO's `cidr0` extension writes it.
pub(super) fn cidrs(network: &Network) -> Value {
    let prefix = network.prefix;
    let family = if prefix.is_ipv4() {
        "v4prefix"
    } else {
        "v6prefix"
    };
    json!([{ family: prefix.first().to_string(), "length": prefix.length() }])
}

/// An event (RFC 9083, section 4.5).
pub(super) fn event(action: &str, date: String) -> Value {
    json!({ "eventAction": action, "eventDate": date })
}

/// A record's dates as every registry but ARIN writes them.
pub(super) fn events(record: &Record) -> Value {
    json!([
        event("registration", dates::utc(record.registered)),
        event("last changed", dates::utc(record.changed())),
    ])
}

/// A record's remarks (RFC 9083, section 4.3).
pub(super) fn remarks(registry: Registry, record: &Record) -> Option<Value> {
    let remarks: Vec<Value> = shown::rdap(registry, record)
        .into_iter()
        .map(|remark| {
            let lines: Vec<String> = remark.lines.into_iter().map(|line| line.text).collect();
            let remark = Object::default().with_some("title", remark.title);
            Value::from(remark.with("description", lines))
        })
        .collect();
    let some = !remarks.is_empty();
    some.then(|| Value::from(remarks))
}

/// What a contact is for. The world does not tell administrative from technical
/// contacts, so an RPSL registry names each as both.
pub(super) fn roles(contact: &Contact) -> Vec<&'static str> {
    let desk = [
        ("administrative", contact.technical),
        ("technical", contact.technical),
    ];
    let all = desk.into_iter().chain([("abuse", contact.abuse)]);
    all.filter_map(|(role, has)| has.then_some(role)).collect()
}

/// Name servers (RFC 9083, section 5.2), each with the dot at its end.
pub(super) fn nameservers(network: &Network) -> Value {
    let named =
        |name: &String| json!({ "ldhName": absolute(name), "objectClassName": "nameserver" });
    network.nameservers.iter().map(named).collect()
}

/// A domain name with the dot at its end.
pub(super) fn absolute(name: &str) -> String {
    format!("{}.", name.trim_end_matches('.'))
}
