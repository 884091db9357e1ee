//! `/_simulator/tls`: whom to trust where this is answered over TLS, and
//! `/_simulator/tals`: which trust anchors its RPKI has.

use super::Call;
use crate::wire::http::Answer;

#[utoipa::path(get, operation_id = "getTlsAuthority", path = "/_simulator/tls/ca.pem",
    responses((status = 200, description = "The certificate, a PEM file; another after each start",
        content_type = "application/x-pem-file")))]
pub(super) fn authority(call: &Call<'_>) -> Answer {
    let pem = call.endpoints.tls_authority.clone();
    Answer::new(200, "application/x-pem-file", pem)
}

#[utoipa::path(get, operation_id = "getTrustAnchorLocator", path = "/_simulator/tals/{file}",
    params(("file" = String, Path, description = "arin.tal, ripe.tal, apnic.tal, lacnic.tal or afrinic.tal")),
    responses((status = 200, description = "A registry's trust anchor locator (RFC 8630)", content_type = "text/plain"),
        (status = 404, description = "No such registry")))]
pub(super) fn locator(file: &str) -> Answer {
    let what = format!(
        "{file} is no locator here; there are arin.tal, ripe.tal, apnic.tal, lacnic.tal and afrinic.tal"
    );
    super::error(404, &what)
}
