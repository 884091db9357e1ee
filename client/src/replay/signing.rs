//! A recorded call as a request of this world's caller, signed by AWS's own
//! implementation of Signature Version 4.

use std::collections::BTreeMap;
use std::time::SystemTime;

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;

use crate::clock;

/// Who calls, and where.
#[derive(Debug)]
pub(super) struct Caller {
    pub(super) credentials: Credentials,
    pub(super) region: String,
    /// The URL of EC2 and STS.
    pub(super) url: String,
}

const FORM: &str = "application/x-www-form-urlencoded; charset=utf-8";

impl Caller {
    /// A request of a service's action.
    pub(super) fn request(
        &self,
        http: &reqwest::Client,
        service: &str,
        action: &str,
        parameters: &BTreeMap<String, String>,
    ) -> Result<reqwest::RequestBuilder, String> {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("Action", action);
        form.extend_pairs(parameters);
        let body = form.finish();
        let identity = self.credentials.clone().into();
        let params = v4::SigningParams::builder()
            .identity(&identity)
            .region(&self.region)
            .name(service)
            .time(SystemTime::from(clock::now()))
            .settings(SigningSettings::default())
            .build()
            .map_err(|error| error.to_string())?
            .into();
        let headers = [("content-type", FORM)].into_iter();
        let bytes = SignableBody::Bytes(body.as_bytes());
        let signable = SignableRequest::new("POST", &self.url, headers, bytes);
        let signable = signable.map_err(|error| error.to_string())?;
        let (signed, _) = sign(signable, &params)
            .map_err(|error| error.to_string())?
            .into_parts();
        let mut request = http.post(&self.url).header("content-type", FORM);
        for (name, value) in signed.headers() {
            request = request.header(name, value);
        }
        Ok(request.body(body))
    }
}
