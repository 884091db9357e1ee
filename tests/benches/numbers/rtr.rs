//! The whole internet's payloads by RTR: how long a router takes until it has
//! 850,000 of them, from this server, from StayRTR and from Routinator.
//!
//! The router is a reader of our own, which counts and throws away. Every server
//! has the same payloads, four in five of them IPv4. The others are left out where
//! they are not installed.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Ipv6Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use byoip_tests::simulator::Simulator;

use crate::memory::Resident;
use crate::table::Row;
use crate::{Measured, clock};

const IPV4: u32 = 697_000;
const IPV6: u32 = 153_000;
const ALL: u32 = IPV4 + IPV6;
const RUNS: usize = 5;
/// How long a server may take until it has all of them.
const PATIENCE: Duration = Duration::from_secs(120);

const HEAD: &str = "\
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
roas:
";

/// A payload: origin, prefix and its length, which is the greatest as well.
type Payload = (u32, String, u32);

/// A server and what it writes into a folder before it starts on a port.
type Other = (&'static str, fn(&Path, u16) -> Measured<Command>);

const OTHERS: [Other; 2] = [("stayrtr", stayrtr), ("routinator", routinator)];

pub(crate) fn measure() -> Measured {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("world.yaml");
    fs::write(&file, document()?)?;
    let world = file.to_str().ok_or("the world file's path is no text")?;
    let ours = {
        let (simulator, start) = clock::time(|| Simulator::start_with(&["--world", world]));
        let resident = Resident::of(&simulator)?;
        let (first, times) = syncs(simulator.rtr())?;
        let start = start.as_secs_f64();
        let rest = format!(", the first {first:.2} s; starts in {start:.1} s, {resident}");
        (times, rest)
    };
    let (median, rest) = ours;
    let mut others = Vec::new();
    let mut quickest = f64::INFINITY;
    for (name, command) in OTHERS {
        others.push(match other(name, command)? {
            Some(median) => {
                quickest = quickest.min(median);
                Row::new(what(name), format!("median {median:.3} s"))
            }
            None => Row::new(what(name), "not measured: it is not installed"),
        });
    }
    let mut row = Row::new(what("byoip-sim"), format!("median {median:.3} s{rest}"));
    if quickest.is_finite() {
        row = row.against("no slower than the others", median <= quickest);
    }
    others.insert(0, row);
    Ok(others)
}

fn what(name: &str) -> String {
    format!("RTR, {ALL} payloads from {name}, {RUNS} runs")
}

fn payloads() -> impl Iterator<Item = Payload> {
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

fn document() -> Measured<String> {
    let mut text = HEAD.to_owned();
    for (asn, address, length) in payloads() {
        writeln!(text, "- {{ prefix: \"{address}/{length}\", asn: AS{asn} }}")?;
    }
    Ok(text)
}

/// The payloads as a list in JSON, in a program's own words.
fn list(write: impl Fn(Payload) -> String) -> String {
    let payloads: Vec<String> = payloads().map(write).collect();
    payloads.join(",\n")
}

fn stayrtr(folder: &Path, port: u16) -> Measured<Command> {
    let roas = list(|(asn, address, length)| {
        format!(
            r#"{{"asn":{asn},"prefix":"{address}/{length}","maxLength":{length},"ta":"example"}}"#
        )
    });
    let file = folder.join("vrps.json");
    fs::write(&file, format!(r#"{{"metadata":{{}},"roas":[{roas}]}}"#))?;
    let mut command = Command::new("stayrtr");
    command
        .args(["-checktime=false", "-metrics.addr=", "-cache"])
        .arg(file)
        .arg(format!("-bind=127.0.0.1:{port}"));
    Ok(command)
}

fn routinator(folder: &Path, port: u16) -> Measured<Command> {
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
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The median of another server, if that is installed.
fn other(name: &str, command: fn(&Path, u16) -> Measured<Command>) -> Measured<Option<f64>> {
    let folder = tempfile::tempdir()?;
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let mut command = command(folder.path(), port)?;
    command.stdin(Stdio::null());
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let _server = match command.spawn() {
        Ok(child) => Server(child),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let address = format!("127.0.0.1:{port}");
    let mut waited = Duration::ZERO;
    // It listens late, or has nothing yet.
    while !matches!(sync(&address), Ok(ALL)) {
        if waited > PATIENCE {
            return Err(format!("{name} has not {ALL} payloads after {waited:?}").into());
        }
        waited += pause();
    }
    let (_, median) = syncs(&address)?;
    Ok(Some(median))
}

fn pause() -> Duration {
    let pause = Duration::from_millis(200);
    #[expect(
        clippy::disallowed_methods,
        reason = "others do not say when they are ready"
    )]
    std::thread::sleep(pause);
    pause
}

/// Seconds of the first sync, and the median of some more.
fn syncs(address: &str) -> Measured<(f64, f64)> {
    let mut times = Vec::new();
    for _ in 0..=RUNS {
        let (count, time) = clock::time(|| sync(address));
        let count = count?;
        if count != ALL {
            return Err(format!("{address} has {count} payloads, not {ALL}").into());
        }
        times.push(time.as_secs_f64());
    }
    let first = times.remove(0);
    times.sort_unstable_by(f64::total_cmp);
    Ok((first, times.get(RUNS / 2).copied().unwrap_or_default()))
}

/// Connects, asks for everything and reads to the end of it: how many payloads
/// there were (RFC 8210, section 5).
fn sync(address: &str) -> Measured<u32> {
    const RESET_QUERY: [u8; 8] = [1, 2, 0, 0, 0, 0, 0, 8];
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.write_all(&RESET_QUERY)?;
    let mut buffer = vec![0; 1 << 18];
    let (mut filled, mut payloads) = (0, 0);
    loop {
        let read = stream.read(buffer.get_mut(filled..).unwrap_or_default())?;
        if read == 0 {
            return Err(format!("{address} hung up after {payloads} payloads").into());
        }
        filled += read;
        let mut rest = buffer.get(..filled).unwrap_or_default();
        while let Some([_, kind, _, _, a, b, c, d]) = rest.first_chunk() {
            let length = u32::from_be_bytes([*a, *b, *c, *d]).max(8);
            let Some(behind) = rest.get(usize::try_from(length)?..) else {
                break;
            };
            match kind {
                4 | 6 => payloads += 1,
                7 => return Ok(payloads),
                10 => return Err(format!("{address} reports an error").into()),
                _ => {}
            }
            rest = behind;
        }
        let left = rest.len();
        buffer.copy_within(filled - left..filled, 0);
        filled = left;
    }
}
