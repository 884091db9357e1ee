//! Where to ask for a range: IANA's bootstrap files (RFC 9224).

use byoip_vocabulary::prefix::Prefix;
use serde::Deserialize;

use crate::http::{Http, HttpError};

#[cfg(test)]
mod tests;

const IPV4: &str = "https://data.iana.org/rdap/ipv4.json";
const IPV6: &str = "https://data.iana.org/rdap/ipv6.json";

/// A file: blocks of addresses, and the services that know them.
#[derive(Debug, Deserialize)]
struct File {
    services: Vec<(Vec<String>, Vec<String>)>,
}

/// The file that has the range.
pub fn file_of(prefix: Prefix) -> &'static str {
    if prefix.is_ipv4() { IPV4 } else { IPV6 }
}

/// The service in charge of a range; none where IANA knows of none.
pub async fn service(http: &Http, prefix: Prefix) -> Result<Option<String>, HttpError> {
    let url = file_of(prefix);
    let file: Option<File> = http.get(url, "application/json").await?;
    let file = file.ok_or_else(|| HttpError::missing(url))?;
    Ok(file.service(prefix).map(str::to_owned))
}

impl File {
    /// "The longest match" counts (section 5); of several URLs, those over TLS
    /// are tried first (section 3).
    fn service(&self, prefix: Prefix) -> Option<&str> {
        let rows = self.services.iter().filter_map(|(blocks, urls)| {
            // A key that is no prefix is not for this reader.
            let blocks = blocks.iter().filter_map(|block| block.parse().ok());
            let around = blocks.filter(|block: &Prefix| block.covers(prefix));
            Some((around.map(Prefix::length).max()?, urls))
        });
        let (_, urls) = rows.max_by_key(|(length, _)| *length)?;
        let secure = urls.iter().find(|url| url.starts_with("https://"));
        secure.or(urls.first()).map(String::as_str)
    }
}
