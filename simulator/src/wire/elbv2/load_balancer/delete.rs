//! DeleteLoadBalancer
//! <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteLoadBalancer.html>

use crate::wire::elbv2::parameters::required;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::Command;
use crate::world::aws::load_balancer::{Command as OfBalancer, LoadBalancerArn};

pub(super) const ACTION: Action = Action {
    name: "DeleteLoadBalancer",
    parameters: &["LoadBalancerArn"],
    required: &["LoadBalancerArn"],
    unsupported: &[],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let arn = LoadBalancerArn::new(required(call.form, "LoadBalancerArn")?);
    let delete = OfBalancer::Delete(arn);
    call.perform(Command::LoadBalancer(call.caller.clone(), delete))?;
    Ok(Xml::default())
}
