//! As many payloads as the whole internet has, and other programs' servers of
//! them: what the measurements of validators and of RTR share.

use std::fs;
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::Measured;

const IPV4: u32 = 697_000;
const IPV6: u32 = 153_000;
/// How many there are, four in five of them IPv4.
pub(crate) const ALL: u32 = IPV4 + IPV6;
/// How long a server may take until it has all of them.
pub(crate) const PATIENCE: Duration = Duration::from_secs(120);

/// A world file without ROAs.
pub(crate) const HEAD: &str = "\
version: 1
region: us-east-1
accounts:
  - { id: \"123456789012\", access_keys: [{ id: test, secret: test, user: tester }] }
registries:
  ripe:
    organizations:
      - handle: ORG-EX1-RIPE
        name: Example BV
        city: Amsterdam
        postal_code: 1000 AA
        country: NL
        registered: 2012-05-01T08:00:00Z
        changed: 2025-02-03T09:10:00Z
    networks:
      - { handle: 198.18.0.0 - 198.19.255.255, name: EXAMPLE-4, prefix: 198.18.0.0/15,
          status: ALLOCATED PA, organization: ORG-EX1-RIPE,
          registered: 2012-05-02T08:00:00Z, changed: 2025-02-03T09:12:00Z }
      - { handle: \"2001:db8::/32\", name: EXAMPLE-6, prefix: \"2001:db8::/32\",
          status: ALLOCATED-BY-RIR, organization: ORG-EX1-RIPE,
          registered: 2012-05-02T08:00:00Z, changed: 2025-02-03T09:12:00Z }
";

/// A payload: origin, prefix and its length, which is the greatest as well.
pub(crate) type Payload = (u32, String, u32);

/// All of them.
pub(crate) fn payloads() -> impl Iterator<Item = Payload> {
    let v4 = (0..IPV4).map(|number| {
        let address = Ipv4Addr::from_bits(0xC612_0000 | (number % (1 << 17)));
        (64_496 + (number >> 17), address.to_string(), 32)
    });
    let v6 = (0..IPV6).map(|number| {
        let subnet = u128::from(number % (1 << 16)) << 80;
        let address = Ipv6Addr::from_bits((0x2001_0db8 << 96) | subnet);
        (64_496 + (number >> 16), address.to_string(), 48)
    });
    v4.chain(v6)
}

/// The payloads as a list in JSON, in a program's own words.
pub(crate) fn list(write: impl Fn(Payload) -> String) -> String {
    let payloads: Vec<String> = payloads().map(write).collect();
    payloads.join(",\n")
}

/// A SLURM file (RFC 8416) of the payloads, in a folder.
pub(crate) fn exceptions(folder: &Path) -> Measured<PathBuf> {
    let assertions = list(|(asn, address, length)| {
        format!(r#"{{"asn":{asn},"prefix":"{address}/{length}","maxPrefixLength":{length}}}"#)
    });
    let exceptions = folder.join("slurm.json");
    fs::write(
        &exceptions,
        format!(
            r#"{{"slurmVersion":1,
            "validationOutputFilters":{{"prefixFilters":[],"bgpsecFilters":[]}},
            "locallyAddedAssertions":{{"prefixAssertions":[{assertions}],"bgpsecAssertions":[]}}}}"#
        ),
    )?;
    Ok(exceptions)
}

/// Routinator with the payloads as local exceptions, its RTR server on a port.
pub(crate) fn routinator(folder: &Path, port: u16) -> Measured<Command> {
    let exceptions = exceptions(folder)?;
    let (cache, tals) = (folder.join("cache"), folder.join("tals"));
    fs::create_dir(&tals)?;
    let configuration = folder.join("routinator.conf");
    fs::write(&configuration, format!("repository-dir = {cache:?}\n"))?;
    let mut command = Command::new("routinator");
    command.arg("--config").arg(configuration);
    command
        .args(["--no-rir-tals", "--extra-tals-dir"])
        .arg(tals);
    command.arg("--exceptions").arg(exceptions);
    command.args(["server", "--rtr", &format!("127.0.0.1:{port}")]);
    Ok(command)
}

/// A started server, stopped by its own process id when dropped.
pub(crate) struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Server {
    /// Starts a command, if its program is installed.
    pub(crate) fn start(mut command: Command) -> Measured<Option<Self>> {
        command.stdin(Stdio::null());
        command.stdout(Stdio::null()).stderr(Stdio::null());
        match command.spawn() {
            Ok(child) => Ok(Some(Self(child))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

/// Waits a moment, and says how long.
pub(crate) fn pause() -> Duration {
    let pause = Duration::from_millis(200);
    #[expect(
        clippy::disallowed_methods,
        reason = "others do not say when they are ready"
    )]
    std::thread::sleep(pause);
    pause
}
