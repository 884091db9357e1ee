//! `/_simulator/environment`: the variables that make tools talk to this world.

use serde_json::{Map, Value};

use super::Call;
use crate::simulation::Reading;
use crate::wire::Endpoints;
use crate::wire::http::Answer;

#[utoipa::path(get, operation_id = "getEnvironment", path = "/_simulator/environment",
    responses((status = 200, description = "Names and values")))]
pub(super) fn get(call: &Call<'_>) -> Answer {
    let world = call.simulation.read(call.wall);
    let variables: Map<String, Value> = variables(&world, call.endpoints)
        .into_iter()
        .map(|(name, value)| (name.to_owned(), Value::from(value)))
        .collect();
    Answer::json(200, &variables)
}

/// The variables: the names of the AWS SDKs, and some of our own for whois,
/// RTR and BGP, whose tools read none, and for what is answered over TLS.
pub(crate) fn variables(world: &Reading<'_>, endpoints: &Endpoints) -> Vec<(&'static str, String)> {
    let mut variables = vec![("AWS_ENDPOINT_URL", endpoints.url.clone())];
    if let Some((id, credential)) = world.accounts().first() {
        variables.push(("AWS_ACCESS_KEY_ID", id.to_owned()));
        variables.push(("AWS_SECRET_ACCESS_KEY", credential.secret.clone()));
        if let Some(session) = &credential.session {
            variables.push(("AWS_SESSION_TOKEN", session.token.clone()));
        }
    }
    let region = &world.genesis().region;
    variables.push(("AWS_REGION", region.to_string()));
    variables.push(("AWS_DEFAULT_REGION", region.to_string()));
    variables.push(("BYOIP_SIMULATOR_URL", endpoints.url.clone()));
    variables.push(("BYOIP_SIMULATOR_TLS_URL", endpoints.tls_url.clone()));
    let authority = format!("{}/_simulator/tls/ca.pem", endpoints.url);
    variables.push(("BYOIP_SIMULATOR_TLS_CA", authority));
    variables.push(("BYOIP_WHOIS_HOST", endpoints.whois.ip().to_string()));
    variables.push(("BYOIP_WHOIS_PORT", endpoints.whois.port().to_string()));
    variables.push(("BYOIP_RTR_HOST", endpoints.rtr.ip().to_string()));
    variables.push(("BYOIP_RTR_PORT", endpoints.rtr.port().to_string()));
    variables.push(("BYOIP_BGP_HOST", endpoints.bgp.ip().to_string()));
    variables.push(("BYOIP_BGP_PORT", endpoints.bgp.port().to_string()));
    variables
}
