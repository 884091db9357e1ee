//! What a customer runs: prepares, checks, runs and reports a BYOIP migration.
//!
//! Library first: each command of `byoip` is a thin shell on a module here.
//!
//! - [`authorization`]: key, certificate, message and signature as files.
//! - [`preflight`]: whether a range is ready to be brought; [`explain`]: why it
//!   stands where it stands.
//! - [`registry`]: what a holder changes at its registry, by the registry's own
//!   interface.
//! - [`rdap`], `whois`: registries' records as the public reads them; [`http`]:
//!   the way there, on a simulator too.
//! - [`scenario`]: a migration as a script, its runs and their reports.
//! - [`drill`]: exercises on a running simulator, and the catalogue of them.
//! - [`target`]: where scenarios run, and the way there; what may be changed there.
//! - [`migration`]: a migration's short file, and the scenario it stands for.
//! - [`recording`]: every exchange of a run, kept without secrets; [`replay`]: a
//!   recording sent to a simulator, and what it answers otherwise.
//! - [`state`]: saved states of a simulator's world, and how two of them differ.
//! - [`notice`]: a word to whoever waits.
//! - `aws`: EC2 and STS through the AWS SDK, answered as the AWS CLI answers.
//! - `embedded`: a simulator in this process; nothing else here knows it as a
//!   library.
//! - [`cli`]: the commands, one file each, and what they print.
//! - [`exit`]: the exit codes of all of them.
//! - [`clock`]: the one reader of the wall clock.

pub mod authorization;
pub(crate) mod aws;
pub mod cli;
pub mod clock;
pub mod drill;
#[cfg(feature = "embedded")]
pub(crate) mod embedded;
pub mod exit;
pub mod explain;
pub mod http;
pub mod migration;
pub mod notice;
pub mod preflight;
pub mod rdap;
pub mod recording;
pub mod registry;
pub mod replay;
pub mod scenario;
pub mod state;

pub mod target;
pub(crate) mod whois;
