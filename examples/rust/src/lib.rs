//! How Example Corp finds out whether an announcement is valid before it goes
//! out: the code under test. It asks RIPEstat and has never heard of a simulator.

use serde::Deserialize;

/// Where RIPEstat answers.
pub const RIPESTAT: &str = "https://stat.ripe.net";

/// RIPEstat's answer, as far as it is read.
#[derive(Deserialize)]
struct Answer {
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    status: String,
}

/// What origin validation says of a prefix announced from an AS, such as
/// `valid`. `ripestat` is [`RIPESTAT`] but for tests.
///
/// # Errors
///
/// If RIPEstat does not answer, or not as it does.
pub async fn validity(
    http: &reqwest::Client,
    ripestat: &str,
    prefix: &str,
    asn: u32,
) -> Result<String, reqwest::Error> {
    let url = format!("{ripestat}/data/rpki-validation/data.json?resource={asn}&prefix={prefix}");
    let answer = http.get(url).send().await?.error_for_status()?;
    let Answer { data } = answer.json().await?;
    Ok(data.status)
}
