//! Who calls: STS GetCallerIdentity.

use aws_sdk_sts::Client;
use serde_json::Value;

use super::{CallError, Members};

pub(crate) async fn describe(sts: &Client) -> Result<Value, CallError> {
    let output = sts.get_caller_identity().send().await?;
    Ok(Members::default()
        .put("UserId", output.user_id())
        .put("Account", output.account())
        .put("Arn", output.arn())
        .build())
}
