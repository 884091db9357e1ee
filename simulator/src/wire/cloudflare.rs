//! `rpki.cloudflare.com`: the whole list as one file, `/rpki.json`, in the shape
//! of rpki-client's with AS numbers as numbers and the moment at which each
//! payload expires (bgpkit-commons 0.14 reads it so).
//!
//! What its metadata holds is not known for certain; they are those of the
//! generator that Cloudflare published, octorpki.

use std::fmt::Write;

use ::http::Method;

use super::http::{Answer, Query, Request};
use super::relying_party::{RelyingParty, anchor};

/// Answers one request.
pub(super) fn answer(request: &Request, query: &Query<'_>, party: &RelyingParty<'_>) -> Answer {
    if query.path != "/rpki.json" {
        return Answer::text(404, "404 page not found\n");
    }
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        return Answer::text(405, "method not allowed\n").with("allow", "GET, HEAD");
    }
    let answer = Answer::new(200, "application/json", list(party));
    answer.with("access-control-allow-origin", "*")
}

fn list(party: &RelyingParty<'_>) -> String {
    let payloads = party.payloads();
    let sources = party.sources();
    let generated = party.generated().as_second();
    let valid = payloads
        .iter()
        .map(|payload| sources.expires(*payload).as_second())
        .min()
        .unwrap_or(generated);
    let counts = payloads.len();
    let mut text = format!(
        "{{\"metadata\":{{\"counts\":{counts},\"generated\":{generated},\"valid\":{valid}}},\"roas\":["
    );
    for (index, payload) in payloads.iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        let (vrp, ta) = payload;
        let (prefix, length, asn) = (vrp.prefix(), vrp.max_length(), vrp.asn().number());
        let (ta, expires) = (anchor(*ta), sources.expires(*payload).as_second());
        // Writing to memory does not fail.
        let _ = write!(
            text,
            "{{\"prefix\":\"{prefix}\",\"maxLength\":{length},\"asn\":{asn},\"ta\":\"{ta}\",\"expires\":{expires}}}"
        );
    }
    text.push_str("],\"bgpsec_keys\":[],\"aspas\":[");
    for (index, (aspa, _)) in party.aspas().into_iter().enumerate() {
        let comma = if index > 0 { "," } else { "" };
        let customer = aspa.customer.number();
        let expires = sources.times_of_aspa(aspa).expires().as_second();
        let providers: Vec<String> = aspa
            .providers
            .iter()
            .map(|asn| asn.number().to_string())
            .collect();
        let providers = providers.join(",");
        let _ = write!(
            text,
            "{comma}{{\"customer_asid\":{customer},\"expires\":{expires},\"providers\":[{providers}]}}"
        );
    }
    text.push_str("]}\n");
    text
}
