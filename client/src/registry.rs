//! What a holder changes at its registry, by the registry's own interface: the
//! certificate in a network's record, and ROAs.
//!
//! - [`arin`], [`ripe`], [`apnic`], [`lacnic`]: a registry each, with its way to
//!   say who calls, its bodies and its errors. AFRINIC has no interface.
//! - [`record`]: the holder's view of a record; [`certificate`]: which lines of
//!   it a certificate is; [`edit`]: a change of it that lasts; [`compare`]: how it
//!   differs from what is public.
//! - [`roa`]: ROAs listed and changed; [`routes`]: what a change does to the
//!   routes that are announced.
//! - [`key`]: the holder's key, never shown.
//!
//! Making a request and sending it are apart, so that a dry run shows what would
//! be sent. All real: a simulator is only reached another way ([`Http`]).

use byoip_vocabulary::registry::Registry;

use crate::http::request::Request;
use crate::http::{Http, HttpError, Reply};
use crate::rdap::Network;
use apnic::task::{self, Open};
use key::Key;

pub mod apnic;
pub mod arin;
pub mod certificate;
pub mod compare;
pub mod edit;
pub mod key;
pub mod lacnic;
pub(crate) mod markup;
pub mod record;
pub mod ripe;
pub mod roa;
pub mod routes;
#[cfg(test)]
mod tests;

/// The end of a way to prove control of a range that needs no registry record.
pub const OTHER_ROAD: &str = "prove control of the range by a DNS token through an IPAM instead \
     (aws ec2 create-ipam-external-resource-verification-token)";

/// A holder at its registry.
#[derive(Clone, Debug)]
pub struct Desk<'a> {
    /// The way there.
    pub http: &'a Http,
    /// The registry.
    pub registry: Registry,
    /// Who calls.
    pub key: Key,
    /// What the registry calls whom the key is of.
    pub account: String,
}

impl<'a> Desk<'a> {
    /// The desk in charge of a network. The account is whom it is registered to
    /// unless another is named.
    pub fn of(
        http: &'a Http,
        registry: Registry,
        network: &Network,
        key: Key,
        account: Option<String>,
    ) -> Result<Self, DeskError> {
        let account = account.or_else(|| network.registrant.clone());
        let account = account.ok_or_else(|| DeskError::NoAccount(network.handle.clone()))?;
        Ok(Self {
            http,
            registry,
            key,
            account,
        })
    }

    /// Sends a request that changes something, unless that has been sent already
    /// and is under way.
    pub async fn submit(&self, request: &Request) -> Result<Submitted, DeskError> {
        let open = self.open().await?;
        if let Some(task) = task::standing(&open, request)? {
            return Ok(Submitted::Pending(task));
        }
        let reply = self.ask(request).await?;
        match self.registry {
            Registry::Apnic => task::submitted(request, &reply),
            Registry::Arin | Registry::Ripe | Registry::Lacnic | Registry::Afrinic => {
                Ok(Submitted::Done(reply.body))
            }
        }
    }

    /// The changes that the registry has taken and not made yet; APNIC alone has
    /// such.
    pub async fn open(&self) -> Result<Vec<Open>, DeskError> {
        match self.registry {
            Registry::Apnic => task::open(self).await,
            Registry::Arin | Registry::Ripe | Registry::Lacnic | Registry::Afrinic => {
                Ok(Vec::new())
            }
        }
    }

    /// Sends a request; what the registry refuses is told in its own words.
    async fn ask(&self, request: &Request) -> Result<Reply, DeskError> {
        let reply = self.http.send(request).await?;
        if reply.status.is_success() {
            return Ok(reply);
        }
        let words = match self.registry {
            Registry::Arin => arin::words(&reply.body),
            Registry::Ripe => ripe::words(&reply.body),
            Registry::Apnic => apnic::words(&reply.body),
            Registry::Lacnic => lacnic::words(&reply.body),
            Registry::Afrinic => None,
        };
        let url = self.http.place(request.url());
        Err(HttpError::refused(&url, &reply, words).into())
    }
}

/// What became of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Submitted {
    /// The registry has made it, and answered this.
    Done(String),
    /// The registry will make it: where to look.
    Pending(String),
}

/// Why a registry did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DeskError {
    /// It did not answer, or refused.
    #[error(transparent)]
    Http(#[from] HttpError),
    /// There is nothing to talk to.
    #[error(
        "AFRINIC has no interface for its members; do it at its portal, \
         https://my.afrinic.net, which asks for a certificate in the browser"
    )]
    NoInterface,
    /// There is no field to write into.
    #[error("AWS reads no certificate at {0}{why}; {OTHER_ROAD}", why = why(*.0))]
    NoPlace(Registry),
    /// Nobody knows whose record it is.
    #[error("RDAP names no registrant of {0}; name the registry's account with --account")]
    NoAccount(String),
    /// A ROA cannot be deleted alone.
    #[error(
        "the ROA {id} has {others} too, and {registry} deletes it as a whole; do that first, then create what must stay"
    )]
    Shared {
        /// The registry.
        registry: Registry,
        /// The ROA's name there.
        id: String,
        /// What else it has.
        others: String,
    },
    /// Another change of the same object is under way.
    #[error(
        "another change of {what} is open at {registry}, {task}; repeat the command when it has ended"
    )]
    Open {
        /// The registry.
        registry: Registry,
        /// The object.
        what: String,
        /// Where the other change is.
        task: String,
    },
    /// It was made, and undone each time.
    #[error(
        "{registry} took the change of {handle}, and a moment later the record was without it, \
         each time again: somebody else changes it at the same time; look with byoip registry \
         show, then repeat the command"
    )]
    Lost {
        /// The registry.
        registry: Registry,
        /// The record's name.
        handle: String,
    },
    /// It was made, and what stood beside it is not there any more.
    #[error(
        "{handle} at {registry} has the change and has lost what stood there before, `{line}`: \
         somebody else has changed it meanwhile; look with byoip registry show, and put back \
         what must stay"
    )]
    Gone {
        /// The registry.
        registry: Registry,
        /// The record's name.
        handle: String,
        /// The first line that is missing.
        line: String,
    },
    /// What was handed in failed later.
    #[error("{registry} did not do it: {reason}")]
    Failed {
        /// The registry.
        registry: Registry,
        /// Why, in its words.
        reason: String,
    },
}

/// Why AWS reads none, where it is known.
fn why(registry: Registry) -> &'static str {
    match registry {
        Registry::Lacnic => ", whose records have no text of their holder's",
        Registry::Arin | Registry::Ripe | Registry::Apnic | Registry::Afrinic => "",
    }
}

/// The key of a network's object in a path: a prefix keeps its slash, as the
/// databases write it; anything else is one part.
fn object_key(text: &str) -> String {
    let is_prefix = text.split_once('/').is_some_and(|(address, length)| {
        address.parse::<std::net::IpAddr>().is_ok() && length.parse::<u8>().is_ok()
    });
    if is_prefix {
        text.to_owned()
    } else {
        segment(text)
    }
}

/// A text as one part of a path.
fn segment(text: &str) -> String {
    use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
    /// What would end the path, or a reader might not take.
    const SET: &AsciiSet = &CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'#')
        .add(b'/')
        .add(b'\\')
        .add(b'%')
        .add(b'<')
        .add(b'>')
        .add(b'?')
        .add(b'`')
        .add(b'{')
        .add(b'}');
    utf8_percent_encode(text, SET).to_string()
}
