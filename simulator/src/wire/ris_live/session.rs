//! A client's side of the talk: its subscriptions, and what it is answered.
//!
//! `ris_unsubscribe_ok` and the texts of errors are inferred; the manual says
//! that there are errors and not which.

use serde::Serialize;
use serde_json::{Value, json};

use super::subscription::{SocketOptions, Subscription};
use super::{RisLiveError, Update};
use crate::wire::ris::Peer;
use crate::world::World;

/// How many subscriptions a connection may have, which is this server's limit.
const SUBSCRIPTIONS_MAX: usize = 1000;

/// A client that listens.
#[derive(Debug, Default)]
pub(crate) struct Session {
    subscriptions: Vec<Subscription>,
    options: SocketOptions,
}

#[derive(Serialize)]
struct Message<D> {
    r#type: &'static str,
    data: D,
}

impl Session {
    /// A client with one subscription, which stays.
    pub(super) fn of(subscription: Subscription) -> Self {
        Self {
            subscriptions: vec![subscription],
            options: SocketOptions::default(),
        }
    }

    /// Whether any of its subscriptions asks for an update; it comes once even
    /// where several do.
    pub(crate) fn wants(&self, update: &Update) -> bool {
        self.subscriptions.iter().any(|it| it.wants(update))
    }

    /// An update as this client is told it.
    pub(crate) fn tell(&self, update: &Update) -> String {
        update.text(self.options.include_raw)
    }

    /// Takes a message of the client's. Where there is an answer, it is a message
    /// too.
    pub(crate) fn hear(&mut self, text: &str, world: &World) -> Option<String> {
        match self.take(text, world) {
            Ok(answer) => answer,
            Err(wrong) => Some(error(&wrong.to_string())),
        }
    }

    fn take(&mut self, text: &str, world: &World) -> Result<Option<String>, RisLiveError> {
        let message: Value =
            serde_json::from_str(text).map_err(|error| RisLiveError::Json(error.to_string()))?;
        let kind = message.get("type").and_then(Value::as_str);
        let data = message.get("data").unwrap_or(&Value::Null);
        match kind.ok_or(RisLiveError::Shapeless)? {
            "ris_subscribe" => self.subscribe(data),
            "ris_unsubscribe" => self.unsubscribe(data),
            "request_rrc_list" => Ok(Some(rrc_list(world))),
            "ping" => Ok(Some(written("pong", Value::Null))),
            other => Err(RisLiveError::Type(other.to_owned())),
        }
    }

    fn subscribe(&mut self, data: &Value) -> Result<Option<String>, RisLiveError> {
        let (subscription, options) = Subscription::parse(data)?;
        if !self.subscriptions.contains(&subscription) {
            if self.subscriptions.len() == SUBSCRIPTIONS_MAX {
                return Err(RisLiveError::TooMany(SUBSCRIPTIONS_MAX));
            }
            self.subscriptions.push(subscription);
        }
        self.options = options.unwrap_or(self.options);
        Ok(self.acknowledge("ris_subscribe_ok", data))
    }

    fn unsubscribe(&mut self, data: &Value) -> Result<Option<String>, RisLiveError> {
        let (subscription, _) = Subscription::parse(data)?;
        let position = self
            .subscriptions
            .iter()
            .position(|it| *it == subscription)
            .ok_or(RisLiveError::Unknown)?;
        self.subscriptions.remove(position);
        Ok(self.acknowledge("ris_unsubscribe_ok", data))
    }

    /// Says that it is done, where the client wants to be told: what it said
    /// itself, and the options of the connection.
    fn acknowledge(&self, kind: &'static str, data: &Value) -> Option<String> {
        let mut subscription = match data {
            Value::Object(members) => members.clone(),
            _ => serde_json::Map::new(),
        };
        subscription.remove("socketOptions");
        let told = json!({
            "subscription": subscription,
            "socketOptions": {
                "includeRaw": self.options.include_raw,
                "acknowledge": self.options.acknowledge,
            },
        });
        self.options.acknowledge.then(|| written(kind, told))
    }
}

/// An error, as a message.
pub(crate) fn error(text: &str) -> String {
    written("ris_error", json!({ "message": text }))
}

/// The collectors, by the names that `host` takes.
fn rrc_list(world: &World) -> String {
    let peers = Peer::all(world.internet().graph());
    let rrcs = peers.iter().map(|peer| format!("rrc{}", peer.rrc.number()));
    let mut rrcs: Vec<String> = rrcs.collect();
    rrcs.dedup();
    written("ris_rrc_list", rrcs)
}

fn written(kind: &'static str, data: impl Serialize) -> String {
    let message = Message { r#type: kind, data };
    // Made of texts, lists and objects with texts for keys; none of them fails.
    serde_json::to_string(&message).unwrap_or_default()
}
