//! What fuzz targets reach of the wire; the laws are the crate's `fuzzing`.

use byoip_vocabulary::registry::Registry;
use jiff::Timestamp;

use super::bgp::message;
use super::http::{Query, Request};
use super::query::form::Form;
use super::rtr::query;
use super::{Endpoints, aws, rdap};
use crate::simulation::Simulation;
use crate::world::World;

/// Reads a form and asks it for each of its names.
pub(crate) fn form(text: &str) {
    let Ok(form) = Form::parse(text) else {
        return;
    };
    for name in form.names() {
        assert!(form.get(name).is_some(), "{name}");
        let list = name.rsplit_once('.').map_or(name, |(list, _)| list);
        assert!(form.list(list).len() <= form.numbered(list).len(), "{name}");
    }
}

/// Reads messages off the front until one is not whole or ends the session. Each
/// is as long as it says, and so is the farewell.
pub(crate) fn bgp(mut bytes: &[u8]) {
    loop {
        match message::read(bytes) {
            Ok(Some((_, length))) => {
                assert!((19..=4096).contains(&length), "{length} bytes");
                bytes = bytes.get(length..).expect("the message was there");
            }
            Ok(None) => {
                assert!(bytes.len() < 4096, "{} bytes are enough", bytes.len());
                return;
            }
            Err(farewell) => {
                let farewell = farewell.bytes();
                let read = message::read(&farewell).map(|read| read.map(|(_, length)| length));
                assert_eq!(read, Ok(Some(farewell.len())));
                return;
            }
        }
    }
}

/// Reads queries until there is none. Each takes of what came, in one version; a
/// report is one data unit, of the length that it says.
pub(crate) fn rtr(mut bytes: &[u8]) {
    let mut spoken = None;
    loop {
        match query::read(bytes, spoken) {
            Ok(None) => return assert!(bytes.len() < 12, "a query is passed over"),
            Ok(Some(asked)) => {
                assert!(spoken.is_none_or(|version| version == asked.version));
                spoken = Some(asked.version);
                let rest = bytes.get(asked.length..);
                bytes = rest.expect("a query is no longer than what came");
            }
            Err(query::Farewell(report)) => {
                if let Some(([_, kind, _, _, length @ ..], _)) = report.split_first_chunk::<8>() {
                    assert_eq!(*kind, 10, "not a report");
                    let length = usize::try_from(u32::from_be_bytes(*length));
                    assert_eq!(length, Ok(report.len()));
                }
                return;
            }
        }
    }
}

/// Answers a request to AWS; the status.
pub(crate) fn answer(simulation: &Simulation, wall: Timestamp, request: &Request) -> u16 {
    aws::answer(simulation, wall, request).status
}

/// Looks a path up at a registry; where it is redirected to.
pub(crate) fn look_up(registry: Registry, path: &str, world: &World) -> Option<(Registry, String)> {
    let base = format!("http://{}", registry.rdap_host());
    let query = Query {
        base: &base,
        path,
        pairs: &[],
    };
    let answer = rdap::answer(registry, &query, world);
    if answer.status == 301 {
        let mut headers = answer.headers.iter();
        let location = headers.find(|(name, _)| *name == "location");
        let (_, location) = location.expect("a redirection says where to");
        let there = Registry::ALL.into_iter().find_map(|registry| {
            let base = format!("http://{}", registry.rdap_host());
            let path = location.strip_prefix(&base)?;
            Some((registry, path.to_owned()))
        });
        return Some(there.expect("it is a registry's"));
    }
    assert!(
        [200, 400, 404, 501].contains(&answer.status),
        "status {}",
        answer.status
    );
    let body: serde_json::Value = serde_json::from_slice(&answer.body).expect("the answer is JSON");
    assert!(body.get("rdapConformance").is_some());
    None
}

/// Answers a request to any room; the status.
pub(crate) fn anywhere(simulation: &Simulation, wall: Timestamp, request: &Request) -> u16 {
    let endpoints = Endpoints {
        url: "http://localhost".to_owned(),
        tls_url: "https://localhost".to_owned(),
        tls_authority: String::new(),
        whois: ([127, 0, 0, 1], 43).into(),
        rtr: ([127, 0, 0, 1], 323).into(),
        bgp: ([127, 0, 0, 1], 179).into(),
    };
    super::answer(simulation, &endpoints, wall, request)
        .status()
        .as_u16()
}
