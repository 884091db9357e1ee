//! Who calls: STS GetCallerIdentity.

use serde_json::Value;

use super::service::{Clients, Service};
use super::{CallError, Members};

pub(crate) async fn describe(aws: &Service) -> Result<Value, CallError> {
    let send = |clients: Clients| clients.sts.get_caller_identity().send();
    let output = aws.reading(send).await?;
    Ok(Members::default()
        .put("UserId", output.user_id())
        .put("Account", output.account())
        .put("Arn", output.arn())
        .build())
}
