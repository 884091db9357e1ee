//! A JSON object whose members stand in the order they are given: part of what
//! tells one registry's answer from another's.

use serde_json::{Map, Value, json};

use crate::world::registry::Network;

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

    /// Adds what every registry writes of a network's addresses, and in this
    /// order: handle, first and last address, family.
    pub(super) fn with_addresses(self, network: &Network) -> Self {
        let prefix = network.prefix;
        self.with("handle", network.handle.as_str())
            .with("startAddress", prefix.first().to_string())
            .with("endAddress", prefix.last().to_string())
            .with("ipVersion", if prefix.is_ipv4() { "v4" } else { "v6" })
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
