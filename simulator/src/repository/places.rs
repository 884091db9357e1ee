//! Where things are: the addresses that certificates and files name.
//!
//! Files are fetched over HTTPS from the simulator itself, under a base that a
//! validator can reach; the name of the registry's host is the first part of the
//! path, as it is for the simulator's other rooms. Objects are named by rsync
//! addresses (RFC 6487), which nobody fetches while RRDP works; their hosts end
//! in `.example` (RFC 2606), so that a validator that falls back to rsync finds
//! nobody instead of a real registry.

use byoip_vocabulary::registry::Registry;
use rpki::uri;

use super::Fault;
use super::keys::Key;

/// The base of everything that is fetched: `https://localhost:4443`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Places {
    base: String,
}

/// The host of a registry's repository.
pub(crate) const fn host(registry: Registry) -> &'static str {
    match registry {
        Registry::Arin => "rpki.arin.example",
        Registry::Ripe => "rpki.ripe.example",
        Registry::Apnic => "rpki.apnic.example",
        Registry::Lacnic => "rpki.lacnic.example",
        Registry::Afrinic => "rpki.afrinic.example",
    }
}

impl Places {
    pub(crate) fn new(base: &str) -> Self {
        Self {
            base: base.trim_end_matches('/').to_owned(),
        }
    }

    /// The base.
    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    /// A file at a registry's repository, by its path there.
    pub(super) fn file(&self, registry: Registry, path: &str) -> String {
        format!("{}/{}/{path}", self.base, host(registry))
    }

    /// The trust anchor's certificate, as its locator names it.
    pub(super) fn anchor(&self, registry: Registry) -> String {
        self.file(registry, &anchor_path(registry))
    }

    /// The notification file.
    pub(super) fn notification(&self, registry: Registry) -> Result<uri::Https, Fault> {
        let text = self.file(registry, "rrdp/notification.xml");
        Ok(uri::Https::from_string(text)?)
    }
}

/// The path of a trust anchor's certificate.
pub(super) fn anchor_path(registry: Registry) -> String {
    format!("ta/{}.cer", registry.as_str())
}

/// What a certification authority publishes, and where: its CRL, its manifest,
/// and beside them whatever it signs.
#[derive(Clone, Debug)]
pub(super) struct Point {
    /// The folder; ends in a slash.
    pub(super) folder: String,
    /// The authority's key, by identifier.
    name: String,
}

impl Point {
    /// The publication point of a key at a registry.
    pub(super) fn new(registry: Registry, key: &Key) -> Self {
        let name = key.name();
        Self {
            folder: format!("rsync://{}/repository/{name}/", host(registry)),
            name,
        }
    }

    pub(super) fn crl(&self) -> String {
        self.file(&format!("{}.crl", self.name))
    }

    pub(super) fn manifest(&self) -> String {
        self.file(&format!("{}.mft", self.name))
    }

    /// The certificate that is issued here to another key.
    pub(super) fn certificate(&self, key: &Key) -> String {
        self.file(&format!("{}.cer", key.name()))
    }

    pub(super) fn file(&self, name: &str) -> String {
        format!("{}{name}", self.folder)
    }
}

/// The rsync address of a trust anchor's certificate, for what it issues.
pub(super) fn anchor_by_rsync(registry: Registry) -> String {
    format!("rsync://{}/{}", host(registry), anchor_path(registry))
}
