//! The same rooms over TLS: validators fetch over HTTPS alone.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::serve::Listener;
use openssl::error::ErrorStack;
use openssl::ssl::{AlpnError, Ssl, SslAcceptor, SslMethod, select_next_proto};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_openssl::SslStream;

mod authority;

pub(super) use authority::Authority;

/// How long a client may take over its handshake.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many handshakes there are at once.
const HANDSHAKES_MAX: usize = 256;

/// Takes connections once their handshake is done: a client that is slow about
/// it keeps nobody waiting.
#[derive(Debug)]
pub(super) struct TlsListener {
    address: SocketAddr,
    ready: mpsc::Receiver<(SslStream<TcpStream>, SocketAddr)>,
    /// Dropped with the listener, and every handshake with it.
    _handshakes: JoinSet<()>,
}

impl TlsListener {
    /// Answers on a listener with a certificate of the authority's.
    pub(super) fn new(
        listener: TcpListener,
        authority: &Authority,
        names: &[String],
    ) -> io::Result<Self> {
        let address = listener.local_addr()?;
        let acceptor = acceptor(authority, names)?;
        let (sender, ready) = mpsc::channel(1);
        let mut handshakes = JoinSet::new();
        handshakes.spawn(accept(listener, acceptor, sender));
        Ok(Self {
            address,
            ready,
            _handshakes: handshakes,
        })
    }
}

impl Listener for TlsListener {
    type Io = SslStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.ready.recv().await {
            Some(connection) => connection,
            // The sender is in a task that this holds and that has no end.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}

fn acceptor(authority: &Authority, names: &[String]) -> Result<SslAcceptor, ErrorStack> {
    let (certificate, key) = authority.server(names)?;
    let mut builder = SslAcceptor::mozilla_intermediate_v5(SslMethod::tls_server())?;
    builder.set_private_key(&key)?;
    builder.set_certificate(&certificate)?;
    builder.set_alpn_select_callback(|_, client| {
        select_next_proto(b"\x08http/1.1", client).ok_or(AlpnError::NOACK)
    });
    Ok(builder.build())
}

async fn accept(
    listener: TcpListener,
    acceptor: SslAcceptor,
    sender: mpsc::Sender<(SslStream<TcpStream>, SocketAddr)>,
) {
    let places = Arc::new(Semaphore::new(HANDSHAKES_MAX));
    let mut handshakes = JoinSet::new();
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else {
            return;
        };
        // Those that are done are let go of.
        while handshakes.try_join_next().is_some() {}
        let (stream, address) = match listener.accept().await {
            Ok(connection) => connection,
            Err(error) => {
                tracing::warn!(%error, "a TLS client could not be accepted");
                continue;
            }
        };
        let ssl = Ssl::new(acceptor.context());
        let sender = sender.clone();
        handshakes.spawn(async move {
            match timeout(PATIENCE, shake(ssl, stream)).await {
                Ok(Ok(stream)) => drop(sender.send((stream, address)).await),
                Ok(Err(error)) => tracing::debug!(%error, "a TLS handshake has failed"),
                Err(_) => tracing::debug!("a TLS handshake took too long"),
            }
            drop(place);
        });
    }
}

async fn shake(
    ssl: Result<Ssl, ErrorStack>,
    stream: TcpStream,
) -> Result<SslStream<TcpStream>, openssl::ssl::Error> {
    let mut stream = SslStream::new(ssl?, stream)?;
    Pin::new(&mut stream).accept().await?;
    Ok(stream)
}
