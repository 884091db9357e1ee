//! `/_simulator/access-keys`: who may call, and what each may do, changed while
//! the world runs. What an instructor takes away here, a drill refuses.

use byoip_vocabulary::account::AccountId;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::{Call, error};
use crate::wire::http::Answer;
use crate::world::aws::account::{self, Credential, Description};
use crate::world::aws::permission::Pattern;
use crate::world::{Command, World};

#[cfg(test)]
mod tests;

/// The longest id: IAM's limit.
const ID_MAX: usize = 128;

/// An access key as the body of a request describes it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AccessKeyDocument {
    /// `123456789012`.
    #[schema(value_type = String)]
    account: AccountId,
    /// What requests are signed with.
    secret: String,
    /// Whose it is, unless a role's.
    user: Option<String>,
    /// The role it acts as, in a session.
    role: Option<String>,
    /// The session's name.
    session: Option<String>,
    /// Makes it a temporary credential.
    session_token: Option<String>,
    /// When a temporary credential ends, in the world's time.
    #[schema(value_type = Option<String>, format = DateTime)]
    expires: Option<Timestamp>,
    /// Patterns of actions, such as `ec2:Describe*`; without the list, all.
    #[schema(value_type = Option<Vec<String>>)]
    allow: Option<Vec<Pattern>>,
    /// Patterns of actions that are denied, whatever is allowed.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    deny: Vec<Pattern>,
}

#[utoipa::path(get, operation_id = "listAccessKeys", path = "/_simulator/access-keys",
    responses((status = 200, description = "Every access key, without its secrets")))]
pub(super) fn list(call: &Call<'_>) -> Answer {
    let world = call.simulation.read(call.wall);
    Answer::json(200, &json!({ "access_keys": views(&world) }))
}

/// Every key, without its secrets.
pub(super) fn views(world: &World) -> Vec<Value> {
    let keys = world.accounts().credentials();
    keys.map(|(id, credential)| view(id, credential)).collect()
}

#[utoipa::path(put, operation_id = "putAccessKey", request_body = AccessKeyDocument, path = "/_simulator/access-keys/{id}",
    params(("id" = String, Path, description = "The access key id")),
    responses((status = 200, description = "The key as it is now, without its secrets"),
        (status = 400, description = "An id or a body that describes no key")))]
pub(super) fn put(call: &Call<'_>, id: &str) -> Result<Answer, Answer> {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    if id.is_empty() || id.len() > ID_MAX || !id.bytes().all(is_word) {
        let what = format!("access key id: 1 to {ID_MAX} letters, digits and underscores");
        return Err(error(400, &what));
    }
    let document: AccessKeyDocument = call.json()?;
    let description = Description {
        partition: call.simulation.genesis().region.partition(),
        account: document.account,
        secret: document.secret,
        user: document.user,
        role: document.role,
        session: document.session,
        session_token: document.session_token,
        expires: document.expires,
        allow: document.allow,
        deny: document.deny,
    };
    let credential = description.credential().map_err(|wrong| {
        error(
            400,
            &format!("the body cannot be used: access key {id} {wrong}"),
        )
    })?;
    let answer = view(id, &credential);
    call.perform(&Command::Account(account::Command::Put {
        access_key: id.to_owned(),
        credential,
    }))?;
    Ok(Answer::json(200, &answer))
}

#[utoipa::path(delete, operation_id = "deleteAccessKey", path = "/_simulator/access-keys/{id}",
    params(("id" = String, Path, description = "The access key id")),
    responses((status = 204, description = "Nobody signs with it any more"),
        (status = 404, description = "No such access key")))]
pub(super) fn delete(call: &Call<'_>, id: &str) -> Result<Answer, Answer> {
    let access_key = id.to_owned();
    call.perform(&Command::Account(account::Command::Delete { access_key }))?;
    Ok(Answer::empty(204))
}

fn view(id: &str, credential: &Credential) -> Value {
    let session = credential.session.as_ref();
    json!({
        "id": id,
        "account": credential.principal.account,
        "arn": credential.principal.arn,
        "user_id": credential.principal.user_id,
        "temporary": session.is_some(),
        "expires": session.and_then(|session| session.expires),
        "allow": credential.permissions.allow(),
        "deny": credential.permissions.deny(),
    })
}
