//! Tags of load balancers.

use byoip_vocabulary::error_code::ErrorCode;

use crate::wire::elbv2::parameters::required;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::form::Form;
use crate::world::aws::load_balancer::LoadBalancerArn;
use crate::world::aws::tag::TagSet;

mod add;
mod describe;
mod remove;

pub(super) const ACTIONS: &[&Action] = &[&add::ACTION, &describe::ACTION, &remove::ACTION];

/// Reads `Tags.member.N.Key` and `.Value`; a value that is not there is empty.
pub(super) fn read(form: &Form) -> Result<TagSet, ServiceError> {
    let mut tags = TagSet::new();
    for number in form.numbered("Tags.member") {
        let key = required(form, &format!("Tags.member.{number}.Key"))?;
        let value = form.get(&format!("Tags.member.{number}.Value"));
        let value = value.unwrap_or_default().to_owned();
        if tags.insert(key.to_owned(), value).is_some() {
            return Err(ServiceError::new(
                ErrorCode::DuplicateTagKeys,
                format!("The tag key '{key}' was specified more than once"),
            ));
        }
    }
    Ok(tags)
}

/// Reads `ResourceArns.member.N`.
fn resources(call: &Call<'_>) -> Vec<LoadBalancerArn> {
    let arns = call.form.list("ResourceArns.member");
    arns.into_iter().map(LoadBalancerArn::new).collect()
}
