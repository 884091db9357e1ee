//! A session with one router (RFC 4271, section 8), from the moment it connects.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Buf, BytesMut};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::net::tcp::{ReadHalf, WriteHalf};
use tokio::sync::watch;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::Feed;
use super::silence::Silence;
use crate::wire::bgp::Terms;
use crate::wire::bgp::message::{self, Message};
use crate::wire::bgp::notification::{Notification, Reason};
use crate::wire::bgp::open::Open;
use crate::wire::bgp::told::Told;
use crate::wire::ris::collector::RIS;
use crate::world::World;

/// How long a router may take over its OPEN, and over the KEEPALIVE behind it: the
/// large hold time that RFC 4271 suggests (section 8.2.2).
const OPEN_PATIENCE: Duration = Duration::from_secs(240);
/// How long a router may take over a piece of what it is told.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long a router that was wrong may take to hang up, and how much it may send
/// until then.
const LINGER: Duration = Duration::from_secs(2);
const LINGER_MAX: u64 = 1 << 16;

/// Why a session ends.
#[derive(Debug)]
enum End {
    /// The router has gone, or said that it goes.
    Gone,
    /// The router is told.
    Told(Notification),
    /// The connection is broken.
    Broken(io::Error),
}

impl<E: Into<io::Error>> From<E> for End {
    fn from(error: E) -> Self {
        Self::Broken(error.into())
    }
}

impl From<Notification> for End {
    fn from(notification: Notification) -> Self {
        Self::Told(notification)
    }
}

impl From<Reason> for End {
    fn from(reason: Reason) -> Self {
        Self::Told(reason.into())
    }
}

/// Serves a router until its session ends. `news` is told whenever there may be
/// something to tell it.
pub(super) async fn attend(
    mut stream: TcpStream,
    feed: Arc<Feed>,
    news: watch::Receiver<()>,
) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let (reader, writer) = stream.split();
    let mut session = Session {
        feed,
        reader,
        writer,
        received: BytesMut::new(),
    };
    match session.run(news).await {
        Ok(()) | Err(End::Gone) => Ok(()),
        Err(End::Broken(error)) => Err(error),
        Err(End::Told(notification)) => {
            tracing::debug!(?notification, "a router is told why its session ends");
            session.take_leave(&notification).await
        }
    }
}

struct Session<'a> {
    feed: Arc<Feed>,
    reader: ReadHalf<'a>,
    writer: WriteHalf<'a>,
    received: BytesMut,
}

impl Session<'_> {
    /// OPEN, KEEPALIVE, the table, and then whatever there is to tell.
    async fn run(&mut self, mut news: watch::Receiver<()>) -> Result<(), End> {
        let terms = self.open().await?;
        let mut silence = Silence::new(terms.hold_time);
        let mut listener = self.begin(terms)?;
        loop {
            let (after, piece) = self.look(listener, Told::next_piece).await?;
            listener = after;
            let Some(piece) = piece else { break };
            self.send(&piece).await?;
        }
        self.send(&listener.told.ends()).await?;
        loop {
            tokio::select! {
                // A router that was heard is not silent, however long this end
                // was busy.
                biased;
                message = self.message() => {
                    silence.heard();
                    self.answer(&message?, &listener.told).await?;
                }
                due = silence.end() => {
                    due?;
                    self.send(&message::keepalive()).await?;
                }
                changed = news.changed() => {
                    if changed.is_err() {
                        return Ok(());
                    }
                    let (after, bytes) = self.look(listener, Told::follow).await?;
                    listener = after;
                    self.send(&bytes).await?;
                }
            }
        }
    }

    /// Agrees on the terms of the session.
    async fn open(&mut self) -> Result<Terms, End> {
        let identifier = {
            let world = self.feed.read();
            self.feed.collector(&world).map(|it| it.identifier())
        };
        let identifier = identifier.ok_or(Reason::AdministrativeReset)?;
        self.send(&Open::of(RIS, identifier).bytes()).await?;
        let terms = match self.first_messages().await? {
            Message::Open(router) => {
                tracing::debug!(asn = %router.asn, "a router opens a session");
                Terms::with(&router)
            }
            other => return Err(unexpected(Reason::UnexpectedInOpenSent, &other)),
        };
        self.send(&message::keepalive()).await?;
        match self.first_messages().await? {
            Message::Keepalive => Ok(terms),
            other => Err(unexpected(Reason::UnexpectedInOpenConfirm, &other)),
        }
    }

    /// The next message of a session that is not established yet.
    async fn first_messages(&mut self) -> Result<Message, End> {
        let message = timeout(OPEN_PATIENCE, self.message()).await;
        message.map_err(|_| Reason::HoldTimerExpired)?
    }

    /// The next message. Whoever waits for it may stop and wait again.
    async fn message(&mut self) -> Result<Message, End> {
        loop {
            if let Some((message, length)) = message::read(&self.received)? {
                self.received.advance(length);
                return Ok(message);
            }
            if self.reader.read_buf(&mut self.received).await? == 0 {
                return Err(End::Gone);
            }
        }
    }

    /// Answers a message of an established session.
    async fn answer(&mut self, message: &Message, told: &Told) -> Result<(), End> {
        match message {
            Message::Update | Message::Keepalive | Message::RouteRefresh(None) => Ok(()),
            Message::RouteRefresh(Some(family)) => Ok(self.send(&told.again(*family)).await?),
            Message::Open(_) | Message::Notification(_) => {
                Err(unexpected(Reason::UnexpectedInEstablished, message))
            }
        }
    }

    /// Begins to listen to the world as it is now.
    fn begin(&self, terms: Terms) -> Result<Listener, End> {
        let world = self.feed.read();
        let collector = self.feed.collector(&world);
        let collector = collector.ok_or(Reason::AdministrativeReset)?;
        Ok(Listener {
            world: world.beginning().count,
            told: Told::nothing(&world, collector, terms),
        })
    }

    /// Looks at the world: beside the connections, as it can take a while. What is
    /// to be told of one that has begun anew is that the session ends.
    async fn look<T: Send + 'static>(
        &self,
        mut listener: Listener,
        look: impl FnOnce(&mut Told, &World) -> T + Send + 'static,
    ) -> Result<(Listener, T), End> {
        let feed = Arc::clone(&self.feed);
        let looked = spawn_blocking(move || {
            let world = feed.read();
            let is_same = world.beginning().count == listener.world;
            let seen = is_same.then(|| look(&mut listener.told, &world));
            drop(world);
            seen.map(|seen| (listener, seen))
        });
        let seen = looked.await?;
        Ok(seen.ok_or(Reason::AdministrativeReset)?)
    }

    async fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        timeout(PATIENCE, self.writer.write_all(bytes)).await?
    }

    async fn take_leave(&mut self, notification: &Notification) -> io::Result<()> {
        self.send(&notification.bytes()).await?;
        self.writer.shutdown().await?;
        // What has come and is not read would have the system drop what is still
        // under way to the router.
        let mut rest = (&mut self.reader).take(LINGER_MAX);
        timeout(LINGER, tokio::io::copy(&mut rest, &mut tokio::io::sink())).await??;
        Ok(())
    }
}

/// What a router was told, of which world.
struct Listener {
    world: u64,
    told: Told,
}

/// The end of a session because of a message that is right at another time. Nobody
/// answers a NOTIFICATION.
fn unexpected(reason: Reason, message: &Message) -> End {
    if let Message::Notification([code, subcode]) = message {
        tracing::debug!(code, subcode, "a router ends its session");
        return End::Gone;
    }
    Notification::new(reason, &[message.kind()]).into()
}
