//! What every data call's answer is wrapped in.
//!
//! The members and their order are those of answers recorded in 2026. Whatever
//! tells one run of the real service from another (server, build, duration, id)
//! is fixed here or taken from the world's time.

use jiff::Timestamp;
use serde::Serialize;

use super::RipestatError;
use crate::wire::http::Answer;

/// A data call by its name and the version of its data.
pub(super) struct Call {
    pub(super) name: &'static str,
    pub(super) version: &'static str,
}

/// A message to the reader: its level, its text.
pub(super) type Message = (&'static str, String);

/// What a data call finds, and what it has to say of it.
pub(super) struct Found<D> {
    pub(super) messages: Vec<Message>,
    pub(super) data: D,
}

impl<D> From<D> for Found<D> {
    fn from(data: D) -> Self {
        let messages = Vec::new();
        Self { messages, data }
    }
}

#[derive(Serialize)]
struct Envelope<D> {
    messages: Vec<Message>,
    see_also: [(); 0],
    version: &'static str,
    data_call_name: &'static str,
    data_call_status: &'static str,
    cached: bool,
    query_id: String,
    process_time: u32,
    server_id: &'static str,
    build_version: &'static str,
    pipeline: &'static str,
    status: &'static str,
    status_code: u16,
    time: String,
    data: D,
}

/// An empty object, the data of a call that failed.
#[derive(Serialize)]
struct Nothing {}

impl Call {
    /// The answer: data, or an error as a message.
    pub(super) fn answer<D: Serialize>(
        &self,
        now: Timestamp,
        found: Result<Found<D>, RipestatError>,
    ) -> Answer {
        let answer = match found {
            Ok(Found { messages, data }) => Answer::json(200, &self.wrap(now, 200, messages, data)),
            Err(error) => {
                let status = error.status();
                let messages = vec![("error", error.to_string())];
                Answer::json(status, &self.wrap(now, status, messages, Nothing {}))
            }
        };
        answer.with("access-control-allow-origin", "*")
    }

    fn wrap<D>(
        &self,
        now: Timestamp,
        status_code: u16,
        messages: Vec<Message>,
        data: D,
    ) -> Envelope<D> {
        Envelope {
            messages,
            see_also: [],
            version: self.version,
            data_call_name: self.name,
            data_call_status: "supported",
            cached: false,
            query_id: query_id(now),
            process_time: 1,
            server_id: "app1",
            build_version: "v0.10.13-2026.07.09",
            pipeline: "1335896",
            status: if status_code == 200 { "ok" } else { "error" },
            status_code,
            time: now.strftime("%Y-%m-%dT%H:%M:%S.%6f").to_string(),
            data,
        }
    }
}

/// The time of day and a UUID, which carries the microseconds: a question that
/// is repeated at the same moment is the same query here.
fn query_id(now: Timestamp) -> String {
    let second = now.strftime("%Y%m%d%H%M%S");
    let micros = now.subsec_microsecond();
    format!("{second}-00000000-0000-4000-8000-{micros:012x}")
}

/// A moment as the data calls write it: to the second, without a zone.
pub(super) fn time(moment: Timestamp) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%S").to_string()
}

/// What calls that leave out what few see say of it.
pub(super) fn low_visibility(least: usize) -> Message {
    let text = format!(
        "Results exclude routes with very low visibility (less than {least} RIS full-feed peers seeing)."
    );
    ("info", text)
}
