//! What was done at registries, in the RPKI and on routers, done again through the
//! simulator's control API.

use byoip_vocabulary::registry::Registry;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::Method;
use serde_json::{Value, json};

use super::ReplayError;
use super::mapping::Mapping;
use super::player::Player;
use crate::recording::entry::{Deed, Seen};
use crate::target::control::{Chain, ControlError};

impl Player<'_> {
    /// Does again what was done elsewhere, and says whether anything is otherwise
    /// now. Inside an error: why it cannot be done.
    pub(super) async fn deed(&mut self, deed: &Deed) -> Result<Result<bool, String>, ReplayError> {
        let now = self.control.clock().await?.now;
        let text = serde_json::to_string(deed).unwrap_or_default();
        if let Err(reason) = self.proof.certify(&text, now, &mut self.mapping) {
            return Ok(Err(reason));
        }
        let done = match deed {
            Deed::Simulator {
                method,
                path,
                body,
                lines,
            } => {
                let done = self.simulated(method, path, body.as_ref(), lines.as_deref());
                done.await.map(|()| true)
            }
            Deed::Person {
                seen: Some(seen), ..
            } => self.by_person(seen).await,
            Deed::Person { seen: None, .. } => {
                return Ok(Err("nobody could see what a person did there".to_owned()));
            }
        };
        match done {
            Ok(is_new) => Ok(Ok(is_new)),
            Err(ControlError::Refused { message, .. }) => Ok(Err(message)),
            Err(error @ ControlError::Transport { .. }) => Err(error.into()),
        }
    }

    async fn simulated(
        &self,
        method: &str,
        path: &str,
        body: Option<&Value>,
        lines: Option<&[String]>,
    ) -> Result<(), ControlError> {
        if let Some(lines) = lines {
            let lines: Vec<String> = lines.iter().map(|it| self.mapping.translate(it)).collect();
            return self.control.set_field(path, &lines).await;
        }
        // Only what reqwest itself wrote stands in a recording.
        let method = method.parse().unwrap_or(Method::POST);
        let body = body.map(|body| translated(body, &self.mapping));
        let path = self.mapping.translate(path);
        self.control
            .send(method, &path, body.as_ref())
            .await
            .map(drop)
    }

    /// What a person did, by what could be seen of it, and whether it is new here:
    /// what is there already may have been there then, too.
    async fn by_person(&self, seen: &Seen) -> Result<bool, ControlError> {
        let (path, body, is_there) = match seen {
            Seen::Valid {
                prefix,
                max_length,
                asn,
                is_valid,
            } => {
                let body = json!({ "prefix": prefix, "max_length": max_length, "asn": asn });
                ("roas", body, *is_valid)
            }
            Seen::Originated {
                prefix,
                asn,
                is_there,
            } => {
                let body = json!({ "prefix": prefix, "asn": asn });
                ("announcements", body, *is_there)
            }
            Seen::Remark {
                registry,
                ip,
                line,
                is_there,
            } => return self.remark(registry, ip, line, *is_there).await,
        };
        let method = match is_there {
            true => Method::POST,
            false => Method::DELETE,
        };
        match self.control.send(method, path, Some(&body)).await {
            Err(ControlError::Refused { status, .. }) if matches!(status.as_u16(), 404 | 409) => {
                Ok(false)
            }
            done => done.map(|_| true),
        }
    }

    /// The name of the record around an address in this world; the address where
    /// there is none, so that the control API says so.
    async fn handle(&self, registry: Option<Registry>, ip: &str) -> Result<String, ControlError> {
        let Some(registry) = registry else {
            return Ok(ip.to_owned());
        };
        let url = format!(
            "https://{}{}/ip/{ip}",
            registry.rdap_host(),
            registry.rdap_root()
        );
        let url = self.connection.url(&url);
        let failed = |error: reqwest::Error| ControlError::Transport {
            url: url.clone(),
            reason: Chain(&error).to_string(),
        };
        let response = self
            .connection
            .http
            .get(&url)
            .send()
            .await
            .map_err(failed)?;
        let document: Value = response.json().await.map_err(failed)?;
        let handle = document.get("handle").and_then(Value::as_str);
        Ok(handle.unwrap_or(ip).to_owned())
    }

    async fn remark(
        &self,
        registry: &str,
        ip: &str,
        line: &str,
        is_there: bool,
    ) -> Result<bool, ControlError> {
        let known: Option<Registry> = registry.parse().ok();
        let field = known.and_then(Registry::certificate_field);
        let field = field.map_or("remarks", |field| field.as_str());
        let line = self.mapping.translate(line);
        let handle = self.handle(known, ip).await?;
        let handle = utf8_percent_encode(&handle, NON_ALPHANUMERIC);
        let path = format!("registry/{registry}/networks/{handle}/{field}");
        let mut lines = self.control.field(&path).await?;
        if lines.contains(&line) == is_there {
            return Ok(false);
        }
        match is_there {
            true => lines.push(line),
            false => lines.retain(|there| *there != line),
        }
        self.control.set_field(&path, &lines).await?;
        Ok(true)
    }
}

/// A deed in a few words.
pub(super) fn told(deed: &Deed) -> String {
    match deed {
        Deed::Simulator { method, path, .. } => format!("{method} {path}"),
        Deed::Person { instruction, .. } => {
            instruction.lines().next().unwrap_or_default().to_owned()
        }
    }
}

fn translated(value: &Value, mapping: &Mapping) -> Value {
    match value {
        Value::String(text) => Value::String(mapping.translate(text)),
        Value::Array(items) => items.iter().map(|it| translated(it, mapping)).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| (name.clone(), translated(value, mapping)))
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}
