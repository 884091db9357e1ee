//! `wrk` (<https://github.com/wg/wrk>), which makes the load: it repeats one
//! request on some connections for some seconds.

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::Measured;
use crate::call::Call;

const SECONDS: u32 = 5;
/// As many as the load's machine is meant to have processors.
const THREADS: u32 = 2;

/// What wrk reports to us: five numbers, times in microseconds.
const REPORT: &str = r#"
done = function(summary, latency)
  local failed = 0
  for _, count in pairs(summary.errors) do failed = failed + count end
  print(string.format("figures %d %d %d %d %d", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), failed))
end
"#;

/// A request that wrk can repeat.
#[derive(Debug)]
pub(crate) struct Script {
    /// Holds the file until the script is dropped.
    _folder: TempDir,
    file: PathBuf,
}

/// What a load came to.
#[derive(Debug)]
pub(crate) struct Load {
    requests: u32,
    seconds: f64,
    /// Microseconds.
    median: u32,
    /// Microseconds.
    percentile_99: u32,
    /// Answers that were no 2xx or 3xx, and connections that broke.
    pub(crate) failed: u32,
}

/// Whether wrk is there.
pub(crate) fn is_installed() -> bool {
    let started = Command::new("wrk")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    !matches!(started, Err(error) if error.kind() == io::ErrorKind::NotFound)
}

impl Script {
    /// Repeats a plain GET.
    pub(crate) fn get() -> Measured<Self> {
        Self::write(String::new())
    }

    /// Asks for one path after the other, and begins again.
    pub(crate) fn paths(paths: &[String]) -> Measured<Self> {
        // Rust and Lua quote ASCII text alike.
        let mut lines = "local paths = {\n".to_owned();
        for path in paths {
            lines.push_str(&format!("{path:?},\n"));
        }
        lines.push_str(
            "}\nlocal next = 0\nrequest = function()\n  next = next % #paths + 1\n  \
             return wrk.format(\"GET\", paths[next])\nend\n",
        );
        Self::write(lines)
    }

    /// Repeats a signed call, byte for byte.
    pub(crate) fn call(call: &Call) -> Measured<Self> {
        // Rust and Lua quote ASCII text alike.
        let mut lines = format!("wrk.method = \"POST\"\nwrk.body = {:?}\n", call.body);
        for (name, value) in &call.headers {
            lines.push_str(&format!("wrk.headers[{name:?}] = {value:?}\n"));
        }
        Self::write(lines)
    }

    fn write(lines: String) -> Measured<Self> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("request.lua");
        std::fs::write(&file, lines + REPORT)?;
        Ok(Self {
            _folder: folder,
            file,
        })
    }

    /// Loads a URL on so many connections.
    pub(crate) fn run(&self, url: &str, connections: u32) -> Measured<Load> {
        let output = Command::new("wrk")
            .arg(format!("-t{}", THREADS.min(connections)))
            .arg(format!("-c{connections}"))
            .arg(format!("-d{SECONDS}s"))
            .arg("-s")
            .arg(&self.file)
            .arg(url)
            .output()?;
        let text = String::from_utf8_lossy(&output.stdout);
        Load::read(&text).ok_or_else(|| {
            let complaints = String::from_utf8_lossy(&output.stderr);
            format!("wrk reported no figures for {url}:\n{text}{complaints}").into()
        })
    }
}

impl Load {
    fn read(report: &str) -> Option<Self> {
        let figures = report
            .lines()
            .find_map(|line| line.strip_prefix("figures "))?;
        let figures: Result<Vec<u32>, _> = figures.split(' ').map(str::parse).collect();
        let [requests, duration, median, percentile_99, failed] = figures.ok()?.try_into().ok()?;
        Some(Self {
            requests,
            seconds: f64::from(duration) / 1e6,
            median,
            percentile_99,
            failed,
        })
    }

    pub(crate) fn per_second(&self) -> f64 {
        f64::from(self.requests) / self.seconds
    }
}

impl fmt::Display for Load {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:.0} a second, p50 {:.2} ms, p99 {:.2} ms",
            self.per_second(),
            f64::from(self.median) / 1e3,
            f64::from(self.percentile_99) / 1e3,
        )?;
        match self.failed {
            0 => Ok(()),
            failed => write!(f, ", {failed} FAILED"),
        }
    }
}
