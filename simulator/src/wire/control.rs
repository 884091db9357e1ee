//! Our own API under `/_simulator`: the clock, the event log, and the edits that
//! a holder would make at a portal, without a registry's dialect.
//!
//! Every answer is JSON, errors are `{"error": "what; what to do"}`. The OpenAPI
//! document at `/_simulator/openapi.json` is made from the handlers.

use ::http::Method;
use ::http::header::ORIGIN;
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::Endpoints;
use super::http::{Answer, Query, Request};
use crate::simulation::Simulation;
use crate::world::{Command, Fact, Refusal};

mod access_keys;
mod announcements;
mod aspas;
mod byoasns;
mod clock;
mod continuity;
mod egress;
mod environment;
mod events;
mod faults;
mod health;
mod history;
mod irr;
mod leaks;
mod mrt;
mod openapi;
mod outages;
mod page;
mod premises;
mod refusals;
mod registry;
mod reset;
mod roa_faults;
mod roas;
mod state;
mod tls;
mod validators;
mod ways;

pub(crate) use environment::variables as environment;
pub(crate) use events::view;
pub(super) use reset::BODY_LIMIT;
pub(super) use validators::nobody as no_validator;

/// One call of the control API.
struct Call<'a> {
    simulation: &'a Simulation,
    endpoints: &'a Endpoints,
    wall: Timestamp,
    query: Query<'a>,
    body: &'a [u8],
}

impl Call<'_> {
    /// The body as JSON of a known shape.
    fn json<T: DeserializeOwned>(&self) -> Result<T, Answer> {
        if self.body.is_empty() {
            let what = "this call takes JSON in its body, a DELETE of something without an id too; see /_simulator/openapi.json";
            return Err(error(400, what));
        }
        serde_json::from_slice(self.body)
            .map_err(|wrong| error(400, &format!("the body cannot be used: {wrong}")))
    }

    /// Has the world do something; a refusal becomes an answer.
    fn perform(&self, command: &Command) -> Result<Vec<Fact>, Answer> {
        self.simulation
            .perform(self.wall, command)
            .map_err(|refusal| refused(&refusal))
    }
}

fn refused(refusal: &Refusal) -> Answer {
    let (status, text) = refusals::answer(refusal);
    error(status, &text)
}

/// An error answer.
pub(super) fn error(status: u16, what: &str) -> Answer {
    Answer::json(status, &json!({ "error": what }))
}

/// Answers a request whose path behind `/_simulator` is the query's.
pub(super) fn answer(
    simulation: &Simulation,
    endpoints: &Endpoints,
    wall: Timestamp,
    request: &Request,
    query: Query<'_>,
) -> Answer {
    if is_foreign(request) {
        return error(
            403,
            "a web page of another origin may not change this world",
        );
    }
    let call = Call {
        simulation,
        endpoints,
        wall,
        query,
        body: request.body(),
    };
    let parts: Vec<&str> = query.path.trim_matches('/').split('/').collect();
    let method = request.method();
    route(&call, method, &parts).unwrap_or_else(|answer| answer)
}

/// Whether a browser sends a change on behalf of somebody else's page.
fn is_foreign(request: &Request) -> bool {
    let origin = request.headers().get(ORIGIN);
    let origin = origin.and_then(|value| value.to_str().ok());
    let own = |origin: &str| {
        let host = origin.split_once("://").map_or(origin, |(_, host)| host);
        host == super::http::host(request)
    };
    *request.method() != Method::GET && origin.is_some_and(|origin| !own(origin))
}

fn route(call: &Call<'_>, method: &Method, parts: &[&str]) -> Result<Answer, Answer> {
    let m = method.as_str();
    match (m, parts) {
        ("GET", [""]) => Ok(page::get()),
        ("GET", ["health"]) => Ok(health::get()),
        ("GET", ["clock"]) => Ok(clock::get(call)),
        ("PUT", ["clock"]) => clock::put(call),
        ("POST", ["clock", "advance"]) => clock::advance(call),
        ("GET", ["events"]) => events::get(call),
        ("GET", ["environment"]) => Ok(environment::get(call)),
        ("POST", ["reset"]) => reset::post(call),
        ("GET", ["state"]) => Ok(state::get(call)),
        ("PUT", ["state"]) => state::put(call),
        ("GET", ["roas"]) => Ok(roas::list(call)),
        ("POST", ["roas"]) => roas::create(call),
        ("DELETE", ["roas"]) => roas::delete_same(call),
        ("DELETE", ["roas", id]) => roas::delete(call, id),
        ("PUT", ["roas", id, "fault"]) => roa_faults::spoil(call, id),
        ("DELETE", ["roas", id, "fault"]) => roa_faults::mend(call, id),
        ("GET", ["faults"]) => Ok(faults::list(call)),
        ("POST", ["faults"]) => faults::declare(call),
        ("DELETE", ["faults"]) => faults::lift_all(call),
        ("GET", ["faults", id]) => faults::get(call, id),
        ("DELETE", ["faults", id]) => faults::lift(call, id),
        ("GET", ["aspas"]) => Ok(aspas::list(call)),
        ("POST", ["aspas"]) => aspas::create(call),
        ("PUT", ["aspas"]) => aspas::replace(call),
        ("DELETE", ["aspas"]) => aspas::delete(call),
        ("GET", ["announcements"]) => Ok(announcements::list(call)),
        ("POST", ["announcements"]) => announcements::announce(call),
        ("DELETE", ["announcements"]) => announcements::withdraw(call),
        ("GET", ["access-keys"]) => Ok(access_keys::list(call)),
        ("PUT", ["access-keys", id]) => access_keys::put(call, id),
        ("DELETE", ["access-keys", id]) => access_keys::delete(call, id),
        ("GET", ["byoasns"]) => Ok(byoasns::list(call)),
        ("PUT", ["byoasns", account, asn]) => byoasns::bring(call, account, asn),
        ("DELETE", ["byoasns", account, asn]) => byoasns::remove(call, account, asn),
        ("GET", ["outages"]) => Ok(outages::list(call)),
        ("PUT", ["outages", registry]) => outages::fail(call, registry),
        ("DELETE", ["outages", registry]) => outages::recover(call, registry),
        ("GET", ["tls", "ca.pem"]) => Ok(tls::authority(call)),
        ("GET", ["tals", file]) => Ok(tls::locator(file)),
        ("GET", ["validators"]) => Ok(validators::list(call)),
        ("PUT", ["validators", name, "outage"]) => validators::stop(call, name),
        ("DELETE", ["validators", name, "outage"]) => validators::resume(call, name),
        ("GET", ["ways"]) => ways::follow(call),
        ("GET", ["continuity"]) => continuity::report(call),
        ("GET", ["egress"]) => egress::look(call),
        ("GET", ["history"]) => history::read(call),
        ("GET", ["irr"]) => Ok(irr::list(call)),
        ("POST", ["irr"]) => irr::make(call),
        ("DELETE", ["irr"]) => irr::remove(call),
        ("GET", ["leaks"]) => Ok(leaks::list(call)),
        ("POST", ["leaks"]) => leaks::begin(call),
        ("DELETE", ["leaks"]) => leaks::end(call),
        ("GET", ["premises"]) => Ok(premises::list(call)),
        ("POST", ["premises", "stopped"]) => premises::stop(call),
        ("DELETE", ["premises", "stopped"]) => premises::start(call),
        ("GET", ["mrt", collector, "bview"]) => mrt::table(call, collector),
        ("GET", ["mrt", collector, "updates"]) => mrt::updates(call, collector),
        ("GET", ["openapi.json"]) => Ok(openapi::get()),
        (_, ["registry", rest @ ..]) => registry::route(call, m, rest),
        (
            _,
            [
                "access-keys" | "health" | "clock" | "events" | "environment" | "reset" | "roas"
                | "announcements" | "aspas" | "byoasns" | "continuity" | "egress" | "faults"
                | "history" | "irr" | "leaks" | "mrt" | "outages" | "premises" | "state" | "tals"
                | "tls" | "validators" | "ways" | "openapi.json",
                ..,
            ],
        ) => Err(error(
            405,
            &format!("{m} is not for this path; see /_simulator/openapi.json"),
        )),
        _ => Err(error(404, "no such path; see /_simulator/openapi.json")),
    }
}
