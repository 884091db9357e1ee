//! Variables from outside: options, files, the environment.
//!
//! What is nearer to the person wins: an option over a file, a file over the
//! environment. The names follow Hurl's.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::authorization::file;
use crate::exit::{Exit, Failure};
use crate::scenario::document::Scenario;

#[cfg(test)]
mod tests;

/// What a variable of the environment begins with.
const VARIABLE: &str = "BYOIP_VARIABLE_";
const SECRET: &str = "BYOIP_SECRET_";

#[derive(Args, Debug)]
#[command(next_help_heading = "Variables")]
pub(in crate::cli) struct Variables {
    /// Set a variable; it wins over the scenario's own. Reports name it without
    /// its value. The environment does the same with BYOIP_VARIABLE_ and the
    /// name, letter for letter
    #[arg(long = "var", value_name = "NAME=VALUE", value_parser = name_and_value)]
    variables: Vec<(String, String)>,

    /// Set a variable whose value is shown nowhere. The environment does the
    /// same with BYOIP_SECRET_ and the name, letter for letter, and keeps it
    /// out of the shell's history
    #[arg(long = "secret", value_name = "NAME=VALUE", value_parser = name_and_value)]
    secrets: Vec<(String, String)>,

    /// Read variables from a file of NAME=VALUE lines
    #[arg(long = "variables-file", value_name = "FILE")]
    variables_files: Vec<PathBuf>,

    /// Read secrets from a file of NAME=VALUE lines
    #[arg(long = "secrets-file", value_name = "FILE")]
    secrets_files: Vec<PathBuf>,
}

/// All of them.
#[derive(Debug, Default)]
pub(in crate::cli) struct Gathered {
    pub(in crate::cli) values: BTreeMap<String, String>,
    /// The names whose values are not shown.
    pub(in crate::cli) secrets: BTreeSet<String>,
    /// The names that were given as options, which somebody may have mistyped.
    pub(in crate::cli) named: Vec<String>,
}

impl Gathered {
    /// Those that a scenario knows: others are of its neighbours.
    pub(in crate::cli) fn of(&self, scenario: &Scenario) -> BTreeMap<String, String> {
        let known: BTreeSet<&str> = scenario.names().collect();
        let values = self.values.iter();
        values
            .filter(|(name, _)| known.contains(name.as_str()))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    }

    fn add(&mut self, name: String, value: String, is_secret: bool) {
        if is_secret {
            self.secrets.insert(name.clone());
        } else {
            self.secrets.remove(&name);
        }
        self.values.insert(name, value);
    }
}

impl Variables {
    /// Reads the environment and the files.
    pub(in crate::cli) fn gather(&self) -> Result<Gathered, Failure> {
        let environment = std::env::vars_os().filter_map(|(name, value)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        });
        self.gather_from(environment)
    }

    fn gather_from(
        &self,
        environment: impl Iterator<Item = (String, String)>,
    ) -> Result<Gathered, Failure> {
        let mut gathered = Gathered::default();
        for (name, value) in environment {
            if let Some(name) = name.strip_prefix(VARIABLE) {
                gathered.add(name.to_owned(), value, false);
            } else if let Some(name) = name.strip_prefix(SECRET) {
                gathered.add(name.to_owned(), value, true);
            }
        }
        for (files, is_secret) in [(&self.variables_files, false), (&self.secrets_files, true)] {
            for file in files {
                for (name, value) in lines(file)? {
                    gathered.add(name, value, is_secret);
                }
            }
        }
        for (options, is_secret) in [(&self.variables, false), (&self.secrets, true)] {
            for (name, value) in options {
                gathered.named.push(name.clone());
                gathered.add(name.clone(), value.clone(), is_secret);
            }
        }
        Ok(gathered)
    }
}

/// `NAME=VALUE`, a line each; empty lines and those that begin with `#` are not.
fn lines(path: &Path) -> Result<Vec<(String, String)>, Failure> {
    let text = file::read_text(path).map_err(|error| Failure::new(Exit::Usage, error))?;
    let mut read = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        // The line itself may be a secret and is not shown.
        let (name, value) = name_and_value(line).map_err(|mend| {
            let at = format!("{}:{}", path.display(), index + 1);
            Failure::new(Exit::Usage, format!("{at}: not a variable; {mend}"))
        })?;
        read.push((name.trim_end().to_owned(), value.trim_start().to_owned()));
    }
    Ok(read)
}

fn name_and_value(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        Some(_) | None => Err("write it as NAME=VALUE".to_owned()),
    }
}
