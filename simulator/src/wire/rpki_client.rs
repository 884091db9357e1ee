//! The files that rpki-client writes, `json` and `csv`, as its version 8.2 lays
//! them out (recorded from it): AS numbers as numbers in the one and texts in the
//! other, and with each payload the moment at which it expires.
//!
//! That is when the first of what it hangs on runs out, so a day at most though
//! the ROA is good for a year.
//!
//! That version's ASPAs are those of an older draft. What is made today is listed
//! as version 8.5 and later list it, under `aspas`, and counted.
//!
//! A prefix stands before those of later addresses and behind those that begin
//! with it and are longer.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fmt::Write;

use ::http::Method;

use super::dates;
use super::http::{Answer, Query, Request};
use super::relying_party::{RelyingParty, anchor};
use crate::world::registry::Member;
use crate::world::rpki::fault::point::Broken;
use crate::world::rpki::payloads::{Payload, TrustAnchor};

/// Answers one request.
pub(super) fn answer(request: &Request, query: &Query<'_>, party: &RelyingParty<'_>) -> Answer {
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        return Answer::text(405, "method not allowed\n").with("allow", "GET, HEAD");
    }
    if query.path.ends_with(".csv") {
        Answer::new(200, "text/csv", csv(party))
    } else {
        Answer::new(200, "application/json", json(party))
    }
}

fn payloads(party: &RelyingParty<'_>) -> Vec<Payload> {
    let mut payloads = party.payloads();
    payloads.sort_by_key(|(vrp, _)| {
        let prefix = vrp.prefix();
        let length = Reverse(prefix.length());
        (prefix.first(), length, vrp.max_length(), vrp.asn())
    });
    payloads
}

fn csv(party: &RelyingParty<'_>) -> String {
    let sources = party.sources();
    let mut text = "ASN,IP Prefix,Max Length,Trust Anchor,Expires\n".to_owned();
    for payload in payloads(party) {
        let (vrp, ta) = payload;
        let (asn, prefix, length) = (vrp.asn(), vrp.prefix(), vrp.max_length());
        let (ta, expires) = (anchor(ta), sources.expires(payload).as_second());
        // Writing to memory does not fail.
        let _ = writeln!(text, "{asn},{prefix},{length},{ta},{expires}");
    }
    text
}

fn json(party: &RelyingParty<'_>) -> String {
    let payloads = payloads(party);
    let sources = party.sources();
    let mut text = "{\n\t\"metadata\": {\n".to_owned();
    metadata(&mut text, party, payloads.len());
    text.push_str("\t},\n\n\t\"roas\": [\n");
    for (index, payload) in payloads.iter().enumerate() {
        if index > 0 {
            text.push_str(",\n");
        }
        let (vrp, ta) = payload;
        let (asn, prefix, length) = (vrp.asn().number(), vrp.prefix(), vrp.max_length());
        let (ta, expires) = (anchor(*ta), sources.expires(*payload).as_second());
        let _ = write!(
            text,
            "\t\t{{ \"asn\": {asn}, \"prefix\": \"{prefix}\", \"maxLength\": {length}, \"ta\": \"{ta}\", \"expires\": {expires} }}"
        );
    }
    text.push_str("\n\t],\n\n\t\"bgpsec_keys\": [\n\n\t],\n\n");
    text.push_str("\t\"provider_authorizations\": {\n\t\t\"ipv4\": [\n\n\t\t],\n");
    text.push_str("\t\t\"ipv6\": [\n\n\t\t]\n\t},\n\n\t\"aspas\": [\n");
    for (index, (aspa, _)) in party.aspas().into_iter().enumerate() {
        let comma = if index > 0 { ",\n" } else { "" };
        let customer = aspa.customer.number();
        let expires = sources.times_of_aspa(aspa).expires().as_second();
        let providers: Vec<String> = aspa
            .providers
            .iter()
            .map(|asn| asn.number().to_string())
            .collect();
        let providers = providers.join(", ");
        let _ = write!(
            text,
            "{comma}\t\t{{ \"customer_asid\": {customer}, \"expires\": {expires}, \"providers\": [ {providers} ] }}"
        );
    }
    text.push_str("\n\t]\n}\n");
    text
}

/// How the run went. Five trust anchors and their repositories; each authority
/// has a certificate, a manifest and a CRL. Whatever is wrong with a ROA, it failed.
fn metadata(text: &mut String, party: &RelyingParty<'_>, unique: usize) {
    let registries = byoip_vocabulary::registry::Registry::ALL;
    let rpki = party.world.rpki();
    let roas = rpki.entries().map(|(_, entry)| entry);
    let roas = roas.filter(|entry| entry.is_published());
    let aspas = rpki.aspas().iter().filter(|it| it.published.is_some());
    let members = roas.map(|it| &it.member).chain(aspas.map(|it| &it.member));
    let holders: BTreeSet<&Member> = members.collect();
    let authorities = registries.len() + holders.len();
    let has_run_out = |member: &Member| rpki.broken(member).is_some_and(Broken::has_run_out);
    let failed_manifests = holders.iter().filter(|member| has_run_out(member));
    let failed_manifests = failed_manifests.count();
    let entries = rpki.entries().map(|(_, entry)| entry);
    let failed = entries.filter(|it| it.is_published() && !it.is_sound());
    let failed = failed.filter(|it| !has_run_out(&it.member)).count();
    let vrps = party.each().count();
    let roas = party
        .each()
        .filter(|(_, ta)| *ta != TrustAnchor::Local)
        .count();
    let roas = roas + failed;
    let tals = registries.map(|registry| format!("\t\t\t\"{}.tal\"", registry.as_str()));
    let moment = dates::utc(party.generated());
    let lines = [
        "\"buildmachine\": \"localhost\"".to_owned(),
        format!("\"buildtime\": \"{moment}\""),
        "\"elapsedtime\": \"0\"".to_owned(),
        "\"usertime\": \"0\"".to_owned(),
        "\"systemtime\": \"0\"".to_owned(),
        format!("\"roas\": {roas}"),
        format!("\"failedroas\": {failed}"),
        "\"invalidroas\": 0".to_owned(),
        format!("\"aspas\": {}", party.aspas().len()),
        "\"failedaspas\": 0".to_owned(),
        "\"invalidaspas\": 0".to_owned(),
        "\"bgpsec_pubkeys\": 0".to_owned(),
        format!("\"certificates\": {authorities}"),
        "\"invalidcertificates\": 0".to_owned(),
        "\"taks\": 0".to_owned(),
        format!("\"tals\": {}", registries.len()),
        "\"invalidtals\": 0".to_owned(),
        format!("\"talfiles\": [\n{}\n\t\t]", tals.join(",\n")),
        format!("\"manifests\": {authorities}"),
        format!("\"failedmanifests\": {failed_manifests}"),
        "\"stalemanifests\": 0".to_owned(),
        format!("\"crls\": {authorities}"),
        "\"gbrs\": 0".to_owned(),
        format!("\"repositories\": {}", registries.len()),
        format!("\"vrps\": {vrps}"),
        format!("\"uniquevrps\": {unique}"),
        format!("\"vaps\": {}", party.aspas().len()),
        format!("\"uniquevaps\": {}", party.aspas().len()),
        "\"cachedir_del_files\": 0".to_owned(),
        "\"cachedir_superfluous_files\": 0".to_owned(),
        "\"cachedir_del_dirs\": 0".to_owned(),
    ];
    let _ = writeln!(text, "\t\t{}", lines.join(",\n\t\t"));
}
