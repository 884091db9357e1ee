//! Where the AWS SDK's calls are overheard: what goes out before it is sent, what
//! came back once the attempt is over.

use std::collections::BTreeMap;

use aws_sdk_ec2::config::interceptors::{
    BeforeTransmitInterceptorContextRef, FinalizerInterceptorContextRef,
};
use aws_sdk_ec2::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_ec2::error::BoxError;
use aws_smithy_types::config_bag::{Storable, StoreReplace};
use regex_lite::Regex;

use super::Recorder;
use super::entry::{Answer, Call, Exchange};

/// Overhears the calls of one service.
#[derive(Debug)]
pub(crate) struct Overhearing {
    pub(crate) service: &'static str,
    pub(crate) recorder: Recorder,
}

/// The form of a call under way.
#[derive(Debug)]
struct Sent {
    action: String,
    parameters: BTreeMap<String, String>,
}

impl Storable for Sent {
    type Storer = StoreReplace<Self>;
}

impl Intercept for Overhearing {
    fn name(&self) -> &'static str {
        "recording"
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _runtime: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let form = context.request().body().bytes().unwrap_or_default();
        let mut parameters: BTreeMap<String, String> =
            form_urlencoded::parse(form).into_owned().collect();
        let action = parameters.remove("Action").unwrap_or_default();
        config
            .interceptor_state()
            .store_put(Sent { action, parameters });
        Ok(())
    }

    fn read_after_attempt(
        &self,
        context: &FinalizerInterceptorContextRef<'_>,
        _runtime: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        // Without it nothing was sent: there were no credentials.
        let Some(sent) = config.load::<Sent>() else {
            return Ok(());
        };
        let response = context.response();
        let bytes = response.and_then(|response| response.body().bytes());
        let body = String::from_utf8_lossy(bytes.unwrap_or_default()).into_owned();
        let header = response.and_then(|it| it.headers().get("x-amzn-requestid"));
        let failure = match (response, context.output_or_error()) {
            (None, Some(Err(error))) => Some(format!("{error}")),
            (None, _) => Some("no answer".to_owned()),
            (Some(_), _) => None,
        };
        self.recorder.exchange(Exchange::Call(Call {
            service: self.service.to_owned(),
            action: sent.action.clone(),
            parameters: sent.parameters.clone(),
            code: element(&body, "Code"),
            request_id: element(&body, "(?:requestId|RequestId|RequestID)")
                .or_else(|| header.map(str::to_owned)),
            answer: Answer {
                status: response.map(|response| response.status().as_u16()),
                body,
                failure,
            },
        }));
        Ok(())
    }
}

/// The text of the first element of a name.
pub(crate) fn element(body: &str, name: &str) -> Option<String> {
    let found = Regex::new(&format!("<{name}>([^<]*)<")).ok()?;
    let text = found.captures(body)?.get(1)?;
    Some(text.as_str().to_owned())
}
