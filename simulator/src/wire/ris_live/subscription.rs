//! What a client wants to hear: `ris_subscribe`'s data, or the header of a
//! stream.
//!
//! A member that is not there or `null` asks for nothing. `moreSpecific` is true
//! unless said otherwise, `lessSpecific` false, as an acknowledgement seen in
//! practice has them. A member that does not belong is refused: what is passed
//! over in silence would look like a filter that works.

use std::net::IpAddr;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use serde::Deserialize;
use serde_json::Value;

use super::RisLiveError;
use super::message::Update;
use super::pattern::Pattern;

/// A filter. All that it names has to be so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Subscription {
    /// The collector's number: `00`.
    host: Option<String>,
    kind: Option<Kind>,
    require: Option<Require>,
    peer: Option<IpAddr>,
    path: Option<Pattern>,
    prefixes: Option<Vec<Prefix>>,
    more_specific: bool,
    less_specific: bool,
}

/// A type of message. Here are only updates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Kind {
    Update,
    Open,
    Notification,
    Keepalive,
    #[serde(alias = "STATE")]
    RisPeerState,
}

/// What a message has to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Require {
    Announcements,
    Withdrawals,
}

/// Options of a connection, in the last subscription that names them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct SocketOptions {
    pub(super) include_raw: bool,
    pub(super) acknowledge: bool,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Members {
    host: Option<String>,
    r#type: Option<Kind>,
    require: Option<Require>,
    peer: Option<IpAddr>,
    path: Option<Value>,
    prefix: Option<Value>,
    more_specific: Option<bool>,
    less_specific: Option<bool>,
    socket_options: Option<SocketOptions>,
}

impl Default for Subscription {
    /// Everything.
    fn default() -> Self {
        Self {
            host: None,
            kind: None,
            require: None,
            peer: None,
            path: None,
            prefixes: None,
            more_specific: true,
            less_specific: false,
        }
    }
}

impl Subscription {
    /// Reads a subscription, and the options where it has some.
    pub(super) fn parse(data: &Value) -> Result<(Self, Option<SocketOptions>), RisLiveError> {
        let members = match data {
            Value::Null => Members::default(),
            Value::Object(members) => Members::deserialize(members)
                .map_err(|error| RisLiveError::Subscription(error.to_string()))?,
            Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
                let why = "write its members as {\"prefix\": \"198.18.0.0/23\"}";
                return Err(RisLiveError::Subscription(why.to_owned()));
            }
        };
        let options = members.socket_options;
        let wrong = |member| move |why| RisLiveError::Member { member, why };
        let path = members.path.as_ref().map(Pattern::parse).transpose();
        let prefixes = members.prefix.as_ref().map(prefixes).transpose();
        let host = members.host.as_deref().map(collector).transpose();
        let subscription = Self {
            host: host.map_err(wrong("host"))?,
            kind: members.r#type,
            require: members.require,
            peer: members.peer,
            path: path.map_err(wrong("path"))?,
            prefixes: prefixes.map_err(wrong("prefix"))?,
            more_specific: members.more_specific.unwrap_or(true),
            less_specific: members.less_specific.unwrap_or(false),
        };
        Ok((subscription, options))
    }

    /// Whether an update is what the client wants to hear.
    pub(super) fn wants(&self, update: &Update) -> bool {
        let host = self.host.as_deref();
        host.is_none_or(|host| host == update.peer.rrc.number())
            && self.kind.is_none_or(|kind| kind == Kind::Update)
            && self.has_what_is_required(update)
            && self.peer.is_none_or(|peer| peer == update.address())
            && self.has_path(update.path.as_deref())
            && self.has_prefix(update.prefix)
    }

    fn has_what_is_required(&self, update: &Update) -> bool {
        match self.require {
            None => true,
            Some(Require::Announcements) => update.path.is_some(),
            Some(Require::Withdrawals) => update.path.is_none(),
        }
    }

    /// A withdrawal has no path, so that nothing said of one is true of it.
    fn has_path(&self, path: Option<&[Asn]>) -> bool {
        let Some(pattern) = &self.path else {
            return true;
        };
        path.is_some_and(|path| pattern.matches(path))
    }

    fn has_prefix(&self, prefix: Prefix) -> bool {
        let is_near = |wanted: &Prefix| {
            *wanted == prefix
                || self.more_specific && wanted.covers(prefix)
                || self.less_specific && prefix.covers(*wanted)
        };
        let wanted = self.prefixes.as_ref();
        wanted.is_none_or(|wanted| wanted.iter().any(is_near))
    }
}

/// `rrc21` or `rrc21.ripe.net`: its number.
fn collector(host: &str) -> Result<String, String> {
    let name = host.strip_suffix(".ripe.net").unwrap_or(host);
    let number = name.strip_prefix("rrc");
    let is_number = |it: &&str| it.len() == 2 && it.bytes().all(|byte| byte.is_ascii_digit());
    let number = number.filter(is_number).map(str::to_owned);
    number.ok_or_else(|| format!("`{host}` is not a collector's name; write it as rrc00"))
}

/// A prefix or a list of them.
fn prefixes(value: &Value) -> Result<Vec<Prefix>, String> {
    let one = |value: &Value| {
        let text = value.as_str().ok_or_else(|| {
            "write a prefix, such as \"198.18.0.0/23\", or a list of them".to_owned()
        })?;
        let prefix = text.parse::<Prefix>();
        prefix.map_err(|error| format!("`{text}`: {error}"))
    };
    match value {
        Value::Array(values) => values.iter().map(one).collect(),
        value => Ok(vec![one(value)?]),
    }
}
