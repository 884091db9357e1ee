//! The RTR listener: a cache for routers, with what one of the world's validators
//! has.
//!
//! The protocol is in [`wire::rtr`](crate::wire::rtr). Here are the connections:
//! who is on them is told when the validator has something new, and cut off when
//! the world begins anew, as by a cache that is started again.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use byoip_vocabulary::roa::Vrp;
use bytes::{Buf, BytesMut};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::WriteHalf;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Mutex, watch};
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::{Shared, wall};
use crate::simulation::Reading;
use crate::wire::rtr::query::{self, Query};
use crate::wire::rtr::{State, Update, Version, announced, pdu};
use crate::world::draw::{Branch, Draw};
use crate::world::rpki::aspa::Aspa;
use crate::world::rpki::validator::ValidatorName;

#[cfg(test)]
mod tests;

/// How long a router may take over its first query, and over taking a piece of an
/// answer. Between two queries it may be silent for hours.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long a router that was wrong may take to hang up, and how much it may send
/// until then.
const LINGER: Duration = Duration::from_secs(2);
const LINGER_MAX: u64 = 1 << 16;
/// How many routers are served at once.
const ROUTERS_MAX: usize = 256;

/// What routers are told of.
#[derive(Debug)]
pub(super) struct Feed {
    shared: Arc<Shared>,
    validator: ValidatorName,
    /// The session of the first world; each reset is another.
    first_session: u16,
    /// Everything, as of a state: routers come in flocks, and sorting takes a
    /// while.
    table: Mutex<Option<Update>>,
}

impl Feed {
    /// A feed of what the validator has, with sessions from the seed.
    pub(super) fn new(shared: Arc<Shared>, validator: ValidatorName, seed: u64) -> Self {
        let sessions = u64::from(u16::MAX) + 1;
        let drawn = Draw::new(seed).below(Branch::RtrSession, 0, sessions);
        Self {
            shared,
            validator,
            first_session: u16::try_from(drawn).unwrap_or_default(),
            table: Mutex::default(),
        }
    }

    fn read(&self) -> Reading<'_> {
        self.shared.simulation.read(wall::now())
    }

    fn state(&self) -> State {
        self.state_in(&self.read())
    }

    fn state_in(&self, world: &Reading<'_>) -> State {
        // The low bits: no router remembers sixty-five thousand resets.
        let [.., high, low] = world.beginning().count.to_be_bytes();
        let resets = u16::from_be_bytes([high, low]);
        let validator = world.rpki().validators().get(&self.validator);
        let runs = validator.map_or(0, |validator| validator.runs().len());
        State {
            session: self.first_session.wrapping_add(resets),
            serial: u32::try_from(runs).unwrap_or(u32::MAX),
        }
    }

    /// What is new since a state, if that was ever one of this session.
    fn since(&self, state: State) -> Option<Update> {
        let world = self.read();
        let now = self.state_in(&world);
        if state.session != now.session {
            return None;
        }
        let run = usize::try_from(state.serial).ok()?;
        let rpki = world.rpki();
        let (came, went) = rpki.since(&self.validator, run)?;
        let validator = rpki.validators().get(&self.validator)?;
        let (attested, retracted) = rpki.aspas_since(validator, run)?;
        Some(Update::new(now, came, went).with_aspas(attested, retracted))
    }

    /// Everything. The world is let go before that is sorted or sent.
    async fn full(self: &Arc<Self>) -> io::Result<Update> {
        let mut table = self.table.lock().await;
        if let Some(update) = table.as_ref()
            && update.state() == self.state()
        {
            return Ok(update.clone());
        }
        let feed = Arc::clone(self);
        let made = tokio::task::spawn_blocking(move || {
            let (state, all, aspas) = {
                let world = feed.read();
                let seen = world.rpki().seen_by(feed.validator.as_str());
                let all: Vec<Vrp> = seen.vrps().collect();
                let aspas = seen.aspas().into_iter();
                let aspas: Vec<Aspa> = aspas.map(|(aspa, _)| aspa.clone()).collect();
                (feed.state_in(&world), all, aspas)
            };
            Update::full(state, announced(all)).with_aspas(aspas, Vec::new())
        });
        let update = made.await?;
        *table = Some(update.clone());
        Ok(update)
    }
}

/// Answers until the task is dropped, and hangs up then.
pub(super) async fn serve(listener: TcpListener, feed: Arc<Feed>) {
    let mut changes = feed.shared.changed.subscribe();
    let (current, _) = watch::channel(feed.state());
    let mut routers = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept(), if routers.len() < ROUTERS_MAX => match accepted {
                Ok((stream, _)) => {
                    let (feed, current) = (Arc::clone(&feed), current.subscribe());
                    routers.spawn(async move {
                        if let Err(error) = attend(stream, &feed, current).await {
                            tracing::debug!(%error, "a router has gone");
                        }
                    });
                }
                Err(error) => tracing::warn!(%error, "a router could not be accepted"),
            },
            _ = routers.join_next(), if !routers.is_empty() => {}
            changed = changes.changed() => {
                if changed.is_err() {
                    return;
                }
                let now = feed.state();
                current.send_if_modified(|state| std::mem::replace(state, now) != now);
            }
        }
    }
}

/// Serves a router until it goes, is wrong, or the world begins anew.
async fn attend(
    mut stream: TcpStream,
    feed: &Arc<Feed>,
    mut current: watch::Receiver<State>,
) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let (mut reader, mut writer) = stream.split();
    let session = current.borrow_and_update().session;
    let mut received = BytesMut::new();
    let mut version = None;
    let mut has = None;
    loop {
        match query::read(&received, version) {
            Err(farewell) => {
                send(&mut writer, &farewell.0).await?;
                writer.shutdown().await?;
                // What has come and is not read would have the system drop what
                // is still under way to the router.
                let mut rest = reader.take(LINGER_MAX);
                timeout(LINGER, tokio::io::copy(&mut rest, &mut tokio::io::sink())).await??;
                return Ok(());
            }
            Ok(Some(asked)) => {
                received.advance(asked.length);
                version = Some(asked.version);
                let update = match asked.query {
                    Query::Reset => Some(feed.full().await?),
                    Query::Serial(state) => feed.since(state),
                };
                match &update {
                    Some(update) => send_all(&mut writer, update, asked.version).await?,
                    None => send(&mut writer, &pdu::cache_reset(asked.version)).await?,
                }
                has = update.map(|update| update.state());
                continue;
            }
            Ok(None) => {}
        }
        let patience = version.map_or(PATIENCE, |_| Duration::MAX);
        tokio::select! {
            read = timeout(patience, reader.read_buf(&mut received)) => if read?? == 0 {
                return Ok(());
            },
            changed = current.changed() => {
                let now = *current.borrow_and_update();
                if changed.is_err() || now.session != session {
                    return Ok(());
                }
                // Before the first query there is no version to say it in.
                if let Some(version) = version && has != Some(now) {
                    send(&mut writer, &pdu::serial_notify(version, now)).await?;
                }
            }
        }
    }
}

/// Sends an update in pieces: what is small in one.
async fn send_all(writer: &mut WriteHalf<'_>, update: &Update, version: Version) -> io::Result<()> {
    let mut gathered = Vec::new();
    for chunk in update.chunks(version) {
        gathered.extend(chunk);
        if gathered.len() >= PIECE {
            send(writer, &gathered).await?;
            gathered.clear();
        }
    }
    send(writer, &gathered).await
}

/// How much is sent at once.
const PIECE: usize = 1 << 16;

async fn send(writer: &mut WriteHalf<'_>, bytes: &[u8]) -> io::Result<()> {
    timeout(PATIENCE, writer.write_all(bytes)).await?
}
