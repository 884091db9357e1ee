//! `/_simulator/health`: whether the server is up.

use serde_json::json;

use crate::wire::http::Answer;

#[utoipa::path(get, operation_id = "getHealth", path = "/_simulator/health", responses((status = 200, description = "The server answers")))]
pub(super) fn get() -> Answer {
    let version = env!("CARGO_PKG_VERSION");
    Answer::json(200, &json!({ "status": "ok", "version": version }))
}
