//! What fuzz targets reach of the wire; the laws are the crate's `fuzzing`.

use jiff::Timestamp;

use super::http::Request;
use super::query::form::Form;
use super::{Endpoints, aws};
use crate::simulation::Simulation;

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

/// Answers a request to AWS; the status.
pub(crate) fn answer(simulation: &Simulation, wall: Timestamp, request: &Request) -> u16 {
    aws::answer(simulation, wall, request).status
}

/// Answers a request to any room; the status.
pub(crate) fn anywhere(simulation: &Simulation, wall: Timestamp, request: &Request) -> u16 {
    let endpoints = Endpoints {
        url: "http://localhost".to_owned(),
        whois: ([127, 0, 0, 1], 43).into(),
        region: "us-east-1".parse().expect("us-east-1 is a Region"),
    };
    super::answer(simulation, &endpoints, wall, request)
        .status()
        .as_u16()
}
