//! EC2 and STS as one customer of theirs.
//!
//! Every call goes through [`Service::reading`] or [`Service::changing`]. Plain,
//! a call is made once and its answer is the answer. With manners it waits for
//! its turn, is made again when it was throttled, and survives credentials that
//! run out; a change that may have been done although no answer came ends with
//! [`CallError::Lost`], so that whoever wanted it looks before it is made again.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_ec2::config::http::HttpResponse;
use aws_sdk_ec2::error::{ProvideErrorMetadata, SdkError};
use byoip_vocabulary::duration;

use super::CallError;
use super::manners::{Kind, Manners, Reaction, reaction};
use super::passing::Passing;
use crate::notice::Notice;

#[cfg(test)]
mod tests;

/// The SDK's clients; cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Clients {
    pub(crate) ec2: aws_sdk_ec2::Client,
    pub(crate) sts: aws_sdk_sts::Client,
}

/// Makes clients with whatever credentials there are now.
pub(crate) type Renew = Arc<dyn Fn() -> Renewing + Send + Sync>;

/// Clients in the making.
pub(crate) type Renewing = std::pin::Pin<Box<dyn Future<Output = Result<Clients, String>> + Send>>;

/// EC2 and STS.
pub(crate) struct Service {
    clients: Mutex<Clients>,
    careful: Option<Careful>,
    /// Whether a call was ever answered: credentials can run out that were good.
    was_answered: AtomicBool,
}

/// What manners need.
pub(crate) struct Careful {
    pub(crate) manners: Manners,
    pub(crate) passing: Passing,
    pub(crate) renew: Option<Renew>,
    pub(crate) notice: Notice,
}

impl Service {
    /// Calls are made once.
    pub(crate) fn plain(clients: Clients) -> Self {
        Self {
            clients: Mutex::new(clients),
            careful: None,
            was_answered: AtomicBool::new(false),
        }
    }

    /// Calls are made with manners.
    pub(crate) fn careful(clients: Clients, careful: Careful) -> Self {
        Self {
            clients: Mutex::new(clients),
            careful: Some(careful),
            was_answered: AtomicBool::new(false),
        }
    }

    /// Whether a change may end as lost, and is to be looked for.
    pub(crate) fn is_careful(&self) -> bool {
        self.careful.is_some()
    }

    /// Lets a while pass before the next look, longer each time.
    pub(crate) async fn pause(&self, failures: u32) -> Result<(), CallError> {
        match &self.careful {
            Some(careful) => {
                careful
                    .passing
                    .pass(careful.manners.pause_after(failures))
                    .await
            }
            None => Ok(()),
        }
    }

    /// Makes a call that changes nothing.
    pub(crate) async fn reading<T, E, F>(&self, send: impl Fn(Clients) -> F) -> Result<T, CallError>
    where
        F: Future<Output = Result<T, SdkError<E, HttpResponse>>>,
        E: ProvideErrorMetadata + std::error::Error + 'static,
    {
        self.call(Kind::Reading, send).await
    }

    /// Makes a call that changes something.
    pub(crate) async fn changing<T, E, F>(
        &self,
        send: impl Fn(Clients) -> F,
    ) -> Result<T, CallError>
    where
        F: Future<Output = Result<T, SdkError<E, HttpResponse>>>,
        E: ProvideErrorMetadata + std::error::Error + 'static,
    {
        self.call(Kind::Changing, send).await
    }

    async fn call<T, E, F>(&self, kind: Kind, send: impl Fn(Clients) -> F) -> Result<T, CallError>
    where
        F: Future<Output = Result<T, SdkError<E, HttpResponse>>>,
        E: ProvideErrorMetadata + std::error::Error + 'static,
    {
        let Some(careful) = &self.careful else {
            return Ok(send(self.clients()).await?);
        };
        let begun = careful.passing.now().await?;
        let mut failures = 0;
        loop {
            careful.passing.turn(kind, &careful.manners).await?;
            let error = match send(self.clients()).await {
                Ok(answer) => {
                    self.was_answered.store(true, Ordering::Relaxed);
                    return Ok(answer);
                }
                Err(error) => CallError::from(error),
            };
            let patience = match reaction(&error, kind) {
                Reaction::Accept => return Err(error),
                Reaction::LookFirst => return Err(CallError::Lost(error.to_string())),
                Reaction::Again => careful.manners.patience,
                Reaction::Renew
                    if careful.renew.is_none() || !self.was_answered.load(Ordering::Relaxed) =>
                {
                    return Err(error);
                }
                Reaction::Renew => careful.manners.renewal,
            };
            let pause = careful.manners.pause_after(failures);
            let waited = careful.passing.now().await?.duration_since(begun);
            if waited + pause > patience {
                return Err(error);
            }
            failures += 1;
            careful.tell(&error, pause);
            careful.passing.pass(pause).await?;
            if reaction(&error, kind) == Reaction::Renew {
                self.renew(careful).await;
            }
        }
    }

    fn clients(&self) -> Clients {
        let clients = self.clients.lock();
        clients.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes whatever credentials there are now; where there are none yet, the
    /// next call says so again.
    async fn renew(&self, careful: &Careful) {
        let Some(renew) = &careful.renew else {
            return;
        };
        match renew().await {
            Ok(clients) => {
                *self.clients.lock().unwrap_or_else(PoisonError::into_inner) = clients;
            }
            Err(reason) => careful.notice.tell(&reason),
        }
    }
}

impl Careful {
    fn tell(&self, error: &CallError, pause: jiff::SignedDuration) {
        let pause = duration::display(pause);
        let text = match reaction(error, Kind::Reading) {
            Reaction::Renew => format!(
                "the credentials have run out ({error}); renew them, for example with `aws sso \
                 login`, and this run goes on; looking again in {pause}"
            ),
            Reaction::Accept | Reaction::Again | Reaction::LookFirst => {
                format!("{error}; again in {pause}")
            }
        };
        self.notice.tell(&text);
    }
}
