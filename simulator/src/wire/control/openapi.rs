//! `/_simulator/openapi.json`: this API, described from its handlers.

use utoipa::OpenApi;

use super::{
    access_keys, announcements, aspas, byoasns, clock, continuity, egress, environment, events,
    faults, health, history, irr, leaks, mrt, outages, page, premises, registry, reset, roa_faults,
    roas, state, tls, validators, ways,
};
use crate::wire::http::Answer;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "byoip-sim control API",
        description = "The clock, the event log, the access keys, AS numbers brought to AWS, and the edits a holder makes at registries and in the RPKI. ARIN, RIPE NCC, APNIC and LACNIC also answer at their own interfaces; AFRINIC has a portal alone, and `/_simulator/registry/afrinic` and `/_simulator/roas` stand in for it."
    ),
    paths(
        page::get,
        health::get,
        clock::get,
        clock::put,
        clock::advance,
        events::get,
        environment::get,
        reset::post,
        state::get,
        state::put,
        roas::list,
        roas::create,
        roas::delete,
        roas::delete_same,
        faults::list,
        faults::declare,
        faults::get,
        faults::lift,
        faults::lift_all,
        roa_faults::spoil,
        roa_faults::mend,
        aspas::list,
        aspas::create,
        aspas::replace,
        aspas::delete,
        announcements::list,
        announcements::announce,
        announcements::withdraw,
        access_keys::list,
        access_keys::put,
        access_keys::delete,
        byoasns::list,
        byoasns::bring,
        byoasns::remove,
        mrt::table,
        mrt::updates,
        outages::list,
        outages::fail,
        outages::recover,
        validators::list,
        validators::stop,
        validators::resume,
        validators::nobody,
        ways::follow,
        continuity::report,
        history::read,
        egress::look,
        irr::list,
        irr::make,
        irr::remove,
        leaks::list,
        leaks::begin,
        leaks::end,
        premises::list,
        premises::stop,
        premises::start,
        registry::read_record,
        registry::read,
        registry::add,
        registry::replace,
        registry::empty,
        tls::authority,
        tls::locator,
    )
)]
struct ControlApi;

pub(super) fn get() -> Answer {
    Answer::json(200, &ControlApi::openapi())
}
