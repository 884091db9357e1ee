//! The proof of control in the world of a replay: certificates, messages and
//! signatures of a key of its own, in the places of the recorded ones.

use byoip_vocabulary::account::AccountId;
use byoip_vocabulary::authorization::AuthorizationMessage;
use byoip_vocabulary::certificate::Certificate;
use byoip_vocabulary::signature;
use jiff::{SignedDuration, Timestamp};
use openssl::pkey::{PKey, Private};

use super::mapping::{Mapping, certificates};
use crate::authorization::key;

/// What AWS asks for.
const BITS: u32 = 2048;

/// Where a recorded certificate cannot be read, its like has this length of life.
const DAYS: u32 = 365;

/// Who the certificates are of; nobody reads it.
const SUBJECT: &str = "/CN=replay.example.com";

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// The one key of a replay, made when it is first needed.
#[derive(Debug, Default)]
pub(super) struct Proof {
    key: Option<PKey<Private>>,
    made: u8,
}

impl Proof {
    /// Pairs every certificate of a text with one of this world.
    pub(super) fn certify(
        &mut self,
        text: &str,
        now: Timestamp,
        mapping: &mut Mapping,
    ) -> Result<(), String> {
        for recorded in certificates(text) {
            if mapping.of(recorded).is_some() {
                continue;
            }
            let days = Certificate::from_pem(recorded).map_or(DAYS, |certificate| {
                let life = certificate
                    .not_after()
                    .duration_since(certificate.not_before());
                u32::try_from(life.as_secs() / DAY.as_secs()).unwrap_or(DAYS)
            });
            self.made = self.made.saturating_add(1);
            let serial = [self.made; 20];
            let subject = SUBJECT.parse().map_err(|error| format!("{error}"))?;
            let own = Certificate::self_signed(self.key()?, &subject, serial, now, days)
                .map_err(|error| error.to_string())?;
            mapping.pair(recorded, &own.one_line());
        }
        Ok(())
    }

    /// A recorded message for this world's account and time, with its signature.
    pub(super) fn sign(
        &mut self,
        message: &str,
        account: AccountId,
        shift: SignedDuration,
    ) -> Result<(String, String), String> {
        // One that is malformed was to be refused, and is to be so again.
        let message = match AuthorizationMessage::parse(message) {
            Ok(recorded) => {
                let days = shift.as_secs().div_euclid(DAY.as_secs());
                let days = jiff::Span::new().try_days(days);
                let expires = days.and_then(|days| recorded.expires.checked_add(days));
                let expires = expires.map_err(|error| error.to_string())?;
                AuthorizationMessage {
                    account,
                    expires,
                    ..recorded
                }
                .to_string()
            }
            Err(_) => message.to_owned(),
        };
        // Any salt will do: the world verifies and keeps nothing of it.
        let signature = signature::sign(self.key()?, &message, [0; 32]);
        let signature = signature.map_err(|error| error.to_string())?;
        Ok((message, signature.to_string()))
    }

    fn key(&mut self) -> Result<&PKey<Private>, String> {
        let key = match self.key.take() {
            Some(key) => key,
            None => key::generate(BITS).map_err(|error| error.to_string())?,
        };
        Ok(self.key.insert(key))
    }
}
